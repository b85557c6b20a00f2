"""Articles in the database: each text of an article once for a document, however many versions have it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection.collection import ArticleEntry, StoredArticle
from genkan.knowledge.parse import RECOGNISED, ArticleKind, Paragraph, own_headings
from genkan.knowledge.store.tables import article_table as table
from genkan.knowledge.store.versions import contents_by_version, contents_of, contents_of_documents

_MOST_IDS = 500
_headings = msgspec.json.Decoder(tuple[str, ...]).decode
_paragraphs = msgspec.json.Decoder(tuple[Paragraph, ...]).decode


async def add_articles(connection: AsyncConnection, articles: Iterable[StoredArticle]) -> None:
    """Keep articles that are not kept yet."""
    rows = [_values(article) for article in articles]
    if rows:
        await connection.execute(insert(table), rows)


async def kept_articles(connection: AsyncConnection, document_id: str) -> frozenset[str]:
    """The ids of all articles of a document, whatever version has them."""
    query = select(table.c.id).where(table.c.document_id == document_id)
    return frozenset((await connection.execute(query)).scalars())


async def remove_unused_articles(connection: AsyncConnection, document_id: str) -> None:
    """Remove the articles of a document that none of its versions has."""
    contents = await contents_of_documents(connection, [document_id])
    used = {article for articles in contents.values() for article in articles}
    unused = sorted(await kept_articles(connection, document_id) - used)
    for start in range(0, len(unused), _MOST_IDS):
        await connection.execute(delete(table).where(table.c.id.in_(unused[start : start + _MOST_IDS])))


async def articles_of(
    connection: AsyncConnection, document_ids: Sequence[str]
) -> dict[str, dict[str, StoredArticle]]:
    """All articles of these documents, whatever version has them, by document and by id."""
    found: dict[str, dict[str, StoredArticle]] = {document_id: {} for document_id in document_ids}
    query = select(table).where(table.c.document_id.in_(document_ids))
    for row in await connection.execute(query):
        found[row.document_id][row.id] = _article(row)
    return found


async def entries_of(
    connection: AsyncConnection, *, document_id: str, version_id: str
) -> tuple[ArticleEntry, ...]:
    """The table of contents of a version."""
    columns = select(
        table.c.id, table.c.anchor, table.c.kind, table.c.label, table.c.caption, table.c.headings
    )
    rows = (await connection.execute(columns.where(table.c.document_id == document_id))).all()
    above = {written: _headings(written) for written in {row[5] for row in rows}}
    kinds = {kind.value: kind for kind in ArticleKind}
    entries = {
        article: ArticleEntry(
            anchor,
            kinds[kind],
            label,
            caption,
            own_headings(above[headings]),
            is_recognised=RECOGNISED in above[headings],
        )
        for article, anchor, kind, label, caption, headings in rows
    }
    return tuple(entries[article] for article in await contents_of(connection, version_id))


async def find_article(
    connection: AsyncConnection, *, document_id: str, version_id: str, anchor: str
) -> StoredArticle | None:
    """One article of a version."""
    contents = frozenset(await contents_of(connection, version_id))
    query = select(table).where(table.c.document_id == document_id, table.c.anchor == anchor)
    rows = (await connection.execute(query)).all()
    return next((_article(row) for row in rows if row.id in contents), None)


async def texts_of(connection: AsyncConnection, *, document_id: str, anchor: str) -> frozenset[str]:
    """The ids of all texts that an article ever had."""
    query = select(table.c.id).where(table.c.document_id == document_id, table.c.anchor == anchor)
    return frozenset((await connection.execute(query)).scalars())


async def articles_of_version(
    connection: AsyncConnection, *, document_id: str, version_id: str
) -> tuple[StoredArticle, ...]:
    """All articles of a version in the order of the text."""
    articles = (await articles_of(connection, [document_id]))[document_id]
    return tuple(articles[article] for article in await contents_of(connection, version_id))


async def articles_holding(
    connection: AsyncConnection, *, document_id: str, version_id: str, words: str
) -> tuple[StoredArticle, ...]:
    """The articles of a version in whose text the words stand."""
    contents = frozenset(await contents_of(connection, version_id))
    query = select(table).where(table.c.document_id == document_id, table.c.paragraphs.contains(words))
    return tuple(_article(row) for row in await connection.execute(query) if row.id in contents)


async def anchors_of(
    connection: AsyncConnection, version_ids: Mapping[str, str], *, anchors: Mapping[str, Collection[str]]
) -> dict[str, frozenset[str]]:
    """Which of these anchors the version of each document has; both are given by document."""
    contents = await contents_by_version(connection, list(version_ids.values()))
    found: dict[str, frozenset[str]] = {}
    for document, version in version_ids.items():
        wanted = sorted(anchors[document])
        query = select(table.c.id, table.c.anchor).where(table.c.document_id == document)
        rows = (await connection.execute(query.where(table.c.anchor.in_(wanted)))).all()
        has = frozenset(contents[version]) if rows else frozenset[str]()
        found[document] = frozenset(row.anchor for row in rows if row.id in has)
    return found


def _values(article: StoredArticle) -> dict[str, object]:
    return {
        "id": article.id,
        "document_id": article.document_id,
        "anchor": article.anchor,
        "kind": article.kind.value,
        "label": article.label,
        "caption": article.caption,
        "headings": msgspec.json.encode(_above(article)).decode(),
        "paragraphs": msgspec.json.encode(article.paragraphs).decode(),
    }


def _above(article: StoredArticle) -> tuple[str, ...]:
    return (*article.headings, RECOGNISED) if article.is_recognised else article.headings


def _article(row: Row[tuple[object, ...]]) -> StoredArticle:
    headings = _headings(row.headings)
    return StoredArticle(
        id=row.id,
        document_id=row.document_id,
        anchor=row.anchor,
        kind=ArticleKind(row.kind),
        label=row.label,
        caption=row.caption,
        headings=own_headings(headings),
        paragraphs=_paragraphs(row.paragraphs),
        is_recognised=RECOGNISED in headings,
    )
