"""Collections and the lists of their readers in the database."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.collection.readers import ListedReader, Reader, ReaderKind, Readers
from genkan.knowledge.store.tables import collection_reader_table as reader_table
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
            retention_days=collection.retention_days,
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


async def readable_collections(connection: AsyncConnection, reader: Reader) -> tuple[Collection, ...]:
    """What a person may read, by title: what is for all, for the own organisation, or for a list with the person."""
    open_to_all = table.c.readers == Readers.EVERYONE.value
    own = and_(
        table.c.readers == Readers.ORGANISATION.value, table.c.organisation_id == reader.organisation_id
    )
    listed = and_(table.c.readers == Readers.LISTED.value, _names(reader))
    return await _collections(connection, select(table).where(or_(open_to_all, own, listed)))


async def listed_readers(connection: AsyncConnection, collection_id: str) -> tuple[ListedReader, ...]:
    """The list of a collection's readers."""
    query = select(reader_table.c.kind, reader_table.c.reader_id)
    chosen = query.where(reader_table.c.collection_id == collection_id)
    rows = await connection.execute(chosen.order_by(reader_table.c.kind, reader_table.c.reader_id))
    return tuple(ListedReader(ReaderKind(row.kind), row.reader_id) for row in rows)


async def set_readers(
    connection: AsyncConnection, collection_id: str, *, readers: Readers, listed: Sequence[ListedReader]
) -> None:
    """Let these and no others read a collection; the list counts only where the readers are listed."""
    await connection.execute(update(table).where(table.c.id == collection_id).values(readers=readers.value))
    await connection.execute(delete(reader_table).where(reader_table.c.collection_id == collection_id))
    rows = [
        {"collection_id": collection_id, "kind": each.kind.value, "reader_id": each.reader_id}
        for each in dict.fromkeys(listed)
    ]
    if rows:
        await connection.execute(insert(reader_table), rows)


async def set_retention(connection: AsyncConnection, collection_id: str, *, days: int | None) -> None:
    """Have what is withdrawn from a collection erased after so many days, or kept."""
    await connection.execute(update(table).where(table.c.id == collection_id).values(retention_days=days))


async def rename_collection(
    connection: AsyncConnection, collection_id: str, *, title: str, seen: str
) -> bool | None:
    """Give a collection another title; ``False`` where its title is not ``seen`` any more, None where the new one is taken."""
    chosen = update(table).where(table.c.id == collection_id, table.c.title == seen).values(title=title)
    try:
        async with connection.begin_nested():
            return (await connection.execute(chosen)).rowcount == 1
    except IntegrityError:
        return None


async def set_information_class(
    connection: AsyncConnection, collection_id: str, *, information_class: int
) -> None:
    """Have what stands in a collection count as of this class."""
    chosen = update(table).where(table.c.id == collection_id)
    await connection.execute(chosen.values(information_class=information_class))


async def hold_collection(connection: AsyncConnection, collection_id: str) -> bool:
    """Let no other writer change the collection until this transaction ends; False where it is not there."""
    chosen = select(table.c.id).where(table.c.id == collection_id).with_for_update()
    return (await connection.execute(chosen)).first() is not None


async def next_revision(connection: AsyncConnection, collection_id: str) -> int:
    """Count a change of the collection; other writers to it wait until this transaction ends."""
    change = update(table).where(table.c.id == collection_id).values(revision=table.c.revision + 1)
    result = await connection.execute(change.returning(table.c.revision))
    return int(result.scalar_one())


async def revisions(connection: AsyncConnection) -> dict[str, int]:
    """The revision of every collection that has ever held a document."""
    result = await connection.execute(select(table.c.id, table.c.revision).where(table.c.revision > 0))
    return {row.id: row.revision for row in result}


def _names(reader: Reader) -> ColumnElement[bool]:
    """Whether the list of a collection has an entry by which the person may read."""
    entries = [
        and_(reader_table.c.kind == entry.kind.value, reader_table.c.reader_id == entry.reader_id)
        for entry in reader.entries
    ]
    return exists().where(reader_table.c.collection_id == table.c.id, or_(*entries))


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
        retention_days=row.retention_days,
    )


def ids(collections: Sequence[Collection]) -> list[str]:
    """The identifiers of collections, for a query."""
    return [collection.id for collection in collections]
