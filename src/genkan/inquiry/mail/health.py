"""Whether letters can come in, for those who keep the installation."""

import asyncio
from dataclasses import dataclass

from genkan.catalogue import resolve_secret
from genkan.inquiry.mail.imap import ImapLine
from genkan.inquiry.mail.mailbox import Mailbox
from genkan.inquiry.mail.store.mailboxes import all_mailboxes
from genkan.kit import Problem
from genkan.storage import Database


@dataclass(frozen=True)
class MailboxHealth:
    """A mailbox, and what keeps it from being opened now, None where nothing does."""

    mailbox: Mailbox
    problem: Problem | None


async def mailbox_health(database: Database) -> tuple[MailboxHealth, ...]:
    """Open every mailbox and close it again; no letter is read."""
    async with database.read() as connection:
        mailboxes = await all_mailboxes(connection)
    return tuple([MailboxHealth(each, await asyncio.to_thread(_trouble, each)) for each in mailboxes])


def _trouble(mailbox: Mailbox) -> Problem | None:
    try:
        ImapLine(mailbox, resolve_secret(mailbox.password_at)).close()
    except Problem as problem:
        return problem
    return None
