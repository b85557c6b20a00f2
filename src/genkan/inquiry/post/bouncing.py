"""A letter that was sent comes back: its case tells so, and the desk shows it until somebody decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.inquiry.post.events import MailEvent, record_mail
from genkan.inquiry.post.store import mails
from genkan.kit import Clock


@dataclass(frozen=True, slots=True)
class Bouncing:
    """Works in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def tell(
        self, connection: AsyncConnection, organisation_id: str, message_ids: Iterable[str], *, actor: str
    ) -> None:
        """Say of each letter of the organisation that it came back; what is none, or is known, changes nothing."""
        for message_id in message_ids:
            mail = await mails.note_bounce(
                connection, message_id, organisation_id=organisation_id, now=self.clock()
            )
            if mail is not None:
                await record_mail(self.ledger, connection, MailEvent.BOUNCED, mail, actor=actor)
