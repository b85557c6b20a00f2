"""SQL of topics."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.store.tables import topic_table
from genkan.inquiry.topic import OfficeTopic
from genkan.kit import storable
from genkan.storage import insert_once


async def add_topic(connection: AsyncConnection, topic: OfficeTopic) -> bool:
    """Write a topic; False where the organisation has one of this label."""
    return await insert_once(connection, topic_table, _row_of(topic))


async def change_topic(connection: AsyncConnection, topic: OfficeTopic) -> bool:
    """Write a topic anew; False where another one of the organisation has this label."""
    change = topic_table.update().where(topic_table.c.id == topic.id).values(**_row_of(topic))
    try:
        async with connection.begin_nested():
            await connection.execute(change)
    except IntegrityError:
        return False
    return True


async def find_topic(
    connection: AsyncConnection, topic_id: str, *, organisation_id: str
) -> OfficeTopic | None:
    """The topic of an id, if it is the organisation's."""
    own = (topic_table.c.id == storable(topic_id), topic_table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(topic_table).where(*own))).one_or_none()
    return _topic_of(row) if row else None


async def list_topics(connection: AsyncConnection, organisation_id: str) -> tuple[OfficeTopic, ...]:
    """The topics of an organisation by label."""
    query = select(topic_table).where(topic_table.c.organisation_id == organisation_id)
    return tuple(_topic_of(row) for row in await connection.execute(query.order_by(topic_table.c.label)))


async def labels_of(connection: AsyncConnection, topic_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Label and organisation of each topic, by id."""
    rows = await connection.execute(select(topic_table).where(topic_table.c.id.in_(topic_ids)))
    return {row.id: (row.label, row.organisation_id) for row in rows}


def _row_of(topic: OfficeTopic) -> dict[str, object]:
    return {**vars(topic), "words": "\n".join(topic.words)}


def _topic_of(row: Row[tuple[object, ...]]) -> OfficeTopic:
    return OfficeTopic(row.id, row.organisation_id, row.label, tuple(row.words.splitlines()), row.office_id)
