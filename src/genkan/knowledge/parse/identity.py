"""Which law a file holds, and which of its revisions: identifiers of e-Gov."""

import re
from datetime import date
from typing import NamedTuple

_LAW_ID = r"[1-5][0-9]{2}[A-Z][A-Z0-9]{11}"
_REVISION = re.compile(
    rf"(?<![0-9A-Z])(?P<law>{_LAW_ID})(?:_(?P<day>[0-9]{{8}})_(?P<amending>[0-9A-Z]{{15}}))?(?![0-9A-Z])"
)
_NUMBERED = re.compile(r"(?P<era>[1-5])(?P<year>[0-9]{2})(?P<type>AC|CO|IO)[0-9]{7}(?P<number>[0-9]{3})")
_ERAS = dict(zip("12345", ("明治", "大正", "昭和", "平成", "令和"), strict=True))
_TYPES = {"AC": "法律", "CO": "政令", "IO": "勅令"}
_DIGITS = "〇一二三四五六七八九"


class Revision(NamedTuple):
    """A law, the day from which this text is in force, and the number of the law that brought it; empty if unknown."""

    law_id: str
    valid_from: date | None
    amended_by: str


def revision_in(name: str) -> Revision:
    """What a file name or a revision id such as ``405AC0000000088_20240401_506AC0000000012`` says."""
    found = list(_REVISION.finditer(name.rpartition("/")[2])) or list(_REVISION.finditer(name))
    if not found:
        return Revision("", None, "")
    match = found[-1]
    return Revision(match["law"], _day(match["day"] or ""), law_number(match["amending"] or ""))


def law_number(law_id: str) -> str:
    """「令和六年法律第十二号」 for an id of a law, a cabinet order or an imperial order; empty for others."""
    match = _NUMBERED.fullmatch(law_id)
    if match is None:
        return ""
    year, number = int(match["year"]), int(match["number"])
    years = "元" if year == 1 else in_kanji(year)
    return f"{_ERAS[match['era']]}{years}年{_TYPES[match['type']]}第{in_kanji(number)}号"


def in_kanji(number: int) -> str:
    """A number below ten thousand as laws write it: 「二十七」."""
    text = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, value)
        text += "" if not digit else unit if digit == 1 else _DIGITS[digit] + unit
    return text + (_DIGITS[number] if number or not text else "")


def _day(written: str) -> date | None:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:])) if written else None
    except ValueError:
        return None
