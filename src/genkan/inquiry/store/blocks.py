"""SQL of building blocks."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.block import Block
from genkan.inquiry.store.reply_tables import block_table
from genkan.kit import storable
from genkan.storage import insert_once


async def add_block(connection: AsyncConnection, block: Block) -> bool:
    """Write a building block; False where the organisation has one of this name."""
    return await insert_once(connection, block_table, vars(block))


async def change_block(connection: AsyncConnection, block: Block) -> bool:
    """Write a building block anew; False where another one of the organisation has this name."""
    change = block_table.update().where(block_table.c.id == block.id).values(**vars(block))
    try:
        async with connection.begin_nested():
            await connection.execute(change)
    except IntegrityError:
        return False
    return True


async def remove_block(connection: AsyncConnection, block_id: str) -> None:
    """Delete a building block; replies keep its words."""
    await connection.execute(block_table.delete().where(block_table.c.id == block_id))


async def find_block(connection: AsyncConnection, block_id: str, *, organisation_id: str) -> Block | None:
    """The building block of an id, if it is the organisation's."""
    own = (block_table.c.id == storable(block_id), block_table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(block_table).where(*own))).mappings().one_or_none()
    return Block(**row) if row else None


async def list_blocks(connection: AsyncConnection, organisation_id: str) -> tuple[Block, ...]:
    """The building blocks of an organisation by name."""
    query = select(block_table).where(block_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(block_table.c.label))
    return tuple(Block(**row) for row in rows.mappings())


async def block_labels(connection: AsyncConnection, block_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Name and organisation of each building block, by id."""
    rows = await connection.execute(select(block_table).where(block_table.c.id.in_(block_ids)))
    return {row.id: (row.label, row.organisation_id) for row in rows}


async def count_blocks(connection: AsyncConnection, organisation_id: str) -> int:
    """How many building blocks an organisation has."""
    query = select(func.count()).where(block_table.c.organisation_id == organisation_id)
    return (await connection.execute(query)).scalar_one()
