"""Looking after collections: opening them, who reads them, taking documents off the shelves and erasing them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock
from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection, Document, clean_title, new_collection
from genkan.knowledge.collection.readers import ListedReader, Readers
from genkan.knowledge.curation.errors import CollectionRenamed
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.errors import CollectionExists
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.jobs import BUILD_INDEX, ERASE_WITHDRAWN
from genkan.storage import Database


class Curator:
    """Changes collections in the caller's transaction, records each deed, and has the index follow."""

    def __init__(self, database: Database, *, clock: Clock, ledger: Ledger, queue: Queue) -> None:
        self._database = database
        self._clock = clock
        self._ledger = ledger
        self._queue = queue

    async def open_collection(
        self,
        connection: AsyncConnection,
        *,
        organisation_id: str,
        title: str,
        actor: str,
        information_class: int = 1,
        readers: Readers = Readers.ORGANISATION,
    ) -> Collection:
        """The organisation's collection of this title as it is, or else a new one, which is recorded.

        Raises ``BlankTitle``.
        """
        title = clean_title(title)
        known = await store.collection_by_title(connection, organisation_id=organisation_id, title=title)
        if known is not None:
            return known
        collection = new_collection(
            self._clock,
            organisation_id=organisation_id,
            title=title,
            information_class=information_class,
            readers=readers,
        )
        await store.add_collection(connection, collection)
        facts = {"information_class": information_class, "readers": readers.value}
        await self._record(
            connection, KnowledgeEvent.COLLECTION_ADDED, collection, details=facts, actor=actor
        )
        return collection

    async def rename(
        self, connection: AsyncConnection, collection: Collection, *, title: str, seen: str, actor: str
    ) -> None:
        """Give a collection another title than the one that was ``seen``; both stay in the ledger.

        Raises ``BlankTitle``, ``CollectionExists`` and ``CollectionRenamed``.
        """
        cleaned = clean_title(title)
        if cleaned == seen == collection.title:
            return
        renamed = await store.rename_collection(connection, collection.id, title=cleaned, seen=seen)
        if renamed is None:
            raise CollectionExists(title=cleaned)
        if not renamed:
            raise CollectionRenamed(title=collection.title)
        facts = {"before": seen, "after": cleaned}
        await self._record(
            connection, KnowledgeEvent.COLLECTION_RENAMED, collection, details=facts, actor=actor
        )

    async def set_readers(
        self,
        connection: AsyncConnection,
        collection: Collection,
        *,
        readers: Readers,
        listed: Sequence[ListedReader] = (),
        actor: str,
    ) -> None:
        """Let others read a collection; from the end of this transaction nobody else finds anything of it."""
        await store.set_readers(connection, collection.id, readers=readers, listed=listed)
        facts = {"readers": readers.value, "listed": [f"{each.kind}:{each.reader_id}" for each in listed]}
        await self._record(
            connection, KnowledgeEvent.COLLECTION_CHANGED, collection, details=facts, actor=actor
        )

    async def set_information_class(
        self, connection: AsyncConnection, collection: Collection, *, information_class: int, actor: str
    ) -> None:
        """Have a collection count as of another class; from the end of this transaction it is searched as such."""
        await store.set_information_class(connection, collection.id, information_class=information_class)
        facts = {"information_class": information_class, "before": collection.information_class}
        await self._record(
            connection, KnowledgeEvent.COLLECTION_CHANGED, collection, details=facts, actor=actor
        )

    async def set_retention(
        self, connection: AsyncConnection, collection: Collection, *, days: int | None, actor: str
    ) -> None:
        """Have what is withdrawn erased after so many days, also what was withdrawn before; ``None`` keeps it."""
        await store.set_retention(connection, collection.id, days=days)
        facts = {"retention_days": days}
        await self._record(
            connection, KnowledgeEvent.COLLECTION_CHANGED, collection, details=facts, actor=actor
        )
        if days is not None:
            for document in await store.withdrawn_documents(connection, collection.id, before=self._clock()):
                await self._queue_erasure(connection, document, days=days)

    async def withdraw(self, connection: AsyncConnection, document: Document, *, actor: str) -> None:
        """Take a document off the shelves; its text is kept as long as the collection says."""
        revision = await store.next_revision(connection, document.collection_id)
        await store.withdraw_document(connection, document.id, revision=revision, at=self._clock())
        await self._record_document(
            connection, KnowledgeEvent.DOCUMENT_WITHDRAWN, document, document.newest, actor=actor
        )
        await self._queue_build(connection, document.collection_id)
        collection = await store.find_collection(connection, document.collection_id)
        if collection is not None and collection.retention_days is not None:
            await self._queue_erasure(connection, document, days=collection.retention_days)

    async def erase_withdrawn(self, collection_id: str) -> int:
        """Erase what was withdrawn from a collection as long ago as it says; returns how many documents."""
        async with self._database.write() as connection:
            collection = await store.find_collection(connection, collection_id)
            if collection is None or collection.retention_days is None:
                return 0
            before = self._clock() - timedelta(days=collection.retention_days)
            due = await store.withdrawn_documents(connection, collection_id, before=before)
            for document in due:
                await store.erase_document(connection, document.id)
                await self._record_document(
                    connection, KnowledgeEvent.DOCUMENT_ERASED, document, document.newest, actor="system"
                )
        return len(due)

    async def _record_document(
        self,
        connection: AsyncConnection,
        kind: KnowledgeEvent,
        document: Document,
        version: Version,
        *,
        actor: str,
    ) -> None:
        collection = await store.find_collection(connection, document.collection_id)
        await self._ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=collection.organisation_id if collection else None,
            object_id=document.id,
            details={
                "collection": document.collection_id,
                "version": version.id,
                "digest": version.digest,
                "articles": version.articles,
            },
        )

    async def _record(
        self,
        connection: AsyncConnection,
        kind: KnowledgeEvent,
        collection: Collection,
        *,
        details: Mapping[str, object],
        actor: str,
    ) -> None:
        await self._ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=collection.organisation_id,
            object_id=collection.id,
            details=details,
        )

    async def _queue_build(self, connection: AsyncConnection, collection_id: str) -> None:
        """A job for this state of the collection; one that is already running may not have seen it."""
        revision = (await store.revisions(connection)).get(collection_id, 0)
        key = f"{BUILD_INDEX}:{collection_id}:{revision}"
        await self._queue.enqueue(connection, BUILD_INDEX, payload={}, key=key)

    async def _queue_erasure(self, connection: AsyncConnection, document: Document, *, days: int) -> None:
        due = (document.withdrawn_at or self._clock()) + timedelta(days=days)
        payload = {"collection_id": document.collection_id}
        key = f"{ERASE_WITHDRAWN}:{document.id}:{days}"
        await self._queue.enqueue(connection, ERASE_WITHDRAWN, payload=payload, key=key, run_after=due)
