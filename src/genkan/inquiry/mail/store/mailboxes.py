"""SQL of mailboxes."""

from datetime import datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.mail.mailbox import LONGEST_TROUBLE, Mailbox
from genkan.inquiry.mail.store.tables import mailbox_table
from genkan.storage import insert_once


async def add_mailbox(connection: AsyncConnection, mailbox: Mailbox) -> bool:
    """Look into a mailbox from now on; False where the organisation does so already."""
    return await insert_once(connection, mailbox_table, vars(mailbox))


async def remove_mailbox(connection: AsyncConnection, mailbox_id: str) -> bool:
    """Look into a mailbox no longer; False where there was none of this id."""
    gone = await connection.execute(mailbox_table.delete().where(mailbox_table.c.id == mailbox_id))
    return gone.rowcount == 1


async def all_mailboxes(connection: AsyncConnection) -> tuple[Mailbox, ...]:
    """The mailboxes of all organisations."""
    rows = await connection.execute(select(mailbox_table).order_by(mailbox_table.c.id))
    return tuple(_mailbox_of(row) for row in rows.mappings())


async def mailboxes_of(connection: AsyncConnection, organisation_id: str) -> tuple[Mailbox, ...]:
    """The mailboxes of an organisation."""
    return tuple(each for each in await all_mailboxes(connection) if each.organisation_id == organisation_id)


async def tell_place(
    connection: AsyncConnection, mailbox_id: str, *, uid_validity: int, last_uid: int
) -> None:
    """Write up to which letter a mailbox was looked through."""
    change = mailbox_table.update().where(mailbox_table.c.id == mailbox_id)
    await connection.execute(change.values(uid_validity=uid_validity, last_uid=last_uid))


async def tell_look(connection: AsyncConnection, mailbox_id: str, *, at: datetime, trouble: str) -> None:
    """Write when a mailbox was looked into, and what stood in the way."""
    change = mailbox_table.update().where(mailbox_table.c.id == mailbox_id)
    await connection.execute(change.values(looked_at=at, trouble=trouble[:LONGEST_TROUBLE]))


def _mailbox_of(row: RowMapping) -> Mailbox:
    return Mailbox(**row)
