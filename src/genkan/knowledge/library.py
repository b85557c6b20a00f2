"""The library: what an organisation may read, and the ways to find it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock
from genkan.knowledge import shelf, store
from genkan.knowledge.citation import KnownRegulation
from genkan.knowledge.collection.collection import Collection, Document
from genkan.knowledge.dating.as_of import as_of
from genkan.knowledge.errors import IndexUnavailable
from genkan.knowledge.indexing.engines import engine_for
from genkan.knowledge.indexing.following import Following
from genkan.knowledge.indexing.indexing import Indexing, Progress
from genkan.knowledge.indexing.keeper import IndexKeeper
from genkan.knowledge.intake.holdings import Holdings
from genkan.knowledge.names.register import Register
from genkan.knowledge.opensearch.server import Cluster
from genkan.knowledge.question.synonyms import Entry
from genkan.knowledge.reading.reading import ArticlePage, Contents
from genkan.knowledge.reading.referring import aliases_in
from genkan.knowledge.resolving import known_in_index
from genkan.knowledge.rewriting.rewriter import Rewriter, Rewriting
from genkan.knowledge.search.look_up import Shelves
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.results import IndexState, SearchResult
from genkan.knowledge.search.retrieval import Passage, passages_for_prompt
from genkan.knowledge.search.suggesting import Suggestion, suggest, suggest_on_shelves
from genkan.knowledge.searching import Asked, Searching
from genkan.knowledge.text.tokenise import Segmenter, SudachiSegmenter
from genkan.knowledge.vectors.embedding import Asker, Embedder
from genkan.knowledge.vectors.vectors import ArticleVectors
from genkan.storage import Database


class Library(Holdings):
    """Collections of regulations on the database, and the index over them in a folder.

    ``search`` and ``retrieve`` use no database connection. What is in none of the given collections does not
    exist for a method: it is neither scored nor returned nor counted. The same holds for what is not in force on the
    day ``on``, in Japan today if none is given; ``every_version`` gives it too, and says how it stands to that day.
    ``everyday_words`` replaces the entries of ``synonyms.toml``; ``segmenter`` shares a dictionary that is read already;
    ``shared`` is a folder in which several machines publish the index for one another; with a ``cluster`` the index is
    there and not in the folder. ``embedder`` says what texts mean, once an operator has chosen a model: ``vectors``
    holds what it said. ``rewriter`` puts questions in the words of the law where a search wishes it.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        folder: Path,
        *,
        everyday_words: tuple[Entry, ...] | None = None,
        segmenter: Segmenter | None = None,
        shared: Path | None = None,
        embedder: Embedder | None = None,
        rewriter: Rewriter | None = None,
        cluster: Cluster | None = None,
    ) -> None:
        super().__init__(clock)
        engine = engine_for(folder, clock, shared=shared, cluster=cluster)
        self._keeper = IndexKeeper(engine, entries=everyday_words, segmenter=segmenter or SudachiSegmenter())
        self._indexing = Indexing(database, keeper=self._keeper)
        self._following = Following(self._indexing)
        self.vectors = ArticleVectors(
            database,
            clock=clock,
            index=self._keeper,
            folder=folder.with_name("vectors"),
            shared=shared,
            embedder=embedder,
        )
        self._searching = Searching(self._keeper, vectors=self.vectors, rewriter=rewriter)

    def day(self, on: date | None = None) -> date:
        """The day for which a question is meant: the one asked for, else today in Japan."""
        return as_of(self._clock, on=on).day

    async def start(self, *, progress: Progress | None = None) -> None:
        """Build the index where it is missing, older than the database or damaged; in the background if it takes long."""
        await self._following.start(progress=progress)
        await self.vectors.start()

    async def stop(self) -> None:
        """Let go of the open index; its files stay."""
        await self.vectors.stop()
        await self._following.stop()
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

    async def documents(
        self,
        connection: AsyncConnection,
        *,
        collections: Sequence[Collection],
        on: date | None = None,
        every_version: bool = False,
    ) -> tuple[Document, ...]:
        """The documents of the collections, by title."""
        day = as_of(self._clock, on=on, every_version=every_version)
        return await shelf.read_documents(connection, collections=collections, as_of=day)

    async def first_and_titled(
        self,
        connection: AsyncConnection,
        *,
        titles: Sequence[str],
        collections: Sequence[Collection],
        on: date | None = None,
    ) -> tuple[Document, ...]:
        """The first document of the collections by title, and those of these titles, as far as they are in force."""
        documents = await store.first_and_titled(connection, collections=collections, titles=titles)
        return tuple(document for document in documents if document.on(self.day(on)))

    async def contents(
        self,
        connection: AsyncConnection,
        *,
        document_id: str,
        collections: Sequence[Collection],
        on: date | None = None,
        every_version: bool = False,
    ) -> Contents:
        """A document's table of contents. Raises ``RegulationNotFound`` (404)."""
        day = as_of(self._clock, on=on, every_version=every_version)
        return await shelf.read_contents(
            connection, document_id=document_id, collections=collections, as_of=day
        )

    async def article(
        self,
        connection: AsyncConnection,
        *,
        document_id: str,
        anchor: str,
        collections: Sequence[Collection],
        on: date | None = None,
        every_version: bool = False,
    ) -> ArticlePage:
        """An article with everything around it. Raises ``RegulationNotFound`` (404)."""
        return await shelf.read_article(
            connection,
            document_id=document_id,
            anchor=anchor,
            collections=collections,
            register=await self._register(connection, collections),
            as_of=as_of(self._clock, on=on, every_version=every_version),
            aliases=await asyncio.to_thread(self._aliases, document_id),
        )

    async def known_regulations(
        self,
        connection: AsyncConnection,
        *,
        texts: Sequence[str],
        collections: Sequence[Collection],
        on: date | None = None,
    ) -> tuple[KnownRegulation, ...]:
        """The regulations and articles that the texts name, as of the day, for :func:`~genkan.knowledge.examine`.

        Only what is named is looked up, in the index, or while there is none, in the database.
        """
        day = as_of(self._clock, on=on)
        try:
            opened = await asyncio.to_thread(self._keeper.opened)
        except IndexUnavailable:
            return await shelf.known_regulations(connection, texts=texts, collections=collections, as_of=day)
        register = opened.register_for(frozenset(collection.id for collection in collections))
        return await asyncio.to_thread(
            known_in_index, opened.index, texts=texts, register=register, day=day.day
        )

    async def suggest(
        self,
        connection: AsyncConnection,
        words: str,
        *,
        collections: Sequence[Collection],
        limit: int = 10,
        on: date | None = None,
    ) -> tuple[Suggestion, ...]:
        """Documents in force on the day whose names hold the words, then articles whose captions do.

        Captions are known while there is an index.
        """
        try:
            shelves = await self.shelves(collections, on=on)
        except IndexUnavailable:
            register = await self._register(connection, collections)
            return await asyncio.to_thread(suggest, register, words, on=self.day(on), limit=limit)
        return await asyncio.to_thread(suggest_on_shelves, shelves, words, limit=limit)

    async def search(
        self,
        query: str,
        *,
        collections: Sequence[Collection],
        limit: int = 10,
        document_id: str | None = None,
        narrowing: Narrowing | None = None,
        on: date | None = None,
        every_version: bool = False,
        rewrite: str | None = None,
        rewriting: Rewriting | None = None,
        refinement: Narrowing | None = None,
        asker: Asker | None = None,
    ) -> SearchResult:
        """Search for articles, best first. Raises ``IndexUnavailable`` (503) while there is no index.

        Where ``document_id`` or a ``narrowing`` is given, only what is within it is searched. A day that the query
        itself names (「令和3年4月1日時点の…」) counts unless ``on`` is given.
        A ``refinement`` is chosen among what was found: where it is given, be it empty, everything found is counted.
        ``rewrite`` is the query in a model's words (law names, legal terms), searched beside the query itself;
        ``rewriting`` has a model find them, and where it cannot be asked, the query is searched alone and a step says so.
        Where vectors are wanted and ``asker`` says for whom, the question goes to their model, and what is near to it in
        meaning counts too; where that cannot be done, words alone do, and the result's steps say so.
        """
        started = perf_counter()
        asked = Asked(
            query=query,
            collections=tuple(collections),
            limit=limit,
            day=as_of(self._clock, on=on, every_version=every_version),
            document_id=document_id,
            narrowing=narrowing,
            rewrite=rewrite,
            rewriting=rewriting,
            refinement=refinement,
            asker=asker,
        )
        result = await self._searching.answer(asked)
        return replace(result, seconds=perf_counter() - started)

    async def retrieve(
        self,
        question: str,
        *,
        collections: Sequence[Collection],
        limit: int = 6,
        budget: int = 12_000,
        on: date | None = None,
        rewriting: Rewriting | None = None,
        asker: Asker | None = None,
    ) -> tuple[Passage, ...]:
        """Whole articles for a prompt, best first, at most ``budget`` characters together; ``rewriting`` as for a search.

        Raises ``IndexUnavailable`` (503) while there is no index.
        """
        result = await self.search(
            question, collections=collections, limit=limit, on=on, rewriting=rewriting, asker=asker
        )
        return passages_for_prompt(result, budget=budget)

    async def shelves(self, collections: Sequence[Collection], *, on: date | None = None) -> Shelves:
        """The index as far as these collections go, on a day. Raises ``IndexUnavailable`` (503) without an index."""
        opened = await asyncio.to_thread(self._keeper.opened)
        readable = frozenset(collection.id for collection in collections)
        return Shelves(opened.index, opened.register_for(readable), readable, as_of(self._clock, on=on))

    async def _register(self, connection: AsyncConnection, collections: Sequence[Collection]) -> Register:
        """The readable names in the index, or while there is none, in the database."""
        try:
            opened = await asyncio.to_thread(self._keeper.opened)
        except IndexUnavailable:
            return Register(await store.list_documents(connection, collections=collections))
        return opened.register_for(frozenset(collection.id for collection in collections))

    def _aliases(self, document_id: str) -> dict[str, str]:
        """The short names that a document gives to others, as far as the index knows them."""
        try:
            return aliases_in(self._keeper.opened().index, document_id)
        except IndexUnavailable:
            return {}
