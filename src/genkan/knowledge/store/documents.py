"""Documents and their articles in the database."""

from collections.abc import Sequence
from typing import cast

import msgspec
from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection import ArticleEntry, Collection, Document, DocumentState, StoredArticle
from genkan.knowledge.parse import Article, Paragraph
from genkan.knowledge.store.collections import ids
from genkan.knowledge.store.tables import article_table, collection_table, document_table

_active = document_table.c.state == DocumentState.ACTIVE.value


async def put_document(
    connection: AsyncConnection, document: Document, *, articles: Sequence[Article]
) -> None:
    """Keep a document and its articles in place of what it held before."""
    await connection.execute(delete(article_table).where(article_table.c.document_id == document.id))
    values = _document_values(document)
    changed = await connection.execute(
        update(document_table).where(document_table.c.id == document.id).values(values)
    )
    if changed.rowcount == 0:
        await connection.execute(insert(document_table).values(values))
    rows = [_article_values(document.id, article, position) for position, article in enumerate(articles)]
    await connection.execute(insert(article_table), rows)


async def withdraw_document(connection: AsyncConnection, document_id: str, *, revision: int) -> None:
    """Show and search the document no longer; its text stays until a newer file takes its place."""
    values = {"state": DocumentState.WITHDRAWN.value, "revision": revision}
    await connection.execute(update(document_table).where(document_table.c.id == document_id).values(values))


async def document_by_name(connection: AsyncConnection, *, collection_id: str, name: str) -> Document | None:
    """The document that a file of this name would replace, also if it was withdrawn."""
    table = document_table
    query = select(table).where(table.c.collection_id == collection_id, table.c.name == name)
    return _first(await _documents(connection, query))


async def find_document(
    connection: AsyncConnection, document_id: str, *, collections: Sequence[Collection]
) -> Document | None:
    """The document with this id, if it is in one of the collections and not withdrawn."""
    table = document_table
    query = select(table).where(table.c.id == document_id, table.c.collection_id.in_(ids(collections)))
    return _first(await _documents(connection, query.where(_active)))


async def titles_of_documents(
    connection: AsyncConnection, document_ids: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Title and organisation of those documents that exist, by id, those that were withdrawn included."""
    query = (
        select(document_table.c.id, document_table.c.title, collection_table.c.organisation_id)
        .join(collection_table, collection_table.c.id == document_table.c.collection_id)
        .where(document_table.c.id.in_(document_ids))
    )
    return {row.id: (row.title, row.organisation_id) for row in await connection.execute(query)}


async def list_documents(
    connection: AsyncConnection, *, collections: Sequence[Collection]
) -> tuple[Document, ...]:
    """All documents of the collections that are not withdrawn, by title."""
    query = select(document_table).where(document_table.c.collection_id.in_(ids(collections)))
    return await _documents(connection, query.where(_active))


async def all_documents(connection: AsyncConnection) -> tuple[Document, ...]:
    """Every document that is not withdrawn: what an index holds."""
    return await _documents(connection, select(document_table).where(_active))


async def articles_of(connection: AsyncConnection, document_id: str) -> tuple[StoredArticle, ...]:
    """All articles of a document in their order."""
    query = select(article_table).where(article_table.c.document_id == document_id)
    result = await connection.execute(query.order_by(article_table.c.position))
    return tuple(_article(row) for row in result.all())


async def entries_of(connection: AsyncConnection, document_id: str) -> tuple[ArticleEntry, ...]:
    """The table of contents of a document."""
    table = article_table
    columns = select(table.c.anchor, table.c.label, table.c.caption, table.c.headings, table.c.position)
    result = await connection.execute(
        columns.where(table.c.document_id == document_id).order_by(table.c.position)
    )
    return tuple(
        ArticleEntry(row.anchor, row.label, row.caption, tuple(row.headings), row.position)
        for row in result.all()
    )


async def find_article(connection: AsyncConnection, *, document_id: str, anchor: str) -> StoredArticle | None:
    """One article of a document."""
    table = article_table
    query = select(table).where(table.c.document_id == document_id, table.c.anchor == anchor)
    row = (await connection.execute(query)).first()
    return _article(row) if row else None


async def anchors_of(connection: AsyncConnection, document_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The anchors of all articles of each document, in their order."""
    table = article_table
    query = select(table.c.document_id, table.c.anchor).where(table.c.document_id.in_(document_ids))
    result = await connection.execute(query.order_by(table.c.document_id, table.c.position))
    anchors: dict[str, list[str]] = {document_id: [] for document_id in document_ids}
    for row in result.all():
        anchors[row.document_id].append(row.anchor)
    return {document_id: tuple(found) for document_id, found in anchors.items()}


async def _documents(connection: AsyncConnection, query: Select[tuple[object, ...]]) -> tuple[Document, ...]:
    result = await connection.execute(query.order_by(document_table.c.title, document_table.c.id))
    return tuple(_document(row) for row in result.all())


def _first(documents: tuple[Document, ...]) -> Document | None:
    return documents[0] if documents else None


def _document(row: Row[tuple[object, ...]]) -> Document:
    facts = dict(row._mapping)  # pyright: ignore[reportPrivateUsage]
    facts["abbreviations"] = tuple(cast("list[str]", facts["abbreviations"]))
    facts["state"] = DocumentState(cast("str", facts["state"]))
    return Document(**facts)


def _document_values(document: Document) -> dict[str, object]:
    values: dict[str, object] = {column.name: getattr(document, column.name) for column in document_table.c}
    return {**values, "abbreviations": list(document.abbreviations), "state": document.state.value}


def _article_values(document_id: str, article: Article, position: int) -> dict[str, object]:
    return {
        "document_id": document_id,
        "anchor": article.anchor,
        "label": article.label,
        "caption": article.caption,
        "headings": list(article.headings),
        "position": position,
        "text": article.text,
        "paragraphs": msgspec.to_builtins(article.paragraphs),
    }


def _article(row: Row[tuple[object, ...]]) -> StoredArticle:
    return StoredArticle(
        document_id=row.document_id,
        anchor=row.anchor,
        label=row.label,
        caption=row.caption,
        headings=tuple(row.headings),
        position=row.position,
        text=row.text,
        paragraphs=msgspec.convert(row.paragraphs, tuple[Paragraph, ...]),
    )
