"""Taking one file into a collection."""

import asyncio
import hashlib

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock
from genkan.knowledge import store
from genkan.knowledge.errors import CollectionNotFound
from genkan.knowledge.intake.keeping import Kept, ReadSource, keep, unchanged
from genkan.knowledge.parse import clean_name, parse, revision_in

# Counts up with every change of the parser, so that files are read anew although they are the same.
_PARSER = 2


async def take_in(
    connection: AsyncConnection, collection_id: str, *, name: str, content: bytes, clock: Clock
) -> Kept:
    """Read a file and keep it in the caller's transaction; one of a known name becomes a version or a correction.

    Raises ``CollectionNotFound`` or a ``FileProblem``; nothing is written then.
    """
    same = await find_unchanged(connection, collection_id, name=name, content=content)
    if same is not None:
        return same
    return await keep_source(connection, collection_id, await read_source(name, content), clock=clock)


async def find_unchanged(
    connection: AsyncConnection, collection_id: str, *, name: str, content: bytes
) -> Kept | None:
    """What the same file was kept as before; ``None`` where it has to be read."""
    known = await store.document_by_name(connection, collection_id=collection_id, name=_identity(name))
    return unchanged(known, digest=digest_of(content))


async def read_source(name: str, content: bytes) -> ReadSource:
    """Read a file, outside of any transaction, for it may take minutes. Raises a ``FileProblem``."""
    regulation = await asyncio.to_thread(parse, name, content=content)
    return ReadSource(regulation.law_id or _identity(name), digest_of(content), regulation)


async def keep_source(
    connection: AsyncConnection, collection_id: str, source: ReadSource, *, clock: Clock
) -> Kept:
    """Keep what was read in the caller's transaction, unless another one kept it meanwhile.

    Raises ``CollectionNotFound``.
    """
    if not await store.hold_collection(connection, collection_id):
        raise CollectionNotFound
    known = await store.document_by_name(connection, collection_id=collection_id, name=source.name)
    if same := unchanged(known, digest=source.digest):
        return same
    revision = await store.next_revision(connection, collection_id)
    return await keep(
        connection, source, collection_id=collection_id, known=known, revision=revision, clock=clock
    )


def _identity(name: str) -> str:
    """The name by which a newer file finds the document: the id of a law where the file name has one."""
    given = clean_name(name)
    return revision_in(given).law_id or given


def digest_of(content: bytes) -> str:
    """The digest by which a source is known to be unchanged, as this parser reads it."""
    return hashlib.sha256(f"{_PARSER}:".encode() + content).hexdigest()
