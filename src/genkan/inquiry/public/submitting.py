"""A letter comes by the public form: one case, however often the form is sent, with a number and a code."""

import asyncio
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import find_organisation
from genkan.inquiry.arrival import Arrival
from genkan.inquiry.case import Case
from genkan.inquiry.incoming.attachment import OF_CITIZENS, Incoming
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.post import Outbox, Outgoing
from genkan.inquiry.public.code import KeptCode, keep, new_code
from genkan.inquiry.public.errors import AlreadySent
from genkan.inquiry.public.form import PublicForm
from genkan.inquiry.public.knocking import Knocking
from genkan.inquiry.public.letter import CitizenLetter
from genkan.inquiry.public.mails import Told, receipt_subject, receipt_text
from genkan.inquiry.public.store import submissions
from genkan.inquiry.public.store.submissions import Submission
from genkan.inquiry.receiving import Receiving
from genkan.inquiry.store import cases
from genkan.kit import Clock
from genkan.storage import Database

CITIZEN = "citizen"


@dataclass(frozen=True)
class Receipt:
    """What the citizen is told at once; ``code`` is empty where it goes by e-mail, or where ``again`` tells of a form
    that was sent before.
    """

    number: str
    deadline: date
    code: str = ""
    mailed: bool = False
    again: bool = False


@dataclass(frozen=True)
class Sent:
    """A letter as it was sent: from which place, with which token, in which language; ``follows`` is an earlier case."""

    letter: CitizenLetter
    nonce: str
    place: str
    language: str
    follows: Submission | None = None
    files: tuple[Incoming, ...] = ()


@dataclass(frozen=True, slots=True)
class Submitting:
    """Takes letters of citizens in; ``address`` is where the installation is on the web."""

    database: Database
    receiving: Receiving
    outbox: Outbox
    knocking: Knocking
    clock: Clock
    address: str

    async def submit(self, form: PublicForm, sent: Sent) -> Receipt:
        """One case and its receipt; a form that was sent before gives the number again, without the code.

        Raises ``TooOften``, what ``Inspecting.accept`` raises of the files, and what ``Receiving`` raises of a letter whose
        faults were not looked at.
        """
        async with self.database.read() as connection:
            known = await self._known(connection, form, sent.nonce)
        if known is not None:
            return known
        await self._count(form, sent)
        files = await self.receiving.inspecting.accept(sent.files, limits=OF_CITIZENS)
        code = "" if sent.follows else new_code()
        kept = await asyncio.to_thread(keep, code) if code else _kept_of(sent)
        readings = await self.receiving.read(form.organisation_id, [sent.letter.draft])
        earlier = ((sent.follows.case_id, Ground.ASKED),) if sent.follows else ()
        arrival = Arrival(sent.letter.draft, readings[0], files, follows=earlier)
        try:
            async with self.database.write() as connection:
                return await self._take(connection, form, sent, arrival, code=code, kept=kept)
        except AlreadySent:
            async with self.database.read() as connection:
                known = await self._known(connection, form, sent.nonce)
            if known is None:
                raise
            return known

    async def _count(self, form: PublicForm, sent: Sent) -> None:
        tries = {"letter": sent.place, "form": form.organisation_id}
        if sent.letter.recipient and sent.follows is None:
            tries["recipient"] = sent.letter.recipient.casefold()
        await self.knocking.count(**tries)

    async def _known(self, connection: AsyncConnection, form: PublicForm, nonce: str) -> Receipt | None:
        """The receipt of a form that was sent before."""
        case_id = await submissions.case_of_nonce(connection, nonce)
        own = form.organisation_id
        case = await cases.find_case(connection, case_id, organisation_id=own) if case_id else None
        return Receipt(case.number, case.deadline, again=True) if case else None

    async def _take(
        self,
        connection: AsyncConnection,
        form: PublicForm,
        sent: Sent,
        arrival: Arrival,
        *,
        code: str,
        kept: KeptCode,
    ) -> Receipt:
        own = form.organisation_id
        (case,) = await self.receiving.admit(connection, own, [arrival], actor=CITIZEN)
        topic = sent.letter.topic_id if sent.letter.topic_id in form.topic_ids else None
        submission = Submission(
            case.id,
            sent.nonce,
            kept.salt,
            kept.code_hash,
            topic,
            sent.language,
            follows_id=sent.follows.case_id if sent.follows else None,
        )
        if not await submissions.add_submission(connection, submission):
            raise AlreadySent
        mailed = bool(code and sent.letter.recipient) and await self.outbox.can_send(connection, own)
        if mailed:
            await self._mail(connection, form, sent, case, code=code)
        return Receipt(case.number, case.deadline, "" if mailed else code, mailed)

    async def _mail(
        self, connection: AsyncConnection, form: PublicForm, sent: Sent, case: Case, *, code: str
    ) -> None:
        organisation = await find_organisation(connection, organisation_id=form.organisation_id)
        told = Told(
            organisation.name if organisation else form.title,
            case.number,
            code,
            f"{self.address}{form.path}/status",
            case.deadline,
        )
        outgoing = Outgoing(
            organisation_id=form.organisation_id,
            case_id=case.id,
            to=sent.letter.recipient,
            subject=receipt_subject(told, language=sent.language),
            text=receipt_text(told, language=sent.language),
            not_before=self.clock(),
            confidential=True,
        )
        await self.outbox.queue_mail(connection, outgoing)


def _kept_of(sent: Sent) -> KeptCode:
    """What is sent on from a case opens with the code of that case."""
    if sent.follows is None:
        raise ValueError("a letter that follows nothing has a code of its own")
    return KeptCode(sent.follows.salt, sent.follows.code_hash)
