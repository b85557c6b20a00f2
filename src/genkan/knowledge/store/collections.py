"""Collections in the database."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection import Collection, Readers
from genkan.knowledge.store.tables import collection_table as table


async def add_collection(connection: AsyncConnection, collection: Collection) -> None:
    """Keep a new collection."""
    await connection.execute(
        table.insert().values(
            id=collection.id,
            organisation_id=collection.organisation_id,
            title=collection.title,
            information_class=collection.information_class,
            readers=collection.readers.value,
            created_at=collection.created_at,
            revision=collection.revision,
        )
    )


async def find_collection(connection: AsyncConnection, collection_id: str) -> Collection | None:
    """The collection with this id, whoever may read it."""
    found = await _collections(connection, select(table).where(table.c.id == collection_id))
    return found[0] if found else None


async def titles_of_collections(
    connection: AsyncConnection, collection_ids: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Title and organisation of those collections that exist, by id."""
    query = select(table.c.id, table.c.title, table.c.organisation_id).where(table.c.id.in_(collection_ids))
    return {row.id: (row.title, row.organisation_id) for row in await connection.execute(query)}


async def collection_by_title(
    connection: AsyncConnection, *, organisation_id: str, title: str
) -> Collection | None:
    """The organisation's own collection of this title."""
    own = select(table).where(table.c.organisation_id == organisation_id)
    found = await _collections(connection, own.where(table.c.title == title))
    return found[0] if found else None


async def collections_of(connection: AsyncConnection, organisation_id: str) -> tuple[Collection, ...]:
    """The organisation's own collections by title."""
    return await _collections(connection, select(table).where(table.c.organisation_id == organisation_id))


async def readable_collections(connection: AsyncConnection, organisation_id: str) -> tuple[Collection, ...]:
    """What the people of an organisation may read, by title: its own collections and those for everyone."""
    own, open_to_all = table.c.organisation_id == organisation_id, table.c.readers == Readers.EVERYONE.value
    return await _collections(connection, select(table).where(or_(own, open_to_all)))


async def next_revision(connection: AsyncConnection, collection_id: str) -> int:
    """Count a change of the collection; other writers to it wait until this transaction ends."""
    change = update(table).where(table.c.id == collection_id).values(revision=table.c.revision + 1)
    result = await connection.execute(change.returning(table.c.revision))
    return int(result.scalar_one())


async def revisions(connection: AsyncConnection) -> dict[str, int]:
    """The revision of every collection that has ever held a document."""
    result = await connection.execute(select(table.c.id, table.c.revision).where(table.c.revision > 0))
    return {row.id: row.revision for row in result}


async def _collections(
    connection: AsyncConnection, query: Select[tuple[object, ...]]
) -> tuple[Collection, ...]:
    result = await connection.execute(query.order_by(table.c.title, table.c.id))
    return tuple(_collection(row) for row in result.all())


def _collection(row: Row[tuple[object, ...]]) -> Collection:
    return Collection(
        id=row.id,
        organisation_id=row.organisation_id,
        title=row.title,
        information_class=row.information_class,
        readers=Readers(row.readers),
        created_at=row.created_at,
        revision=row.revision,
    )


def ids(collections: Sequence[Collection]) -> list[str]:
    """The identifiers of collections, for a query."""
    return [collection.id for collection in collections]
