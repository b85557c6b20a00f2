"""A reply as an officer sends it from the page, checked before anything is written."""

from dataclasses import dataclass

from genkan.inquiry.case import Citizen
from genkan.inquiry.entry import clean
from genkan.inquiry.reply import LONGEST_REPLY, Basis, Way
from genkan.inquiry.replying.errors import ReplyMissing, ReplyTooLong, WayUnfit


@dataclass(frozen=True)
class ReplyEntry:
    """``basis``, ``blocks`` and ``shares`` (ids) are None where those of the draft stay as they are.

    ``shares`` are cases that were joined and whose citizens get the reply too.
    """

    text: str
    way: str
    basis: tuple[Basis, ...] | None = None
    blocks: tuple[str, ...] | None = None
    shares: tuple[str, ...] | None = None


def text_of(entry: ReplyEntry) -> str:
    """The text as it is kept. Raises ``ReplyMissing`` and ``ReplyTooLong``."""
    text = clean(entry.text)
    if not text:
        raise ReplyMissing
    if len(text) > LONGEST_REPLY:
        raise ReplyTooLong(limit=f"{LONGEST_REPLY:,}", count=f"{len(text):,}")
    return text


def way_of(entry: ReplyEntry, *, ways: tuple[Way, ...]) -> Way:
    """How the reply goes. Raises ``WayUnfit``."""
    if entry.way not in ways:
        raise WayUnfit
    return Way(entry.way)


def ways_to(citizen: Citizen, *, has_page: bool, sends: bool) -> tuple[Way, ...]:
    """How the citizen can be reached, what suits best first.

    ``has_page`` where the inquiry has one of its own, ``sends`` where letters of the organisation can leave by e-mail.
    """
    portal = (Way.PORTAL,) if has_page else ()
    return (*portal, *((Way.EMAIL,) if citizen.email and sends else ()), Way.LETTER)
