"""Letters of the desk by e-mail: kept in the transaction of the deed, sent by a job, never twice."""

from genkan.inquiry.post.address import mail_address
from genkan.inquiry.post.bouncing import Bouncing
from genkan.inquiry.post.events import MailEvent
from genkan.inquiry.post.health import MailHealth, mail_health
from genkan.inquiry.post.mail import Fault, Mail, MailState, Outgoing
from genkan.inquiry.post.outbox import Outbox
from genkan.inquiry.post.sending import Sending
from genkan.inquiry.post.server import MailServer, server_of
from genkan.inquiry.post.settling import Decision, Settling
from genkan.inquiry.post.store.mails import case_of_message, cases_wanting, forget_case, mail_of_case
from genkan.inquiry.post.store.senders import Sender, keep_sender, sender_of

__all__ = [
    "Bouncing",
    "Decision",
    "Fault",
    "Mail",
    "MailEvent",
    "MailHealth",
    "MailServer",
    "MailState",
    "Outbox",
    "Outgoing",
    "Sender",
    "Sending",
    "Settling",
    "case_of_message",
    "cases_wanting",
    "forget_case",
    "keep_sender",
    "mail_address",
    "mail_health",
    "mail_of_case",
    "sender_of",
    "server_of",
]
