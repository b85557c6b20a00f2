"""The day for which a question is meant: 「令和3年4月1日時点の…」, 「平成十五年当時」."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from genkan.kit import common_year
from genkan.knowledge.text.numerals import number_of

_S = r"[ \t　]*"
_N = r"[0-9０-９〇一二三四五六七八九十百千]+"
_DAY = re.compile(
    rf"(?P<written>(?:西暦)?(?P<era>明治|大正|昭和|平成|令和)?{_S}(?P<year>元|{_N})(?:{_S}年{_S}|[-/.])"
    rf"(?:(?P<month>{_N})(?:{_S}月{_S}|[-/.])(?:(?P<day>{_N}){_S}日?)?)?"
    rf"{_S}の?(?:時点|当時|現在))(?:における|において|では|での|には|で|に|の)?"
)
_EARLIEST, _LATEST = 1868, 2200


class MeantDay(NamedTuple):
    """A day, the words that name it, and the place of these and of the particle behind them."""

    day: date
    written: str
    place: tuple[int, int]


def meant_day(text: str) -> MeantDay | None:
    """The first day that a text names as the one that counts; of a year or a month alone, its last day."""
    for match in _DAY.finditer(text):
        day = _day(match)
        if day is not None:
            return MeantDay(day, match["written"], match.span())
    return None


def _day(match: re.Match[str]) -> date | None:
    year = 1 if match["year"] == "元" else number_of(match["year"]) or 0
    year = common_year(match["era"] or "", year)
    if not _EARLIEST <= year <= _LATEST:
        return None
    month = number_of(match["month"]) if match["month"] else 12
    if month is None or not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = number_of(match["day"]) if match["day"] else last
    return date(year, month, day) if day is not None and 1 <= day <= last else None
