"""Numbers of cases: the fiscal year of Japan as a year of Reiwa, and a running number within the organisation."""

import re
import unicodedata
from datetime import date

_BEFORE_REIWA = 2018
_APRIL = 4
_NUMBER = re.compile(r"R(\d{1,3})-(\d{1,9})")
_WITHIN = re.compile(r"(?<![A-Za-z0-9])R(\d{1,3})-(\d{6,9})(?!\d)")


def fiscal_year(day: date) -> int:
    """The fiscal year, named by the year in which it begins: 2026 for 31 March 2027."""
    return day.year if day.month >= _APRIL else day.year - 1


def case_number(year: int, serial: int) -> str:
    """「R8-000123」 for the fiscal year 2026 and 123."""
    return f"R{year - _BEFORE_REIWA}-{serial:06}"


def as_case_number(words: str) -> str | None:
    """The number that the words spell, such as 「ｒ8-123」; None where they are something else."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", words).strip().upper())
    return f"R{int(found[1])}-{int(found[2]):06}" if found else None


def numbers_in(text: str, *, most: int = 3) -> tuple[str, ...]:
    """The numbers of cases that stand in the text, each once."""
    found = _WITHIN.finditer(unicodedata.normalize("NFKC", text))
    spelt = dict.fromkeys(f"R{int(each[1])}-{each[2]}" for each in found)
    return tuple(spelt)[:most]
