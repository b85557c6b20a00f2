"""Loading files into a collection: one transaction a file, a report for each, the others go on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Problem
from genkan.knowledge import store
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.errors import CollectionNotFound, FileProblem
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.intake.bulk import BulkLoader
from genkan.knowledge.intake.errors import LoadingFailed
from genkan.knowledge.intake.intake import find_unchanged, keep_source, read_source
from genkan.knowledge.intake.keeping import Kept, Outcome
from genkan.knowledge.intake.reports import FileReport, LoadProgress, LoadReport, report_of
from genkan.knowledge.parse import clean_name, is_corpus
from genkan.knowledge.sources import NamedFile, files_at

logger = logging.getLogger(__name__)


class Loader(BulkLoader):
    """Takes files into collections, records each in the ledger, and has the index built afterwards."""

    async def load_folder(
        self, folder: Path, *, collection_id: str, actor: str, progress: LoadProgress | None = None
    ) -> LoadReport:
        """Every file below a folder or in a ZIP, hidden ones left out, or every law of a corpus (``.jsonl``, ``.jsonl.xz``).

        Names are paths within the folder, or ids of laws. Raises ``CollectionNotFound``; what is wrong with a file
        stands in its report.
        """
        if is_corpus(folder):
            return await self._load_corpus(folder, collection_id, actor, progress)
        return await self._load(_given(files_at(folder)), collection_id, actor, progress)

    async def load_files(
        self,
        files: Iterable[NamedFile] | AsyncIterator[NamedFile],
        *,
        collection_id: str,
        actor: str,
        progress: LoadProgress | None = None,
    ) -> LoadReport:
        """Files as they come, one in memory at a time. Raises ``CollectionNotFound``."""
        return await self._load(_given(files), collection_id, actor, progress)

    async def _load(
        self, files: AsyncIterator[NamedFile], collection_id: str, actor: str, progress: LoadProgress | None
    ) -> LoadReport:
        reports: list[FileReport] = []
        collection = await self._collection(collection_id)
        async for file in files:
            reports.append(await self._load_one(file, collection_id, actor))
            if progress is not None:
                progress(reports[-1])
        return await self._reported(collection, reports)

    async def _load_corpus(
        self, path: Path, collection_id: str, actor: str, progress: LoadProgress | None
    ) -> LoadReport:
        collection = await self._collection(collection_id)
        reports = await self.keep_corpus(path, collection_id=collection_id, actor=actor, progress=progress)
        return await self._reported(collection, reports)

    async def _reported(self, collection: Collection, reports: Sequence[FileReport]) -> LoadReport:
        """The report, after the index was told of changes."""
        if any(file.outcome.is_change for file in reports):
            async with self._database.write() as connection:
                await self._queue_build(connection, collection.id)
        return LoadReport(collection, tuple(reports))

    async def _load_one(self, file: NamedFile, collection_id: str, actor: str) -> FileReport:
        name = clean_name(file.name)
        try:
            kept = await self._take_in(file, collection_id, actor)
        except FileProblem as problem:
            return FileReport(name, Outcome.SKIPPED, problem=problem)
        except Problem:
            raise  # the records or the collection cannot be used, which no other file would change
        except Exception:  # the person is told by the report, the operator by the log
            logger.exception("A file could not be loaded; the others go on")
            return FileReport(name, Outcome.SKIPPED, problem=LoadingFailed(name=name))
        return report_of(name, kept)

    async def _take_in(self, file: NamedFile, collection_id: str, actor: str) -> Kept:
        """Read a file while nothing is held open, then keep it in one transaction."""
        if file.problem is not None:
            raise file.problem
        async with self._database.read() as connection:
            same = await find_unchanged(connection, collection_id, name=file.name, content=file.content)
        if same is not None:
            return same
        source = await read_source(file.name, file.content)
        async with self._database.write() as connection:
            kept = await keep_source(connection, collection_id, source, clock=self._clock)
            await self._record_loading(connection, kept, actor=actor)
        return kept

    async def _collection(self, collection_id: str) -> Collection:
        async with self._database.read() as connection:
            collection = await store.find_collection(connection, collection_id)
        if collection is None:
            raise CollectionNotFound
        return collection

    async def _record_loading(self, connection: AsyncConnection, kept: Kept, *, actor: str) -> None:
        if kept.outcome.is_change:
            await self._record_document(
                connection, KnowledgeEvent.DOCUMENT_LOADED, kept.document, kept.version, actor=actor
            )


async def _given(files: Iterable[NamedFile] | AsyncIterator[NamedFile]) -> AsyncIterator[NamedFile]:
    """The files one after another; each is read from its source only when its turn comes."""
    if isinstance(files, AsyncIterator):
        async for file in files:
            yield file
        return
    source = iter(files)
    while (file := await asyncio.to_thread(next, source, None)) is not None:
        yield file
