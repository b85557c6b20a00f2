"""Titles of documents and collections, for those who read the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import FindNames, ObjectName
from genkan.knowledge.store.collections import titles_of_collections
from genkan.knowledge.store.documents import titles_of_documents


def object_names() -> dict[str, FindNames]:
    """How to find the names of this room's objects, by the beginning of an event's kind."""
    return {"knowledge:collection:": _collections, "knowledge:document:": _documents}


async def _collections(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    return _named(await titles_of_collections(connection, ids))


async def _documents(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, ObjectName]:
    return _named(await titles_of_documents(connection, ids))


def _named(titles: Mapping[str, tuple[str, str]]) -> dict[str, ObjectName]:
    return {id_: ObjectName(title, owner) for id_, (title, owner) in titles.items()}
