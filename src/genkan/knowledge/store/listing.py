"""The list of documents in force on a day, a page at a time."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.collection.collection import Collection, DocumentState
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.store.collections import ids
from genkan.knowledge.store.tables import document_table as table
from genkan.knowledge.store.tables import version_table

_COLUMNS: Sequence[ColumnElement[Any]] = (
    *(table.c[name] for name in ("id", "collection_id", "kind", "title", "number", "issuer")),
    version_table.c.valid_from,
    version_table.c.articles,
)


class ListedLine(NamedTuple):
    """A document as a list shows it, with the day from which its version of the day is in force."""

    id: str
    collection_id: str
    kind: DocumentKind
    title: str
    number: str
    issuer: str
    valid_from: date | None
    articles: int


class ListedPage(NamedTuple):
    """One page of a list, and how many lines there are in all."""

    lines: tuple[ListedLine, ...]
    total: int


async def list_page(
    connection: AsyncConnection,
    *,
    collections: Sequence[Collection],
    on: date,
    words: str = "",
    allows: Callable[[ListedLine], bool] | None = None,
    offset: int,
    limit: int,
) -> ListedPage:
    """Documents by title. ``words`` stand in the title or the number; ``allows`` is asked where SQL cannot tell.

    Without ``allows`` the database reads no more lines than are shown.
    """
    query = _query(collections, on=on, words=words)
    ordered = query.order_by(table.c.title, table.c.id)
    if allows is None:
        count = await connection.execute(select(func.count()).select_from(query.subquery()))
        rows = await connection.execute(ordered.offset(offset).limit(limit))
        return ListedPage(tuple(map(_line, rows)), count.scalar_one())
    lines = [line for line in map(_line, await connection.execute(ordered)) if allows(line)]
    return ListedPage(tuple(lines[offset : offset + limit]), len(lines))


async def count_documents(
    connection: AsyncConnection, *, collections: Sequence[Collection], on: date
) -> dict[str, int]:
    """How many documents of each collection are in force on a day."""
    listed = _query(collections, on=on, words="").subquery()
    query = select(listed.c.collection_id, func.count()).group_by(listed.c.collection_id)
    return {row[0]: row[1] for row in await connection.execute(query)}


def _query(collections: Sequence[Collection], *, on: date, words: str) -> Select[*tuple[Any, ...]]:
    version = version_table
    begun = or_(version.c.valid_from.is_(None), version.c.valid_from <= on)
    goes_on = or_(version.c.valid_until.is_(None), version.c.valid_until > on)
    in_force = and_(version.c.document_id == table.c.id, begun, goes_on)
    query = select(*_COLUMNS).join(version, in_force)
    query = query.where(
        table.c.collection_id.in_(ids(collections)), table.c.state == DocumentState.ACTIVE.value
    )
    for word in words.split():
        held = (column.contains(word, autoescape=True) for column in (table.c.title, table.c.number))
        query = query.where(or_(*held))
    return query


def _line(row: Row[*tuple[Any, ...]]) -> ListedLine:
    document_id, collection_id, kind, *others = row
    return ListedLine(document_id, collection_id, DocumentKind(kind), *others)
