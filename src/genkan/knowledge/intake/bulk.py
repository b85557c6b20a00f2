"""Loading many laws at once: some hundred in one transaction, what is unchanged passed over."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Problem
from genkan.knowledge import store
from genkan.knowledge.curation.curating import Curator
from genkan.knowledge.errors import FileProblem
from genkan.knowledge.events import KnowledgeEvent
from genkan.knowledge.intake.errors import LoadingFailed
from genkan.knowledge.intake.intake import digest_of
from genkan.knowledge.intake.keeping import Kept, Outcome, ReadSource, keep, unchanged
from genkan.knowledge.intake.reports import FileReport, LoadProgress, report_of
from genkan.knowledge.parse import CorpusLaw, read_corpus

logger = logging.getLogger(__name__)

_AT_ONCE = 100


class BulkLoader(Curator):
    """Takes a corpus of laws into a collection. It may be ended at any time: the next run goes on."""

    async def keep_corpus(
        self, path: Path, *, collection_id: str, actor: str, progress: LoadProgress | None = None
    ) -> tuple[FileReport, ...]:
        """Keep every law of a corpus file; one that cannot be read to its end is told as the last of the reports."""
        reports: list[FileReport] = []
        try:
            async for laws in _batches(read_corpus(path)):
                for report in await self._reports(laws, collection_id=collection_id, actor=actor):
                    reports.append(report)
                    if progress is not None:
                        progress(report)
        except FileProblem as problem:
            reports.append(FileReport(path.name, Outcome.SKIPPED, problem=problem))
        return tuple(reports)

    async def _reports(
        self, laws: Sequence[CorpusLaw], *, collection_id: str, actor: str
    ) -> list[FileReport]:
        """What became of laws that are kept together; where that fails each is kept alone, so that one stops no other."""
        try:
            kept = await self._keep_laws(laws, collection_id=collection_id, actor=actor)
        except Problem:
            raise
        except Exception:  # the person is told by the report, the operator by the log
            if len(laws) > 1:
                alone = [await self._reports([law], collection_id=collection_id, actor=actor) for law in laws]
                return [report for reports in alone for report in reports]
            logger.exception("A law could not be loaded; the others go on")
            law_id = laws[0].regulation.law_id
            return [FileReport(law_id, Outcome.SKIPPED, problem=LoadingFailed(name=law_id))]
        return [report_of(each.document.name, each) for each in kept]

    async def _keep_laws(self, laws: Sequence[CorpusLaw], *, collection_id: str, actor: str) -> list[Kept]:
        sources = [
            ReadSource(law.regulation.law_id, digest_of(law.digest.encode()), law.regulation) for law in laws
        ]
        async with self._database.write() as connection:
            kept = await self._keep_many(connection, sources, collection_id=collection_id)
            for each in kept:
                if each.outcome.is_change:
                    await self._record_document(
                        connection, KnowledgeEvent.DOCUMENT_LOADED, each.document, each.version, actor=actor
                    )
        return kept

    async def _keep_many(
        self, connection: AsyncConnection, sources: Sequence[ReadSource], *, collection_id: str
    ) -> list[Kept]:
        await store.hold_collection(connection, collection_id)
        known = await store.documents_by_name(
            connection, collection_id=collection_id, names=[source.name for source in sources]
        )
        same = {source.name: unchanged(known.get(source.name), digest=source.digest) for source in sources}
        if all(same.values()):
            return [each for each in same.values() if each]
        revision = await store.next_revision(connection, collection_id)
        return [
            same[source.name]
            or await keep(
                connection,
                source,
                collection_id=collection_id,
                known=known.get(source.name),
                revision=revision,
                clock=self._clock,
            )
            for source in sources
        ]


async def _batches(laws: Iterator[CorpusLaw]) -> AsyncIterator[list[CorpusLaw]]:
    """Some laws at a time, read off the event loop; those before a damaged place come before it is raised."""
    problem: FileProblem | None = None
    while problem is None:
        batch, problem = await asyncio.to_thread(_read_some, laws)
        if batch:
            yield batch
        elif problem is None:
            return
    raise problem


def _read_some(laws: Iterator[CorpusLaw]) -> tuple[list[CorpusLaw], FileProblem | None]:
    read: list[CorpusLaw] = []
    try:
        for law in islice(laws, _AT_ONCE):
            read.append(law)
    except FileProblem as problem:
        return read, problem
    return read, None
