"""Versions of documents in the database, and which articles each of them has."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Row, Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.dating.versions import Version
from genkan.knowledge.store.tables import version_table as table

_FACTS = tuple(column for column in table.c if column.name != "contents")


async def versions_of(
    connection: AsyncConnection, documents: Select[tuple[str]]
) -> dict[str, tuple[Version, ...]]:
    """The versions of the documents whose ids a query gives, by document, oldest first."""
    query = select(*_FACTS).where(table.c.document_id.in_(documents))
    found: dict[str, list[Version]] = {}
    for row in await connection.execute(query.order_by(table.c.id)):
        found.setdefault(row.document_id, []).append(_version(row))
    return {document_id: _in_order(versions) for document_id, versions in found.items()}


async def add_version(connection: AsyncConnection, version: Version, *, contents: Sequence[str]) -> None:
    """Keep a version; ``contents`` are the ids of its articles in the order of the text."""
    await connection.execute(insert(table).values(**vars(version), contents=list(contents)))


async def change_contents(connection: AsyncConnection, version_id: str, *, contents: Sequence[str]) -> None:
    """Let a version have other articles."""
    chosen = update(table).where(table.c.id == version_id)
    await connection.execute(chosen.values(contents=list(contents)))


async def change_versions(connection: AsyncConnection, versions: Sequence[Version]) -> None:
    """Keep what is known of versions in place of what was known before; their articles stay."""
    chosen = update(table).where(table.c.id == bindparam("version_id"))
    names = [column.name for column in _FACTS if column.name not in {"id", "document_id"}]
    change = chosen.values({name: bindparam(f"new_{name}") for name in names})
    rows = [
        {"version_id": version.id, **{f"new_{name}": getattr(version, name) for name in names}}
        for version in versions
    ]
    if rows:
        await connection.execute(change, rows)


async def contents_of(connection: AsyncConnection, version_id: str) -> tuple[str, ...]:
    """The ids of a version's articles in the order of the text."""
    result = await connection.execute(select(table.c.contents).where(table.c.id == version_id))
    return tuple(result.scalar_one_or_none() or ())


async def contents_by_version(
    connection: AsyncConnection, version_ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The ids of the articles of each of these versions."""
    query = select(table.c.id, table.c.contents).where(table.c.id.in_(version_ids))
    return {row.id: tuple(row.contents) for row in await connection.execute(query)}


async def contents_of_documents(
    connection: AsyncConnection, document_ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The ids of the articles of every version of these documents, by version."""
    query = select(table.c.id, table.c.contents).where(table.c.document_id.in_(document_ids))
    return {row.id: tuple(row.contents) for row in await connection.execute(query)}


def _in_order(versions: Sequence[Version]) -> tuple[Version, ...]:
    return tuple(sorted(versions, key=lambda version: version.valid_from or date.min))


def _version(row: Row[tuple[object, ...]]) -> Version:
    return Version(**row._mapping)  # pyright: ignore[reportPrivateUsage, reportArgumentType]
