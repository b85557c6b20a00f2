"""A letter as a citizen typed it into the public form, and everything about it that cannot be taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from genkan.inquiry.case import Channel
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.errors import EntryProblem
from genkan.inquiry.post import mail_address
from genkan.inquiry.public.errors import EmailUnfit, PersonalNumberFound, TrapFilled
from genkan.kit import storable
from genkan.policy import Kind, find_personal_data


@dataclass(frozen=True)
class CitizenLetter:
    """What was typed. ``website`` is a field that nobody sees; ``no_personal_number`` that twelve digits are none."""

    text: str = ""
    name: str = ""
    email: str = ""
    topic_id: str = ""
    website: str = ""
    no_personal_number: bool = False

    @property
    def draft(self) -> Draft:
        """The same for those who take letters in."""
        return Draft(Channel.FORM, storable(self.text), storable(self.name), "", storable(self.email))

    @property
    def recipient(self) -> str:
        """Where a reply can be sent by e-mail, empty where nowhere."""
        return mail_address(self.email) or ""

    @property
    def holds_personal_number(self) -> bool:
        """Whether something in it looks like an individual number."""
        return any(found.kind is Kind.MY_NUMBER for found in find_personal_data(self.draft.clean_text))


def faults_of_letter(letter: CitizenLetter) -> tuple[EntryProblem, ...]:
    """Everything that cannot be taken, in the order of the form; reading 100,000 characters takes a while."""
    return tuple(_faults(letter))


def _faults(letter: CitizenLetter) -> Iterator[EntryProblem]:
    if letter.website:
        yield TrapFilled()
    faults = faults_of(letter.draft)
    yield from faults
    if not faults and not letter.no_personal_number and letter.holds_personal_number:
        yield PersonalNumberFound()
    if letter.email.strip() and not letter.recipient:
        yield EmailUnfit()
