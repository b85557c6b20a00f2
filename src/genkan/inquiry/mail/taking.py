"""A letter by e-mail becomes a case, once, with its files; whom it answers is proposed, a person joins."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.arrival import Arrival
from genkan.inquiry.case import LONGEST_NAME, Channel
from genkan.inquiry.entry import Draft
from genkan.inquiry.incoming.inspecting import Inspecting
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.mail.letter import MailLetter, WhyLeft
from genkan.inquiry.mail.reading import read_mail
from genkan.inquiry.mail.store import mails
from genkan.inquiry.mail.taken import MailOutcome, TakenMail
from genkan.inquiry.post import case_of_message, sender_of
from genkan.inquiry.receiving import Receiving
from genkan.kit import Clock, Problem, digest, storable
from genkan.storage import Database

logger = logging.getLogger(__name__)

_WITHOUT_TEXT = "（本文のない電子メール）"


@dataclass(frozen=True, slots=True)
class MailTaking:
    """Takes letters in, whoever hands them over: an officer with a file, or a mailbox."""

    database: Database
    clock: Clock
    receiving: Receiving
    inspecting: Inspecting

    async def take_or_leave(
        self, organisation_id: str, content: bytes, *, actor: str, name: str = "", anyway: bool = False
    ) -> TakenMail:
        """What became of a letter; one at which a reader fails is left, under ``name`` or its bytes, and keeps none waiting.

        Raises problems that lie in the installation and not in the letter.
        """
        try:
            return await self.take(organisation_id, content, actor=actor, anyway=anyway)
        except Problem:
            raise
        except Exception:  # the officer is told on the page of letters, the operator by the log
            logger.exception("A letter by e-mail cannot be read; it is left and named on the page")
        message = name or hashlib.sha256(content).hexdigest()
        return await self.leave(organisation_id, message, WhyLeft.BROKEN)

    async def take(
        self, organisation_id: str, content: bytes, *, actor: str, anyway: bool = False
    ) -> TakenMail:
        """What became of a letter; ``anyway`` takes in also what no person seems to have written.

        Raises a ``ScanProblem`` where the scanner does not work now; nothing is kept then.
        """
        letter = await asyncio.to_thread(read_mail, content)
        message = message_of(letter.message_id) or hashlib.sha256(content).hexdigest()
        async with self.database.read() as connection:
            known = await mails.find_mail(connection, organisation_id, message)
            automatic = letter.automatic or await _loop(connection, organisation_id, letter)
        if known is not None and not (anyway and known.outcome is MailOutcome.LEFT):
            return replace(known, outcome=MailOutcome.KNOWN) if known.case_id else known
        if automatic is not None and not anyway:
            return await self.leave(organisation_id, message, automatic)
        return await self._keep(organisation_id, message, letter, actor=actor)

    async def leave(self, organisation_id: str, message: str, automatic: WhyLeft) -> TakenMail:
        """Remember why a letter was not taken in."""
        left = TakenMail(MailOutcome.LEFT, reason=automatic)
        async with self.database.write() as connection:
            await mails.note_mail(connection, organisation_id, message, left, now=self.clock())
        return left

    async def _keep(self, organisation_id: str, message: str, letter: MailLetter, *, actor: str) -> TakenMail:
        files = await self.inspecting.sift(letter.files)
        draft = _draft(letter)
        (reading,) = await self.receiving.read(organisation_id, [draft])
        async with self.database.write() as connection:
            waiting = TakenMail(MailOutcome.LEFT)
            is_new = await mails.note_mail(connection, organisation_id, message, waiting, now=self.clock())
            known = None if is_new else await mails.find_mail(connection, organisation_id, message)
            if known is not None and known.case_id:
                return replace(known, outcome=MailOutcome.KNOWN)
            arrival = Arrival(draft, reading, files, await _answered(connection, organisation_id, letter))
            (case,) = await self.receiving.admit(connection, organisation_id, [arrival], actor=actor)
            taken = TakenMail(MailOutcome.TAKEN, case.id)
            await mails.tell_case(connection, organisation_id, message, taken)
        return taken


def message_of(message_id: str) -> str:
    """What is kept of the id of a letter; empty for one that has none."""
    return digest(message_id) if message_id else ""


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
