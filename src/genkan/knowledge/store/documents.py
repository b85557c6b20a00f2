"""Documents in the database, each with all its versions."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection.collection import Collection, Document, DocumentState
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.store.collections import ids
from genkan.knowledge.store.tables import article_table, collection_table, version_table
from genkan.knowledge.store.tables import document_table as table
from genkan.knowledge.store.versions import versions_of

_active = table.c.state == DocumentState.ACTIVE.value


async def put_document(connection: AsyncConnection, document: Document) -> None:
    """Keep what is known of a document in place of what was known before; its versions are kept separately."""
    values = _values(document)
    changed = await connection.execute(update(table).where(table.c.id == document.id).values(values))
    if changed.rowcount == 0:
        await connection.execute(insert(table).values(values))


async def withdraw_document(
    connection: AsyncConnection, document_id: str, *, revision: int, at: datetime
) -> None:
    """Show and search the document no longer; its text stays until it is erased or a newer source comes."""
    values = {"state": DocumentState.WITHDRAWN.value, "revision": revision, "withdrawn_at": at}
    await connection.execute(update(table).where(table.c.id == document_id).values(values))


async def erase_document(connection: AsyncConnection, document_id: str) -> None:
    """Remove a document with all its versions and articles."""
    for owned in (version_table, article_table):
        await connection.execute(delete(owned).where(owned.c.document_id == document_id))
    await connection.execute(delete(table).where(table.c.id == document_id))


async def withdrawn_documents(
    connection: AsyncConnection, collection_id: str, *, before: datetime
) -> tuple[Document, ...]:
    """The documents of a collection that were withdrawn at a moment or before it."""
    withdrawn = table.c.state == DocumentState.WITHDRAWN.value
    query = select(table).where(table.c.collection_id == collection_id, withdrawn)
    return await _documents(connection, query.where(table.c.withdrawn_at <= before))


async def document_by_name(connection: AsyncConnection, *, collection_id: str, name: str) -> Document | None:
    """The document that a source of this name would change, also if it was withdrawn."""
    query = select(table).where(table.c.collection_id == collection_id, table.c.name == name)
    return _first(await _documents(connection, query))


async def documents_by_name(
    connection: AsyncConnection, *, collection_id: str, names: Sequence[str]
) -> dict[str, Document]:
    """The documents that sources of these names would change, also withdrawn ones, by name."""
    query = select(table).where(table.c.collection_id == collection_id, table.c.name.in_(names))
    return {document.name: document for document in await _documents(connection, query)}


async def find_document(
    connection: AsyncConnection, document_id: str, *, collections: Sequence[Collection]
) -> Document | None:
    """The document with this id, if it is in one of the collections and not withdrawn."""
    query = select(table).where(table.c.id == document_id, table.c.collection_id.in_(ids(collections)))
    return _first(await _documents(connection, query.where(_active)))


async def titles_of_documents(
    connection: AsyncConnection, document_ids: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Title and organisation of those documents that exist, by id, those that were withdrawn included."""
    query = (
        select(table.c.id, table.c.title, collection_table.c.organisation_id)
        .join(collection_table, collection_table.c.id == table.c.collection_id)
        .where(table.c.id.in_(document_ids))
    )
    return {row.id: (row.title, row.organisation_id) for row in await connection.execute(query)}


async def list_documents(
    connection: AsyncConnection, *, collections: Sequence[Collection]
) -> tuple[Document, ...]:
    """All documents of the collections that are not withdrawn, by title."""
    query = select(table).where(table.c.collection_id.in_(ids(collections)))
    return await _documents(connection, query.where(_active))


async def first_and_titled(
    connection: AsyncConnection, *, collections: Sequence[Collection], titles: Sequence[str]
) -> tuple[Document, ...]:
    """The first document of the collections by title, and those that bear one of these titles, not withdrawn."""
    here = select(table).where(table.c.collection_id.in_(ids(collections)), _active)
    first = await _documents(connection, here.order_by(table.c.title, table.c.id).limit(1))
    titled = await _documents(connection, here.where(table.c.title.in_(titles)))
    return (*first, *(document for document in titled if document not in first))


async def document_revisions(connection: AsyncConnection) -> dict[str, int]:
    """The revision of every document that is not withdrawn, by id: what an index has to hold."""
    result = await connection.execute(select(table.c.id, table.c.revision).where(_active))
    return {row.id: row.revision for row in result}


async def documents_with_ids(
    connection: AsyncConnection, document_ids: Sequence[str]
) -> tuple[Document, ...]:
    """Those of these documents that are not withdrawn."""
    return await _documents(connection, select(table).where(table.c.id.in_(document_ids), _active))


async def _documents(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> tuple[Document, ...]:
    """The documents by title. One without a version is being loaded this moment and is not there yet."""
    rows = (await connection.execute(query.order_by(table.c.title, table.c.id))).all()
    versions = await versions_of(connection, query.with_only_columns(table.c.id)) if rows else {}
    return tuple(_document(row, versions[row.id]) for row in rows if row.id in versions)


def _first(documents: tuple[Document, ...]) -> Document | None:
    return documents[0] if documents else None


def _document(row: Row[tuple[object, ...]], versions: tuple[Version, ...]) -> Document:
    return Document(
        id=row.id,
        collection_id=row.collection_id,
        name=row.name,
        kind=DocumentKind(row.kind),
        law_id=row.law_id,
        title=row.title,
        number=row.number,
        issuer=row.issuer,
        abbreviations=tuple(row.abbreviations),
        state=DocumentState(row.state),
        revision=row.revision,
        loaded_at=row.loaded_at,
        withdrawn_at=row.withdrawn_at,
        versions=versions,
    )


def _values(document: Document) -> dict[str, object]:
    values: dict[str, object] = {column.name: getattr(document, column.name) for column in table.c}
    return {
        **values,
        "kind": document.kind.value,
        "abbreviations": list(document.abbreviations),
        "state": document.state.value,
    }
