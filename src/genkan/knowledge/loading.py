"""Loading files into a collection: one transaction a file, a report for each, the others go on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import Clock, new_id
from genkan.knowledge import store
from genkan.knowledge.collection import Collection, Document, Readers, clean_title
from genkan.knowledge.errors import (
    CollectionNotFound,
    FileProblem,
    TooLarge,
    UnreadableFile,
    UnsupportedKind,
)
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.intake import Outcome, TakenIn, take_in
from genkan.knowledge.jobs import BUILD_INDEX
from genkan.knowledge.parse import MAXIMUM_MEGABYTES, clean_name
from genkan.storage import Database

KINDS = (".md", ".markdown", ".txt")
LoadProgress = Callable[["FileReport"], None]


@dataclass(frozen=True)
class NamedFile:
    """A file as it was handed in; ``problem`` where it could not even be read."""

    name: str
    content: bytes = b""
    problem: FileProblem | None = None


@dataclass(frozen=True)
class FileReport:
    """What became of one file; ``problem`` says why it was skipped."""

    name: str
    outcome: Outcome
    title: str = ""
    document_id: str = ""
    articles: int = 0
    problem: FileProblem | None = None


@dataclass(frozen=True)
class LoadReport:
    """What became of all files, in their order."""

    collection: Collection
    files: tuple[FileReport, ...]

    def count(self, *outcomes: Outcome) -> int:
        """How many files came to one of these outcomes."""
        return sum(report.outcome in outcomes for report in self.files)


class Loader:
    """Takes files into collections, records each in the ledger, and has the index built afterwards."""

    def __init__(self, database: Database, *, clock: Clock, ledger: Ledger, queue: Queue) -> None:
        self._database = database
        self._clock = clock
        self._ledger = ledger
        self._queue = queue

    async def load_folder(
        self, folder: Path, *, collection_id: str, actor: str, progress: LoadProgress | None = None
    ) -> LoadReport:
        """Every file below a folder, hidden ones left out; names are paths within it.

        Raises ``CollectionNotFound``; what is wrong with a file stands in its report.
        """
        return await self._load(_in_folder(folder), collection_id, actor, progress)

    async def load_files(
        self,
        files: Iterable[NamedFile],
        *,
        collection_id: str,
        actor: str,
        progress: LoadProgress | None = None,
    ) -> LoadReport:
        """Files that are already in memory. Raises ``CollectionNotFound``."""
        return await self._load(_given(files), collection_id, actor, progress)

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
        collection = Collection(
            id=new_id(self._clock),
            organisation_id=organisation_id,
            title=title,
            information_class=information_class,
            readers=readers,
            created_at=self._clock(),
        )
        await store.add_collection(connection, collection)
        await self._record_collection(connection, collection, actor=actor)
        return collection

    async def withdraw(self, connection: AsyncConnection, document: Document, *, actor: str) -> None:
        """Take a document off the shelves, in the caller's transaction; its text is kept."""
        revision = await store.next_revision(connection, document.collection_id)
        await store.withdraw_document(connection, document.id, revision=revision)
        await self._record(connection, KnowledgeEvent.DOCUMENT_WITHDRAWN, document, actor=actor)
        await self._queue_build(connection, document.collection_id)

    async def _load(
        self, files: AsyncIterator[NamedFile], collection_id: str, actor: str, progress: LoadProgress | None
    ) -> LoadReport:
        reports: list[FileReport] = []
        collection = await self._collection(collection_id)
        async for file in files:
            reports.append(await self._load_one(file, collection_id, actor))
            if progress is not None:
                progress(reports[-1])
        report = LoadReport(collection, tuple(reports))
        if report.count(Outcome.LOADED, Outcome.REPLACED):
            async with self._database.write() as connection:
                await self._queue_build(connection, collection_id)
        return report

    async def _load_one(self, file: NamedFile, collection_id: str, actor: str) -> FileReport:
        name = clean_name(file.name)
        try:
            _check(file, name=name)
            async with self._database.write() as connection:
                taken = await take_in(
                    connection, collection_id, name=name, content=file.content, clock=self._clock
                )
                await self._record_loading(connection, taken, actor=actor)
        except FileProblem as problem:
            return FileReport(name, Outcome.SKIPPED, problem=problem)
        document = taken.document
        return FileReport(name, taken.outcome, document.title, document.id, document.articles)

    async def _collection(self, collection_id: str) -> Collection:
        async with self._database.read() as connection:
            collection = await store.find_collection(connection, collection_id)
        if collection is None:
            raise CollectionNotFound
        return collection

    async def _record_loading(self, connection: AsyncConnection, taken: TakenIn, *, actor: str) -> None:
        if taken.outcome is not Outcome.UNCHANGED:
            await self._record(connection, KnowledgeEvent.DOCUMENT_LOADED, taken.document, actor=actor)

    async def _record_collection(
        self, connection: AsyncConnection, collection: Collection, *, actor: str
    ) -> None:
        facts = {"information_class": collection.information_class, "readers": collection.readers.value}
        await self._ledger.record(
            connection,
            KnowledgeEvent.COLLECTION_ADDED,
            actor=actor,
            organisation_id=collection.organisation_id,
            object_id=collection.id,
            details=facts,
        )

    async def _record(
        self, connection: AsyncConnection, kind: KnowledgeEvent, document: Document, *, actor: str
    ) -> None:
        collection = await store.find_collection(connection, document.collection_id)
        details = {
            "collection": document.collection_id,
            "digest": document.digest,
            "articles": document.articles,
        }
        await self._ledger.record(
            connection,
            kind,
            actor=actor,
            organisation_id=collection.organisation_id if collection else None,
            object_id=document.id,
            details=details,
        )

    async def _queue_build(self, connection: AsyncConnection, collection_id: str) -> None:
        """A job for this state of the collection; one that is already running may not have seen it."""
        revision = (await store.revisions(connection)).get(collection_id, 0)
        key = f"{BUILD_INDEX}:{collection_id}:{revision}"
        await self._queue.enqueue(connection, BUILD_INDEX, payload={}, key=key)


def _check(file: NamedFile, *, name: str) -> None:
    if file.problem is not None:
        raise file.problem
    if not name.lower().endswith(KINDS):
        raise UnsupportedKind(name=name)


async def _given(files: Iterable[NamedFile]) -> AsyncIterator[NamedFile]:
    for file in files:
        yield file


async def _in_folder(folder: Path) -> AsyncIterator[NamedFile]:
    for path in await asyncio.to_thread(_paths, folder):
        yield await asyncio.to_thread(_read, path, folder)


def _paths(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return sorted(
        path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _read(path: Path, folder: Path) -> NamedFile:
    """A file too large to be a regulation is not even read."""
    name = clean_name(path.relative_to(folder).as_posix())
    try:
        if path.stat().st_size > MAXIMUM_MEGABYTES * 1_000_000:
            return NamedFile(name, problem=TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES))
        return NamedFile(name, path.read_bytes())
    except OSError:
        return NamedFile(name, problem=UnreadableFile(name=name))
