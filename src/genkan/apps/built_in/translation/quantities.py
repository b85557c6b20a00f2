"""Numbers and days across languages: 「1,200万円」 and "12 million yen" are one quantity."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from genkan.apps.checks import FigureKind, failed_by, figures_in
from genkan.apps.output import Check

LABEL = "数値・日付の照合"
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_MONTH = re.compile(
    rf"\b({'|'.join(_MONTHS)})(?=\s+\d|,?\s+of\b)|(?<=\d\s)({'|'.join(_MONTHS)})\b", re.IGNORECASE
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALED = re.compile(
    rf"(?<![\d,.])(\d[\d,]{{0,40}}(?:\.\d{{1,20}})?)\s+({'|'.join(_SCALES)})\b", re.IGNORECASE
)
_CHINESE = str.maketrans(
    {"亿": "億", "万": "万", "천": "千", "만": "万", "억": "億", "년": "年", "월": "月", "일": "日"}
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def check_quantities(source: str, translation: str) -> Check:
    """Fails where a number of the source is missing in the translation, or the translation has one of its own.

    Years of the Japanese calendar may be in the common one, scales in words, months by name, small numbers in words.
    """
    before, after = Counter(quantities(source)), Counter(quantities(translation))
    missing = [each for each in before - after if not _in_words(each, translation)]
    added = [each for each in after - before if not _in_words(each, source)]
    faults = [f"原文の「{each}」に当たる数値が訳文にありません。" for each in missing]
    faults += [f"訳文の「{each}」に当たる数値が原文にありません。" for each in added]
    return failed_by(LABEL, faults)


def quantities(text: str) -> Iterator[str]:
    """Each number in full, the parts of days one by one."""
    plain = _MONTH.sub(_month, unicodedata.normalize("NFKC", text).translate(_CHINESE))
    plain = _SCALED.sub(_scaled, plain)
    for figure in figures_in(plain):
        if figure.kind is FigureKind.DATE:
            yield from _DIGITS.findall(figure.value)
        else:
            yield from (f"{Decimal(each).normalize():f}" for each in _DIGITS.findall(figure.value))


def _month(match: re.Match[str]) -> str:
    return f" {_MONTHS.index(match[0].lower()) + 1} "


def _scaled(match: re.Match[str]) -> str:
    return f"{Decimal(match[1].replace(',', '')) * _SCALES[match[2].lower()]:f}"


def _in_words(number: str, text: str) -> bool:
    if not number.isdecimal() or not 1 <= int(number) <= len(_WORDS):
        return False
    word = _WORDS[int(number) - 1]
    return re.search(rf"\b{word}\b", text, re.IGNORECASE) is not None or _kanji(int(number)) in text


def _kanji(number: int) -> str:
    return "一二三四五六七八九十"[number - 1]
