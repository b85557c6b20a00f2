"""The collections that there are: making them, finding them, and who reads which."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock
from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection, Document, clean_title, new_collection
from genkan.knowledge.collection.readers import Reader, Readers
from genkan.knowledge.errors import CollectionExists
from genkan.knowledge.intake.intake import take_in


class Holdings:
    """Collections on the database, in the caller's transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def add_collection(
        self,
        connection: AsyncConnection,
        *,
        organisation_id: str,
        title: str,
        information_class: int = 1,
        readers: Readers = Readers.ORGANISATION,
    ) -> Collection:
        """A new, empty collection of an organisation. Raises ``BlankTitle`` or ``CollectionExists``."""
        title = clean_title(title)
        if await self.collection_by_title(connection, organisation_id=organisation_id, title=title):
            raise CollectionExists(title=title)
        collection = new_collection(
            self._clock,
            organisation_id=organisation_id,
            title=title,
            information_class=information_class,
            readers=readers,
        )
        await store.add_collection(connection, collection)
        return collection

    async def collection_by_title(
        self, connection: AsyncConnection, *, organisation_id: str, title: str
    ) -> Collection | None:
        """The organisation's own collection of this title."""
        return await store.collection_by_title(connection, organisation_id=organisation_id, title=title)

    async def own_collections(
        self, connection: AsyncConnection, organisation_id: str
    ) -> tuple[Collection, ...]:
        """The collections that belong to an organisation, by title."""
        return await store.collections_of(connection, organisation_id)

    async def readable_collections(
        self, connection: AsyncConnection, reader: Reader
    ) -> tuple[Collection, ...]:
        """The collections that a person may read, by title. Every way to their content begins here."""
        return await store.readable_collections(connection, reader)

    async def load_regulation(
        self, connection: AsyncConnection, collection_id: str, *, name: str, content: bytes
    ) -> Document:
        """Read a file into a collection. Raises ``CollectionNotFound`` or a ``FileProblem``."""
        kept = await take_in(connection, collection_id, name=name, content=content, clock=self._clock)
        return kept.document
