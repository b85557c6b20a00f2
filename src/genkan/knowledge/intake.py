"""Taking one file into a collection."""

import asyncio
import hashlib
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock, new_id
from genkan.knowledge import store
from genkan.knowledge.collection import Document, DocumentState
from genkan.knowledge.errors import CollectionNotFound
from genkan.knowledge.parse import Regulation, clean_name, parse

# Counts up with every change of the parser, so that files are read anew although they are the same.
_PARSER = 1


class Outcome(StrEnum):
    """What became of a file."""

    LOADED = "loaded"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """The Japanese word for it."""
        return _LABELS[self]


_LABELS = {
    Outcome.LOADED: "新しく読み込みました",
    Outcome.REPLACED: "新しい内容に置き換えました",
    Outcome.UNCHANGED: "内容が同じため、変更していません",
    Outcome.SKIPPED: "読み込めませんでした",
}


class TakenIn(NamedTuple):
    """The document that a file became, and what was done."""

    document: Document
    outcome: Outcome


async def take_in(
    connection: AsyncConnection, collection_id: str, *, name: str, content: bytes, clock: Clock
) -> TakenIn:
    """Read a file and keep it in the caller's transaction; a file of the same name is replaced and keeps its id.

    Raises ``CollectionNotFound`` or a ``FileProblem``; nothing is written then.
    """
    name = clean_name(name)
    digest = hashlib.sha256(f"{_PARSER}:".encode() + content).hexdigest()
    known = await store.document_by_name(connection, collection_id=collection_id, name=name)
    if known is not None and known.digest == digest and known.state is DocumentState.ACTIVE:
        return TakenIn(known, Outcome.UNCHANGED)
    regulation = await asyncio.to_thread(parse, name, content=content)
    if await store.find_collection(connection, collection_id) is None:
        raise CollectionNotFound
    revision = await store.next_revision(connection, collection_id)
    known = await store.document_by_name(connection, collection_id=collection_id, name=name)
    document = _document(
        regulation,
        document_id=known.id if known else new_id(clock),
        collection_id=collection_id,
        name=name,
        digest=digest,
        revision=revision,
        clock=clock,
    )
    await store.put_document(connection, document, articles=regulation.articles)
    return TakenIn(document, Outcome.REPLACED if known else Outcome.LOADED)


def _document(
    regulation: Regulation,
    *,
    document_id: str,
    collection_id: str,
    name: str,
    digest: str,
    revision: int,
    clock: Clock,
) -> Document:
    return Document(
        id=document_id,
        collection_id=collection_id,
        name=name,
        title=regulation.title,
        number=regulation.number,
        issuer=regulation.organisation,
        effective=regulation.effective,
        abbreviations=regulation.abbreviations,
        articles=len(regulation.articles),
        digest=digest,
        state=DocumentState.ACTIVE,
        revision=revision,
        loaded_at=clock(),
    )
