"""What leaves with a reply: the letters of the outbox, to the citizen and to those of the cases that were joined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.inquiry.addressee import Addressee, readdressed
from genkan.inquiry.case import Case, Citizen
from genkan.inquiry.post import Outbox, Outgoing
from genkan.inquiry.public import page_told, reply_subject, reply_text
from genkan.inquiry.reply import Copy, Reply, Way
from genkan.inquiry.replying.copying import JoinedLetter
from genkan.inquiry.store.cases import letter_of


@dataclass(frozen=True, slots=True)
class LettingOut:
    """Puts letters into the outbox, in the transaction of the caller; ``address`` is that of the installation."""

    outbox: Outbox
    address: str

    async def mail_id(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, reply: Reply, *, at: datetime
    ) -> str:
        """The letter to the citizen of the case: the reply, or the word that it can be read; empty for paper."""
        citizen = (await letter_of(connection, case.id)).citizen
        return await self._mail(connection, viewer, case, citizen, reply.way, reply.text, at=at)

    async def copies(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case: Case,
        reply: Reply,
        *,
        letters: Sequence[JoinedLetter],
        at: datetime,
    ) -> tuple[Copy, ...]:
        """The copies of a reply, each with its letter; one of a case that is joined no longer is left out."""
        citizen = (await letter_of(connection, case.id)).citizen
        own = Addressee(citizen.name, case.number)
        made = list[Copy]()
        for letter in letters:
            copy = reply.copy_for(letter.case.id)
            if copy is not None:
                text = readdressed(reply.text, of=own, to=letter.addressee)
                mail_id = await self._mail(
                    connection, viewer, letter.case, letter.citizen, letter.way, text, at=at
                )
                made.append(replace(copy, way=letter.way, mail_id=mail_id))
        return tuple(made)

    async def taken_back(self, connection: AsyncConnection, reply: Reply) -> bool:
        """Take every letter out of the outbox; False where one is gone."""
        mail_ids = (reply.mail_id, *(copy.mail_id for copy in reply.copies))
        return all([await self.outbox.withdraw_mail(connection, each) for each in mail_ids if each])

    async def _mail(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case: Case,
        citizen: Citizen,
        way: Way,
        text: str,
        *,
        at: datetime,
    ) -> str:
        subject = f"【受付番号{case.number}】お問合せへの回答（{viewer.organisation.name}）"
        if way is Way.PORTAL:
            told = await page_told(connection, case, address=self.address)
            can_tell = citizen.email and await self.outbox.can_send(connection, case.organisation_id)
            if told is None or not can_tell:
                return ""
            subject = reply_subject(told.told, language=told.language)
            text = reply_text(told.told, language=told.language)
        elif way is not Way.EMAIL:
            return ""
        outgoing = Outgoing(case.organisation_id, case.id, citizen.email, subject, text, at)
        return await self.outbox.queue_mail(connection, outgoing)
