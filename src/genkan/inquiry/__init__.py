"""Citizen inquiries: cases with a deadline, a proposal that a person confirms, an officer and a record."""

from genkan.inquiry.importing.column import Column
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.mail.health import mailbox_health
from genkan.inquiry.mail.mailbox import FROM_NOW, Mailbox
from genkan.inquiry.object_names import object_names
from genkan.inquiry.post import mail_health
from genkan.inquiry.room import Inquiries

__all__ = [
    "FROM_NOW",
    "Column",
    "Incoming",
    "Inquiries",
    "Mailbox",
    "mail_health",
    "mailbox_health",
    "object_names",
]
