"""What a cell of a table is: a number, a day, or words; never a formula."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from genkan.knowledge import read_date

_NUMBER = re.compile(r"[-−△▲]?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
_SHARE = re.compile(r"([-−△▲]?[0-9]{1,6}(?:\.[0-9]{1,6})?)[%％]")
_COMMON_DAY = re.compile(r"[0-9]{4}([-/])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
_ERA_DAY = re.compile(r"(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年[0-9]{1,2}月[0-9]{1,2}日")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_MINUS = str.maketrans("−△▲", "---", ",")
_MOST_DIGITS = 15


@dataclass(frozen=True)
class CellValue:
    """A value and how Excel shows it; words have no format."""

    value: Decimal | date | str
    shown_as: str = ""


def value_of(words: str) -> CellValue:
    """The value behind the words of a cell; what is not surely a number or a day stays as it is written.

    Numbers that begin with 0 or have more digits than Excel keeps, such as codes and telephone numbers, are words.
    """
    plain = words.strip().translate(_FULL_WIDTH)
    if _NUMBER.fullmatch(plain) and _digits(plain) <= _MOST_DIGITS:
        return CellValue(Decimal(plain.translate(_MINUS)), _number_format(plain))
    if (share := _SHARE.fullmatch(plain)) is not None:
        return CellValue(Decimal(share[1].translate(_MINUS)) / 100, _share_format(share[1]))
    return _day_of(plain) or CellValue(words)


def _digits(plain: str) -> int:
    return sum(letter.isdecimal() for letter in plain)


def _number_format(plain: str) -> str:
    """Commas, decimals and the sign △ as they were written."""
    form = "#,##0" if "," in plain else "0"
    form += "." + "0" * len(plain.partition(".")[2]) if "." in plain else ""
    return f'{form};"{plain[0]}"{form}' if plain[0] in "△▲" else form


def _share_format(number: str) -> str:
    decimals = len(number.partition(".")[2])
    return ("0." + "0" * decimals if decimals else "0") + "%"


def _day_of(plain: str) -> CellValue | None:
    """A day of a year that Excel has; in the form in which it was written."""
    era = bool(_ERA_DAY.fullmatch(plain))
    if not era and not _COMMON_DAY.fullmatch(plain):
        return None
    day = read_date(plain)
    if day is None or day.year < 1900 or day < date(1900, 3, 1):
        return None
    kanji = 'yyyy"年"m"月"d"日"' if "年" in plain else "yyyy-mm-dd"
    return CellValue(day, '[$-ja-JP]ggge"年"m"月"d"日"' if era else kanji)
