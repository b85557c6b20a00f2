"""The outbox: a letter is put into it in the transaction of the deed, and may be taken out while it is unsent."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.post.address import mail_address
from genkan.inquiry.post.errors import RecipientUnfit
from genkan.inquiry.post.mail import LONGEST_SUBJECT, Fault, Mail, MailState, Outgoing
from genkan.inquiry.post.sender import sender_in_force
from genkan.inquiry.post.sending import SEND_MAIL
from genkan.inquiry.post.server import MailServer
from genkan.inquiry.post.store import mails
from genkan.jobs import Queue
from genkan.kit import Clock, new_id, shorten, storable


@dataclass(frozen=True, slots=True)
class Outbox:
    """Each method works in the transaction of its caller, who records the deed."""

    queue: Queue
    clock: Clock
    server: MailServer | None

    async def can_send(self, connection: AsyncConnection, organisation_id: str) -> bool:
        """Whether letters of the organisation have a server to go to and an address to come from."""
        sender = await sender_in_force(connection, organisation_id, server=self.server)
        return self.server is not None and bool(sender.address)

    async def queue_mail(self, connection: AsyncConnection, outgoing: Outgoing) -> str:
        """Keep a letter to be sent and give its id. Raises ``RecipientUnfit``."""
        to = mail_address(outgoing.to)
        if to is None:
            raise RecipientUnfit
        mail = Mail(
            id=new_id(self.clock),
            organisation_id=outgoing.organisation_id,
            case_id=outgoing.case_id,
            to=to,
            subject=shorten(storable(" ".join(outgoing.subject.split())), length=LONGEST_SUBJECT),
            text=storable(outgoing.text),
            confidential=outgoing.confidential,
            state=MailState.QUEUED,
            attempt=0,
            not_before=outgoing.not_before,
            created_at=self.clock(),
            ended_at=None,
            fault=Fault.NONE,
            answer_code=None,
        )
        await mails.add_mail(connection, mail)
        await self.queue.enqueue(
            connection, SEND_MAIL, payload={"mail_id": mail.id}, run_after=mail.not_before
        )
        return mail.id

    async def withdraw_mail(self, connection: AsyncConnection, mail_id: str) -> bool:
        """Take a letter out; False where it is gone already, or is being sent at this moment."""
        return await mails.withdraw(connection, mail_id, now=self.clock())
