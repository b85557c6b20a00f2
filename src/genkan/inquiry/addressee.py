"""To whom a reply is written: the first line, and the number in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from genkan.inquiry.case import Citizen

_NOBODY = "お問合せをくださった方へ"


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


def tells_of(text: str, citizen: Citizen, found: Iterable[str] = ()) -> bool:
    """Whether a text holds the name, the address or the e-mail of a citizen, or what was ``found``, however it is spaced."""
    words = "".join(text.split())
    known = ("".join(each.split()) for each in (citizen.name, citizen.address, citizen.email, *found))
    return any(each in words for each in known if each)
