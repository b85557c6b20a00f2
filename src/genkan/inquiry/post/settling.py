"""An officer decides about a letter of which nobody knows whether it arrived, or which was not taken."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.inquiry.post.errors import MailSettled, MailUnknown
from genkan.inquiry.post.events import MailEvent, record_mail
from genkan.inquiry.post.mail import Mail, MailState
from genkan.inquiry.post.sending import SEND_MAIL
from genkan.inquiry.post.store import mails
from genkan.inquiry.post.store.mails import WANTS_ATTENTION
from genkan.jobs import Queue
from genkan.kit import Clock


class Decision(StrEnum):
    """What is decided: it did arrive, it is to go once more, or the citizen was reached another way."""

    ARRIVED = "arrived"
    AGAIN = "again"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Settling:
    """Works in the transaction of the caller, who has seen that the case is the officer's."""

    ledger: Ledger
    queue: Queue
    clock: Clock

    async def decide(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        mail_id: str,
        decision: Decision,
        *,
        case_id: str | None,
    ) -> Mail:
        """Decide about a letter of the case. Raises ``MailUnknown`` and ``MailSettled``."""
        mail = await mails.find_mail(connection, mail_id)
        if mail is None or mail.case_id != case_id:
            raise MailUnknown
        decided = await self._decided(connection, mail, decision)
        if decided is None:
            raise MailSettled
        await record_mail(self.ledger, connection, MailEvent.DECIDED, decided, actor=viewer.person.id)
        return decided

    async def _decided(self, connection: AsyncConnection, mail: Mail, decision: Decision) -> Mail | None:
        now = self.clock()
        if decision is Decision.ARRIVED and mail.state is MailState.UNKNOWN:
            return await mails.settle(connection, mail.id, MailState.SENT, now=now, before=MailState.UNKNOWN)
        if mail.state not in WANTS_ATTENTION:
            return None
        if decision is Decision.OTHERWISE:
            return await mails.settle(
                connection, mail.id, MailState.WITHDRAWN, now=now, fault=mail.fault, before=mail.state
            )
        if decision is Decision.AGAIN:
            again = await mails.queue_again(connection, mail.id, before=mail.state, now=now)
            if again is not None:
                await self.queue.enqueue(connection, SEND_MAIL, payload={"mail_id": mail.id})
            return again
        return None
