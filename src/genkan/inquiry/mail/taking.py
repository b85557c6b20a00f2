"""A letter by e-mail becomes a case, once, with its files; whom it answers is proposed, a person joins."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.inquiry.arrival import Arrival
from genkan.inquiry.case import LONGEST_NAME, Channel
from genkan.inquiry.entry import Draft
from genkan.inquiry.incoming.inspecting import Inspecting
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.mail.letter import MailLetter, WhyLeft
from genkan.inquiry.mail.reading import read_mail
from genkan.inquiry.mail.store import mails
from genkan.inquiry.mail.taken import OTHER_CONTENT, MailOutcome, TakenMail
from genkan.inquiry.post import Bouncing, case_of_message, sender_of
from genkan.inquiry.receiving import Receiving
from genkan.kit import Clock, Problem, canonical_json, digest, storable
from genkan.storage import Database

logger = logging.getLogger(__name__)

_ACTOR = "mail"
_WITHOUT_TEXT = "（本文のない電子メール）"


@dataclass(frozen=True)
class Marks:
    """By what a letter is known again: a digest of its id, or of its bytes where it has none, and one of what it says."""

    message: str
    content: str = ""

    @property
    def with_content(self) -> str:
        """What a letter is known by whose id another one has."""
        return digest(f"{self.message}:{self.content}")

    def are_of(self, known: TakenMail) -> bool:
        """Whether a letter of the same id is the same, as far as anybody knows."""
        return "" in (known.content, self.content) or known.content == self.content


@dataclass(frozen=True)
class _Held:
    """The name under which a letter is remembered, what is known of it, and the other letter with its id."""

    message: str
    known: TakenMail | None
    other: TakenMail | None

    @property
    def of_same_id(self) -> tuple[tuple[str, Ground], ...]:
        """The case of the other letter, to which this one may belong."""
        return ((self.other.case_id, Ground.SAME_ID),) if self.other and self.other.case_id else ()


@dataclass(frozen=True, slots=True)
class MailTaking:
    """Takes letters in, whoever hands them over: an officer with a file, or a mailbox."""

    database: Database
    ledger: Ledger
    clock: Clock
    receiving: Receiving
    inspecting: Inspecting

    async def take_or_leave(
        self,
        organisation_id: str,
        content: bytes,
        *,
        actor: str,
        name: str = "",
        anyway: bool = False,
        pulled: bool = False,
    ) -> TakenMail:
        """What became of a letter; one at which a reader fails is left, under ``name`` or its bytes, and keeps none waiting.

        Raises problems that lie in the installation and not in the letter.
        """
        try:
            return await self.take(organisation_id, content, actor=actor, anyway=anyway, pulled=pulled)
        except Problem:
            raise
        except Exception:  # the officer is told on the page of letters, the operator by the log
            logger.exception("A letter by e-mail cannot be read; it is left and named on the page")
        message = name or hashlib.sha256(content).hexdigest()
        return await self.leave(organisation_id, Marks(message), WhyLeft.BROKEN)

    async def take(
        self, organisation_id: str, content: bytes, *, actor: str, anyway: bool = False, pulled: bool = False
    ) -> TakenMail:
        """What became of a letter; ``anyway`` takes in also what no person seems to have written.

        One that lay in a mailbox before it was looked into is left where it was ``pulled``, not where an officer hands it
        in. Raises a ``ScanProblem`` where the scanner does not work now; nothing is kept then.
        """
        letter, marks = await asyncio.to_thread(_read, content)
        async with self.database.read() as connection:
            known = await _known(connection, organisation_id, marks)
            automatic = letter.automatic or await _loop(connection, organisation_id, letter)
        wanted = anyway or (not pulled and known is not None and known.reason == WhyLeft.EARLIER)
        if known is not None and (known.case_id or not wanted):
            return replace(known, outcome=MailOutcome.KNOWN) if known.case_id else known
        if automatic is not None and not anyway:
            return await self.leave(organisation_id, marks, automatic, returned=letter.returned)
        return await self._keep(organisation_id, marks, letter, actor=actor)

    async def leave(
        self, organisation_id: str, marks: Marks, automatic: WhyLeft, *, returned: Sequence[str] = ()
    ) -> TakenMail:
        """Remember why a letter was not taken in; the cases of letters that it says were ``returned`` tell so."""
        left = TakenMail(MailOutcome.LEFT, reason=automatic, content=marks.content)
        async with self.database.write() as connection:
            await mails.note_mail(connection, organisation_id, marks.message, left, now=self.clock())
            await Bouncing(self.ledger, self.clock).tell(connection, organisation_id, returned, actor=_ACTOR)
        return left

    async def leave_earlier(self, organisation_id: str, messages: Sequence[str]) -> None:
        """Remember letters that lay in a mailbox before anybody looked, so that they are known if it counts anew."""
        async with self.database.write() as connection:
            await mails.note_earlier(connection, organisation_id, messages, now=self.clock())

    async def _keep(self, organisation_id: str, marks: Marks, letter: MailLetter, *, actor: str) -> TakenMail:
        files = await self.inspecting.sift(letter.files)
        draft = _draft(letter)
        (reading,) = await self.receiving.read(organisation_id, [draft])
        async with self.database.write() as connection:
            held = await self._hold(connection, organisation_id, marks)
            if held.known is not None and held.known.case_id:
                return replace(held.known, outcome=MailOutcome.KNOWN)
            answered = await _answered(connection, organisation_id, letter)
            arrival = Arrival(draft, reading, files, (*held.of_same_id, *answered))
            (case,) = await self.receiving.admit(connection, organisation_id, [arrival], actor=actor)
            reason = OTHER_CONTENT if held.message != marks.message else ""
            taken = TakenMail(MailOutcome.TAKEN, case.id, reason, marks.content)
            await mails.tell_case(connection, organisation_id, held.message, taken)
        return taken

    async def _hold(self, connection: AsyncConnection, organisation_id: str, marks: Marks) -> _Held:
        """The letter by its id, or where another one has it, by id and content; nobody else takes it in beside this."""
        waiting = TakenMail(MailOutcome.LEFT, content=marks.content)
        other: TakenMail | None = None
        for message in (marks.message, marks.with_content):
            is_new = await mails.note_mail(connection, organisation_id, message, waiting, now=self.clock())
            known = await mails.find_mail(connection, organisation_id, message, hold=True)
            if is_new or known is None or marks.are_of(known):
                return _Held(message, None if is_new else known, other)
            other = known
        return _Held(marks.with_content, other, None)


def message_of(message_id: str) -> str:
    """What is kept of the id of a letter; empty for one that has none."""
    return digest(message_id) if message_id else ""


def _read(content: bytes) -> tuple[MailLetter, Marks]:
    letter = read_mail(content)
    message = message_of(letter.message_id) or hashlib.sha256(content).hexdigest()
    files = [[file.name, hashlib.sha256(file.content).hexdigest()] for file in letter.files]
    says = {"email": letter.email.lower(), "text": storable(letter.text), "files": files}
    return letter, Marks(message, digest(canonical_json(says)))


async def _known(connection: AsyncConnection, organisation_id: str, marks: Marks) -> TakenMail | None:
    """What became of the letter before."""
    known = await mails.find_mail(connection, organisation_id, marks.message)
    if known is None or marks.are_of(known):
        return known
    return await mails.find_mail(connection, organisation_id, marks.with_content)


def _draft(letter: MailLetter) -> Draft:
    text = storable(letter.text).strip() or _WITHOUT_TEXT
    return Draft(Channel.EMAIL, text, storable(letter.name)[:LONGEST_NAME], email=letter.email)


async def _loop(connection: AsyncConnection, organisation_id: str, letter: MailLetter) -> WhyLeft | None:
    """A letter from the address from which the organisation itself sends would be answered for ever."""
    own = (await sender_of(connection, organisation_id)).address.lower()
    return WhyLeft.LOOP if own and letter.email.lower() == own else None


async def _answered(
    connection: AsyncConnection, organisation_id: str, letter: MailLetter
) -> tuple[tuple[str, Ground], ...]:
    """The cases that the letter goes on from: those whose letters it names, and those whose replies it answers."""
    messages = {message_of(each): each for each in letter.references}
    known = await mails.cases_of(connection, organisation_id, list(messages))
    found = [known[message] for message in messages if message in known]
    for reference in letter.references:
        replied = await case_of_message(connection, reference, organisation_id=organisation_id)
        found += [replied] if replied else []
    return tuple((case_id, Ground.THREAD) for case_id in dict.fromkeys(found))
