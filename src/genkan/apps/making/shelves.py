"""The collections that a writer of an app may read, and an app's collections among them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.making.content import Content
from genkan.apps.named_collection import NamedCollection, with_ids, with_titles
from genkan.governance import Viewer
from genkan.knowledge import Collection, Library, reader_with_id


async def readable_by(
    connection: AsyncConnection, library: Library, viewer: Viewer
) -> tuple[Collection, ...]:
    """What the person may read, by title; the own organisation's before those of others."""
    reader = await reader_with_id(connection, viewer.person.id)
    readable = await library.readable_collections(connection, reader) if reader else ()
    return tuple(sorted(readable, key=lambda each: each.organisation_id != viewer.organisation.id))


def taken_in(content: Content, readable: Sequence[Collection]) -> Content:
    """What was written elsewhere, with the ids of the collections that are called so here."""
    known = {each.id for each in readable}
    named = (each if each.id in known else NamedCollection(each.title) for each in content.collections)
    return replace(content, collections=with_ids(tuple(named), _ids(readable)))


def as_called_now(content: Content, readable: Sequence[Collection]) -> Content:
    """The same collections under the titles that they have now, by id wherever the title leads to one."""
    titles = {each.id: each.title for each in readable}
    named = with_titles(content.collections, titles)
    return replace(content, collections=with_ids(named, _ids(readable)))


def choices(readable: Sequence[Collection], named: Sequence[NamedCollection]) -> tuple[NamedCollection, ...]:
    """What the editor offers: what its person may read, and what was named before."""
    offered = [NamedCollection(each.title, each.id) for each in readable]
    known = {each.id for each in offered}
    return (*offered, *(each for each in named if each.id not in known))


def _ids(readable: Sequence[Collection]) -> dict[str, str]:
    """Ids by title; where several collections are called so, that of the first."""
    return {each.title: each.id for each in reversed(readable)}
