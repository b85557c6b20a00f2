"""To whom a reply is written: the first line, and the number in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from genkan.inquiry.case import Citizen

_NOBODY = "お問合せをくださった方へ"
_SHORTEST = 2
_CALLED = r"\s*(?:様|さま|さん|殿|氏|君|くん)"
_NO_PLACE = r"(?![都道府県市区町村省庁局])"
_KANA = re.compile(r"[ぁ-ゖー]+")
_LETTERS = re.compile(r"[A-Za-z.'-]+")


@dataclass(frozen=True)
class Addressee:
    """The citizen of a case by the number of the case; ``name`` may be empty."""

    name: str
    number: str

    @property
    def line(self) -> str:
        """The first line of a reply."""
        return f"{self.name}　様" if self.name else _NOBODY


def readdressed(text: str, *, of: Addressee, to: Addressee) -> str:
    """A reply as another citizen gets it: the first line, where it is as it was made, and the number are theirs."""
    first, end, rest = text.partition("\n")
    line = to.line if first.strip() == of.line else first
    return (line + end + rest).replace(of.number, to.number)


def is_written_to(text: str, addressee: Addressee) -> bool:
    """Whether the first line of a reply is that of its citizen as it was made, or nobody's."""
    return text.partition("\n")[0].strip() in (addressee.line, _NOBODY)


def names(text: str, citizen: Citizen, found: Iterable[str] = ()) -> bool:
    """Whether a text holds the name, the address or the e-mail of a citizen, or what was ``found``, however it is spaced.

    So does one that calls the citizen by a part of the name, as in 「山田様」.
    """
    words = "".join(text.split())
    known = ("".join(each.split()) for each in (citizen.name, citizen.address, citizen.email, *found))
    if any(each in words for each in known if each):
        return True
    return any(re.search(re.escape(part) + _CALLED, text) for part in _called_by(citizen.name))


def tells_of(text: str, citizen: Citizen, found: Iterable[str] = ()) -> bool:
    """Whether a text ``names`` a citizen, or holds a part of the name that is not the name of a place or an office."""
    return names(text, citizen, found) or any(
        re.search(_alone(part), text, re.IGNORECASE) for part in _parts(citizen.name)
    )


def _parts(name: str) -> Iterator[str]:
    """Family name and given name, where they are written apart."""
    yield from (part for part in name.split() if len(part) >= _SHORTEST)


def _called_by(name: str) -> Iterator[str]:
    """What may stand before 「様」: the parts, and for a name without a space each beginning and end of it."""
    yield from _parts(name)
    for cut in range(_SHORTEST, len(name)):
        yield from (name[:cut].strip(), name[-cut:].strip())


def _alone(part: str) -> str:
    """A pattern of a part of a name that is no part of an ordinary word."""
    if _KANA.fullmatch(part):
        return re.escape(part) + _CALLED
    if _LETTERS.fullmatch(part):
        return rf"(?<![A-Za-z]){re.escape(part)}(?![A-Za-z])"
    return re.escape(part) + _NO_PLACE
