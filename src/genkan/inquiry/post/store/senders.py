"""SQL of the address from which an organisation sends."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.post.store.tables import sender_table
from genkan.storage import insert_into


@dataclass(frozen=True)
class Sender:
    """Name and address that stand in 「From」; each may be empty, where the installation's own is used."""

    name: str = ""
    address: str = ""


async def sender_of(connection: AsyncConnection, organisation_id: str) -> Sender:
    """The sender of an organisation."""
    query = select(sender_table).where(sender_table.c.organisation_id == organisation_id)
    row = (await connection.execute(query)).one_or_none()
    return Sender(row.name, row.address) if row else Sender()


async def keep_sender(connection: AsyncConnection, organisation_id: str, sender: Sender) -> None:
    """Keep the sender of an organisation; ``address`` is what ``mail_address`` gives, or empty."""
    insert = insert_into(connection, sender_table).values(organisation_id=organisation_id, **vars(sender))
    await connection.execute(
        insert.on_conflict_do_update(index_elements=["organisation_id"], set_=dict(vars(sender)))
    )
