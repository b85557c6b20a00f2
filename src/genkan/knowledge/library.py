"""The library: what an organisation may read, and the ways to find it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock, new_id
from genkan.knowledge import shelf, store
from genkan.knowledge.citation import KnownRegulation
from genkan.knowledge.collection import Collection, Document, Readers, clean_title
from genkan.knowledge.errors import CollectionExists, IndexUnavailable
from genkan.knowledge.indexing import Indexing, Progress
from genkan.knowledge.intake import take_in
from genkan.knowledge.keeper import IndexKeeper
from genkan.knowledge.look_up import Shelves
from genkan.knowledge.question import understand
from genkan.knowledge.reading import ArticlePage, Contents
from genkan.knowledge.register import Register
from genkan.knowledge.results import IndexState, Passage, SearchResult
from genkan.knowledge.retrieval import passages_for_prompt
from genkan.knowledge.search import search
from genkan.knowledge.synonyms import Entry
from genkan.knowledge.tokenise import Segmenter, SudachiSegmenter
from genkan.storage import Database


class Library:
    """Collections of regulations on the database, and the index over them in a folder.

    ``search`` and ``retrieve`` use no database connection. What is in none of the given collections does not
    exist for a method: it is neither scored nor returned nor counted. ``everyday_words`` replaces the entries of
    ``synonyms.toml``; ``segmenter`` shares a dictionary that is read already.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        folder: Path,
        *,
        everyday_words: tuple[Entry, ...] | None = None,
        segmenter: Segmenter | None = None,
    ) -> None:
        self._clock = clock
        self._keeper = IndexKeeper(folder, entries=everyday_words, segmenter=segmenter or SudachiSegmenter())
        self._indexing = Indexing(database, clock=clock, keeper=self._keeper)

    async def start(self, *, progress: Progress | None = None) -> None:
        """Build the index where it is missing, older than the database or damaged."""
        await self.build_index(progress=progress)

    async def stop(self) -> None:
        """Let go of the open index; its files stay."""
        await asyncio.to_thread(self._keeper.close)

    async def build_index(self, *, progress: Progress | None = None) -> bool:
        """Build the index where it is needed and say whether it was. ``progress`` gets (documents done, all).

        Raises ``IndexBusy`` where another process builds for more than ten minutes.
        """
        return await self._indexing.build(progress=progress)

    async def index_state(self, connection: AsyncConnection) -> IndexState:
        """Whether searches see everything that is loaded."""
        return await self._indexing.state(connection)

    async def indexed_revisions(self) -> dict[str, int] | None:
        """The revision of each collection that searches see; ``None`` while there is no index."""
        return await self._indexing.revisions()

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
        collection = Collection(
            id=new_id(self._clock),
            organisation_id=organisation_id,
            title=title,
            information_class=information_class,
            readers=readers,
            created_at=self._clock(),
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
        self, connection: AsyncConnection, organisation_id: str
    ) -> tuple[Collection, ...]:
        """The collections that the people of an organisation may read, by title: their own and those for everyone."""
        return await store.readable_collections(connection, organisation_id)

    async def load_regulation(
        self, connection: AsyncConnection, collection_id: str, *, name: str, content: bytes
    ) -> Document:
        """Read a file into a collection. Raises ``CollectionNotFound`` or a ``FileProblem``."""
        taken = await take_in(connection, collection_id, name=name, content=content, clock=self._clock)
        return taken.document

    async def documents(
        self, connection: AsyncConnection, *, collections: Sequence[Collection]
    ) -> tuple[Document, ...]:
        """The documents of the collections, by title."""
        return await store.list_documents(connection, collections=collections)

    async def contents(
        self, connection: AsyncConnection, *, document_id: str, collections: Sequence[Collection]
    ) -> Contents:
        """A document's table of contents. Raises ``RegulationNotFound`` (404)."""
        return await shelf.read_contents(connection, document_id=document_id, collections=collections)

    async def article(
        self,
        connection: AsyncConnection,
        *,
        document_id: str,
        anchor: str,
        collections: Sequence[Collection],
    ) -> ArticlePage:
        """An article with everything around it. Raises ``RegulationNotFound`` (404)."""
        register = await self._register(connection, collections)
        return await shelf.read_article(
            connection, document_id=document_id, anchor=anchor, collections=collections, register=register
        )

    async def known_regulations(
        self, connection: AsyncConnection, *, texts: Sequence[str], collections: Sequence[Collection]
    ) -> tuple[KnownRegulation, ...]:
        """The regulations that the texts name, for :func:`~genkan.knowledge.verify`."""
        register = await self._register(connection, collections)
        return await shelf.known_regulations(connection, texts=texts, register=register)

    async def search(
        self,
        query: str,
        *,
        collections: Sequence[Collection],
        limit: int = 10,
        document_id: str | None = None,
    ) -> SearchResult:
        """Search for articles, best first. Raises ``IndexUnavailable`` (503) while there is no index."""
        started = perf_counter()
        return await asyncio.to_thread(
            self._search, query, tuple(collections), limit=limit, document_id=document_id, started=started
        )

    async def retrieve(
        self, question: str, *, collections: Sequence[Collection], limit: int = 6, budget: int = 12_000
    ) -> tuple[Passage, ...]:
        """Whole articles for a prompt, best first, at most ``budget`` characters together.

        Raises ``IndexUnavailable`` (503) while there is no index.
        """
        result = await self.search(question, collections=collections, limit=limit)
        return passages_for_prompt(result.hits, budget=budget)

    def _search(
        self,
        query: str,
        collections: Sequence[Collection],
        *,
        limit: int,
        document_id: str | None,
        started: float,
    ) -> SearchResult:
        opened = self._keeper.opened()
        by_id = {collection.id: collection for collection in collections}
        segmenter = self._keeper.segmenter
        register = opened.register_for(frozenset(by_id))
        shelves = Shelves(opened.index, register, frozenset(by_id))
        question = understand(
            query, names=register.names, synonyms=self._keeper.synonyms(), segmenter=segmenter
        )
        result = search(
            question,
            shelves=shelves,
            collections=by_id,
            segmenter=segmenter,
            limit=limit,
            document_id=document_id,
        )
        return replace(result, seconds=perf_counter() - started)

    async def _register(self, connection: AsyncConnection, collections: Sequence[Collection]) -> Register:
        """The readable names in the index, or while there is none, in the database."""
        try:
            opened = await asyncio.to_thread(self._keeper.opened)
        except IndexUnavailable:
            return Register(await store.list_documents(connection, collections=collections))
        return opened.register_for(frozenset(collection.id for collection in collections))
