"""Whether texts may still leave: what the records say of their documents at this moment."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge.index import IndexedDocument
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.embedding import Asker
from genkan.knowledge.vectors.errors import CollectionChanged


async def asker_for(connection: AsyncConnection, collection_id: str) -> Asker | None:
    """For whom, and as what class, the texts of a collection are embedded; ``None`` where there is none of this id."""
    facts = await store.collection_facts(connection, collection_id)
    if facts is None:
        return None
    return Asker(organisation_id=facts.organisation_id, information_class=facts.information_class)


async def still_shelved(
    connection: AsyncConnection, documents: Sequence[IndexedDocument], *, asker: Asker
) -> frozenset[str]:
    """The ids of those documents of one collection that are on the shelf as the index has them.

    Raises ``CollectionChanged`` where the collection is of another class by now, or another organisation's.
    """
    now = await asker_for(connection, documents[0].collection_id)
    if now is None:
        return frozenset()
    if now != asker:
        raise CollectionChanged
    revisions = await store.shelved_revisions(connection, [each.id for each in documents])
    return frozenset(each.id for each in documents if revisions.get(each.id) == each.revision)
