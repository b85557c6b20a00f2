"""A citizen opens the page of an inquiry by number and code, or has a new code sent."""

import asyncio
import hmac
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, find_organisation
from genkan.inquiry.number import as_case_number
from genkan.inquiry.post import Outbox, Outgoing, mail_address
from genkan.inquiry.public.code import NOBODYS, KeptCode, keep, new_code
from genkan.inquiry.public.errors import LookUpRefused
from genkan.inquiry.public.events import CitizenEvent
from genkan.inquiry.public.form import PublicForm
from genkan.inquiry.public.knocking import Knocking
from genkan.inquiry.public.mails import Told, code_subject, code_text
from genkan.inquiry.public.store import submissions
from genkan.inquiry.public.store.submissions import Submission
from genkan.inquiry.public.submitting import CITIZEN
from genkan.inquiry.store import cases
from genkan.kit import Clock
from genkan.storage import Database


@dataclass(frozen=True)
class Asked:
    """What was typed to open a page, and from which place."""

    number: str
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class LookingUp:
    """Opens pages; of a number that there is not it says and takes what it does of a wrong code."""

    database: Database
    ledger: Ledger
    outbox: Outbox
    knocking: Knocking
    clock: Clock
    address: str

    async def find(self, form: PublicForm, asked: Asked) -> str:
        """The case that number and code open. Raises ``LookUpRefused`` and ``TooOften``."""
        number = as_case_number(asked.number) or ""
        async with self.knocking.counted(look=asked.place):
            async with self.database.read() as connection:
                found = await submissions.submission_of_number(connection, form.organisation_id, number)
            kept = KeptCode(found.salt, found.code_hash) if found else NOBODYS
            if not await asyncio.to_thread(kept.fits, asked.code) or found is None:
                raise LookUpRefused
        return found.case_id

    async def can_renew(self, form: PublicForm) -> bool:
        """Whether a letter with a new code could leave."""
        async with self.database.read() as connection:
            return await self.outbox.can_send(connection, form.organisation_id)

    async def renew(self, form: PublicForm, *, number: str, email: str, place: str) -> None:
        """Send a new code where number and address belong together; nobody is told whether they do.

        The old code stays where no letter can leave. Raises ``TooOften``.
        """
        wanted = as_case_number(number) or ""
        await self.knocking.count(code=place)
        if not await self.can_renew(form):
            return
        code = new_code()
        kept = await asyncio.to_thread(keep, code)
        async with self.database.write() as connection:
            found = await submissions.submission_of_number(connection, form.organisation_id, wanted)
            if found is not None and await _is_theirs(connection, found, email):
                await submissions.change_code(connection, found, salt=kept.salt, code_hash=kept.code_hash)
                await self._send(connection, form, found, number=wanted, code=code)

    async def _send(
        self, connection: AsyncConnection, form: PublicForm, found: Submission, *, number: str, code: str
    ) -> None:
        letter = await cases.letter_of(connection, found.case_id)
        organisation = await find_organisation(connection, organisation_id=form.organisation_id)
        name = organisation.name if organisation else form.title
        told = Told(name, number, code, f"{self.address}{form.path}/status")
        outgoing = Outgoing(
            organisation_id=form.organisation_id,
            case_id=found.case_id,
            to=letter.citizen.email,
            subject=code_subject(told, language=found.language),
            text=code_text(told, language=found.language),
            not_before=self.clock(),
            confidential=True,
        )
        await self.outbox.queue_mail(connection, outgoing)
        await self.ledger.record(
            connection,
            CitizenEvent.CODE_RENEWED,
            actor=CITIZEN,
            organisation_id=form.organisation_id,
            object_id=found.case_id,
            details={"number": number},
        )


async def _is_theirs(connection: AsyncConnection, found: Submission, email: str) -> bool:
    letter = await cases.letter_of(connection, found.case_id)
    typed, known = (mail_address(each) or "" for each in (email, letter.citizen.email))
    return bool(typed) and hmac.compare_digest(typed.lower(), known.lower())
