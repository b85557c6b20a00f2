"""What letters by e-mail leave in the audit ledger; never an address or a word of them."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.inquiry.post.mail import Mail


class MailEvent(StrEnum):
    """Kinds of event; the object is the case of the letter."""

    SENT = "inquiry:case:mail_sent"
    FAILED = "inquiry:case:mail_failed"
    UNKNOWN = "inquiry:case:mail_unknown"
    DECIDED = "inquiry:case:mail_decided"
    BOUNCED = "inquiry:case:mail_bounced"


async def record_mail(
    ledger: Ledger, connection: AsyncConnection, event: MailEvent, mail: Mail, *, actor: str
) -> None:
    """Record what became of a letter; the ledger names a letter of no case by itself."""
    details = {"mail": mail.id, "state": mail.state, "attempt": mail.attempt, "fault": mail.fault}
    await ledger.record(
        connection,
        event,
        actor=actor,
        organisation_id=mail.organisation_id,
        object_id=mail.case_id or mail.id,
        details=details,
    )
