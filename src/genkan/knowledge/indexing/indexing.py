"""Bringing the index to the state of the database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.knowledge import store
from genkan.knowledge.index import (
    EXTRAS,
    Build,
    DatedArticle,
    Extras,
    Manifest,
    PreparedDocument,
    Unprepared,
    Workshop,
    contributions,
    index_document,
    prepare,
    prepared_by_crew,
    runs_of,
)
from genkan.knowledge.indexing.keeper import IndexKeeper
from genkan.knowledge.search.results import IndexState
from genkan.storage import Database

Progress = Callable[[int, int], None]
_PATIENCE = 600.0
_AT_ONCE = 20
_WORTH_A_CREW = 300
_FEW_DEAD = 10


@dataclass(frozen=True)
class Changes:
    """What an index lacks: the ids of documents to be put in, and of those to be taken out."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


class Indexing:
    """Builds the index where it is missing, older than the database, damaged, or of an older form.

    A build goes on from the one in force and takes in only what changed, unless there is none, so much of it is out of
    use that a new one is smaller, or it has not the same derived files. Where machines have something in common, whoever
    builds publishes there, and the others take the build from there.
    """

    def __init__(self, database: Database, *, keeper: IndexKeeper, extras: Extras = EXTRAS) -> None:
        self._database = database
        self._keeper = keeper
        self._extras = extras

    @property
    def is_shared(self) -> bool:
        """Whether other machines may publish what this one has to take over."""
        return self._keeper.engine.is_shared

    async def state(self, connection: AsyncConnection) -> IndexState:
        """How the index that this process searches stands to the database."""
        revisions = await store.revisions(connection)
        built = await self.revisions()
        if built is None:
            return IndexState.MISSING
        return IndexState.CURRENT if built == revisions else IndexState.OLDER

    async def revisions(self) -> dict[str, int] | None:
        """From which revisions of the collections the index was built; ``None`` where there is none."""
        return await asyncio.to_thread(self._keeper.revisions)

    async def build(self, *, progress: Progress | None = None) -> bool:
        """Build where it is needed and say whether it was; one process at a time, the others wait for it.

        ``progress`` is called with the documents done and all documents. Raises ``IndexBusy`` after ten minutes.
        """
        async with self._keeper.engine.alone(patience=_PATIENCE) as workshop:
            return await self._bring_up_to_date(workshop, progress)

    async def fetch(self) -> bool:
        """Take over what another machine has published, and say whether there was something new."""
        return await self._keeper.engine.fetch()

    async def lacks_much(self) -> bool:
        """Whether building would take minutes rather than moments."""
        opened = await asyncio.to_thread(self._keeper.check)
        async with self._database.read() as connection:
            documents = await store.document_revisions(connection)
        return len(_changes(opened.index.manifest if opened else None, documents).added) >= _WORTH_A_CREW

    async def _bring_up_to_date(self, workshop: Workshop, progress: Progress | None) -> bool:
        opened = await asyncio.to_thread(self._keeper.check)
        async with self._database.read() as connection:
            revisions = await store.revisions(connection)
            documents = await store.document_revisions(connection)
        if self.is_shared and (opened is None or opened.index.manifest.revisions != revisions):
            await asyncio.to_thread(workshop.take_over)
            opened = await asyncio.to_thread(self._keeper.check)
        manifest = opened.index.manifest if opened else None
        is_old = manifest is None or manifest.revisions != revisions
        if is_old:
            held = manifest if manifest and self._can_go_on_from(manifest) else None
            await self._build(workshop, held, _changes(held, documents), revisions, progress)
        await asyncio.to_thread(workshop.publish, revisions)
        return is_old

    def _can_go_on_from(self, manifest: Manifest) -> bool:
        in_use = manifest.articles + manifest.passages
        is_worn = manifest.dead > in_use + _FEW_DEAD
        return not is_worn and set(manifest.extras) == set(self._extras)

    async def _build(
        self,
        workshop: Workshop,
        held: Manifest | None,
        changes: Changes,
        revisions: dict[str, int],
        progress: Progress | None,
    ) -> None:
        is_large = len(changes.added) >= _WORTH_A_CREW
        build = await asyncio.to_thread(workshop.begin, held, is_large=is_large)
        for document_id in changes.removed:
            build.remove(document_id)
        documents = self._read(changes.added, build, held)
        prepared = prepared_by_crew(documents) if is_large else self._prepared(documents)
        done = 0
        async for document in prepared:
            await asyncio.to_thread(build.add, document)
            done += 1
            if progress is not None:
                progress(done, len(changes.added))
        await asyncio.to_thread(build.finish, revisions=revisions, extras=self._extras)
        await asyncio.to_thread(build.put_in_force)

    async def _prepared(self, documents: AsyncIterator[Unprepared]) -> AsyncIterator[PreparedDocument]:
        async for unprepared in documents:
            yield await asyncio.to_thread(self._prepare, unprepared)

    def _prepare(self, unprepared: Unprepared) -> PreparedDocument:
        extras = contributions(unprepared, extras=self._extras)
        return prepare(unprepared, segmenter=self._keeper.segmenter, extras=extras)

    async def _read(
        self, document_ids: Sequence[str], build: Build, held: Manifest | None
    ) -> AsyncIterator[Unprepared]:
        """The documents some at a time, so that no transaction is held for long."""
        before = {document.id: document for document in held.documents} if held else {}
        for start in range(0, len(document_ids), _AT_ONCE):
            async with self._database.read() as connection:
                read = await read_documents(connection, document_ids[start : start + _AT_ONCE])
            for unprepared in read:
                memo = await asyncio.to_thread(build.memo, before.get(unprepared.document.id))
                cuts_words = not self._keeper.engine.cuts_words
                yield msgspec.structs.replace(unprepared, memo=memo, cuts_words=cuts_words)


async def read_documents(connection: AsyncConnection, document_ids: Sequence[str]) -> list[Unprepared]:
    """Those of the documents that are on the shelves, with all their articles and when they are in force."""
    documents = await store.documents_with_ids(connection, document_ids)
    contents = await store.contents_of_documents(connection, document_ids)
    articles = await store.articles_of(connection, document_ids)
    return [
        Unprepared(
            index_document(document),
            tuple(
                DatedArticle(articles[document.id][run.article], run)
                for run in runs_of(document.versions, contents)
            ),
        )
        for document in documents
    ]


def _changes(held: Manifest | None, documents: dict[str, int]) -> Changes:
    known = {document.id: document.revision for document in held.documents} if held else {}
    return Changes(
        added=tuple(each for each, revision in documents.items() if known.get(each) != revision),
        removed=tuple(each for each in known if each not in documents),
    )
