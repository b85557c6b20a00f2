"""What officers type: an inquiry that came in, and words on a case; checked before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from genkan.inquiry.case import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_TEXT,
    Channel,
    Citizen,
)
from genkan.inquiry.errors import (
    AddressTooLong,
    ChannelMissing,
    DeadlineUnfit,
    DestinationMissing,
    EntryProblem,
    NameTooLong,
    TextMissing,
    TextTooLong,
    WordsMissing,
    WordsTooLong,
)
from genkan.inquiry.post.address import mail_address
from genkan.kit import normalise_newlines, storable

LONGEST_DESTINATION = 100
LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True)
class Draft:
    """An inquiry as it was typed."""

    channel: str = ""
    text: str = ""
    name: str = ""
    address: str = ""
    email: str = ""

    @property
    def clean_text(self) -> str:
        """The text as it is kept: without NUL, with ``\\n`` as its only line end."""
        return clean(self.text)

    @property
    def citizen(self) -> Citizen:
        """Who asks; where no address of e-mail is given, the address for the reply may be one."""
        name, address = (" ".join(storable(each).split()) for each in (self.name, self.address))
        return Citizen(name, address, mail_address(self.email) or mail_address(address) or "")


def faults_of(draft: Draft) -> tuple[EntryProblem, ...]:
    """Everything about a draft that cannot be taken, in the order of the form."""
    return tuple(_faults(draft))


def _faults(draft: Draft) -> Iterator[EntryProblem]:
    if draft.channel not in set(Channel):
        yield ChannelMissing()
    text, citizen = draft.clean_text, draft.citizen
    if not text:
        yield TextMissing()
    if len(text) > LONGEST_TEXT:
        yield TextTooLong(limit=f"{LONGEST_TEXT:,}", count=f"{len(text):,}")
    if len(citizen.name) > LONGEST_NAME:
        yield NameTooLong(limit=LONGEST_NAME)
    if len(citizen.address) > LONGEST_ADDRESS:
        yield AddressTooLong(limit=LONGEST_ADDRESS)


def words_of(typed: str) -> str:
    """A note, a reply or a reason as it is kept. Raises ``WordsMissing`` and ``WordsTooLong``."""
    words = clean(typed)
    if not words:
        raise WordsMissing
    if len(words) > LONGEST_NOTE:
        raise WordsTooLong(limit=f"{LONGEST_NOTE:,}", count=f"{len(words):,}")
    return words


def destination_of(typed: str) -> str:
    """Whom a case is referred to. Raises ``DestinationMissing``."""
    destination = " ".join(storable(typed).split())
    if not 1 <= len(destination) <= LONGEST_DESTINATION:
        raise DestinationMissing(limit=LONGEST_DESTINATION)
    return destination


def deadline_of(typed: str, *, today: date) -> date:
    """The day by which a citizen is to be answered. Raises ``DeadlineUnfit``."""
    day = day_of(typed)
    if day is None or not today <= day <= today + LONGEST_WAIT:
        raise DeadlineUnfit(limit=LONGEST_WAIT.days)
    return day


def day_of(typed: str) -> date | None:
    """A day as browsers send it, ``2026-11-24``; None where it is none."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def clean(typed: str) -> str:
    """Typed text as it is kept."""
    return storable(normalise_newlines(typed)).strip()
