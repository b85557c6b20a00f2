"""Two versions of a readable document, taken from the database and compared."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection, Document
from genkan.knowledge.comparison.comparison import Change, ComparedProvision, Unchanged, compare, folded
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.errors import OneVersionOnly, RegulationNotFound


@dataclass(frozen=True)
class ComparedVersions:
    """Two versions of a document side by side; ``rows`` fold what did not change unless ``is_whole``."""

    collection: Collection
    document: Document
    old: Version
    new: Version
    is_whole: bool
    provisions: tuple[ComparedProvision, ...]

    @property
    def rows(self) -> tuple[ComparedProvision | Unchanged, ...]:
        """What is to be shown."""
        return self.provisions if self.is_whole else folded(self.provisions)

    @property
    def changed(self) -> int:
        """How many provisions differ."""
        return sum(each.change is not Change.SAME for each in self.provisions)


async def compare_versions(
    connection: AsyncConnection,
    *,
    document_id: str,
    old: str = "",
    new: str = "",
    collections: Sequence[Collection],
    is_whole: bool = False,
) -> ComparedVersions:
    """The versions with these ids, the earlier one as the old one; without ids the newest and the one before it.

    Raises ``RegulationNotFound`` where the document may not be read or has no such version, and ``OneVersionOnly``.
    """
    document = await store.find_document(connection, document_id, collections=collections)
    if document is None:
        raise RegulationNotFound
    before, after = chosen_versions(document, old=old, new=new)
    left = await store.articles_of_version(connection, document_id=document.id, version_id=before.id)
    right = await store.articles_of_version(connection, document_id=document.id, version_id=after.id)
    return ComparedVersions(
        collection=next(each for each in collections if each.id == document.collection_id),
        document=document,
        old=before,
        new=after,
        is_whole=is_whole,
        provisions=await asyncio.to_thread(compare, left, right),
    )


def chosen_versions(document: Document, *, old: str, new: str) -> tuple[Version, Version]:
    """The two versions asked for, the earlier one first. Raises ``RegulationNotFound`` or ``OneVersionOnly``."""
    order = {version.id: place for place, version in enumerate(document.versions)}
    if not {old, new} <= {*order, ""}:
        raise RegulationNotFound
    later = order[new] if new else len(order) - 1
    earlier = order[old] if old else max(0, later - 1)
    if earlier == later:
        raise OneVersionOnly(title=document.title)
    return document.versions[min(earlier, later)], document.versions[max(earlier, later)]
