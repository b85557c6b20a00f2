"""Background work of the workspace: measuring the citations of an answer that has ended."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer, Gateway
from genkan.governance import Ledger
from genkan.jobs import Payload, Task
from genkan.kit import Clock
from genkan.knowledge import CitationSummary, Library, add_measure, reader_with_id
from genkan.storage import Database
from genkan.workspace.answering import MEASURE_CITATIONS
from genkan.workspace.checking import Checker, checker_for
from genkan.workspace.events import WorkspaceEvent
from genkan.workspace.store import conversations

_ATTEMPTS = 3


def tasks(
    *, database: Database, ledger: Ledger, gateway: Gateway, library: Library, clock: Clock
) -> dict[str, Task]:
    """``workspace.measure_citations``: may be repeated, for it writes the same counts again."""
    measuring = _Measuring(database, ledger, gateway, library)
    return {MEASURE_CITATIONS: Task(run=measuring.measure, attempts=_ATTEMPTS)}


class _Measuring:
    """Counts what could be confirmed; the counts are a measure of the model and hold no text."""

    def __init__(self, database: Database, ledger: Ledger, gateway: Gateway, library: Library) -> None:
        self._database = database
        self._ledger = ledger
        self._gateway = gateway
        self._library = library

    async def measure(self, payload: Payload) -> None:
        """Measure one answer; nothing happens where its conversation was deleted or it was measured before."""
        answer_id, conversation_id = str(payload["answer_id"]), str(payload["conversation_id"])
        async with self._database.read() as connection:
            owner = await conversations.owner_of(connection, conversation_id)
            answer = (await self._gateway.read_many(connection, [answer_id])).get(answer_id)
            if owner is None or answer is None:
                return
            checker = await self._checker(connection, answer, owner[0])
        summary = (await asyncio.to_thread(checker.check, answer)).summary
        async with self._database.write() as connection:
            owner = await conversations.owner_of(connection, conversation_id)
            if owner is not None and await add_measure(connection, answer_id, summary):
                await self._record(connection, answer, summary, owner[1])

    async def _checker(self, connection: AsyncConnection, answer: Answer, person_id: str) -> Checker:
        reader = await reader_with_id(connection, person_id)
        readable = await self._library.readable_collections(connection, reader)
        return await checker_for(connection, self._library, readable=readable, answers=[answer])

    async def _record(
        self, connection: AsyncConnection, answer: Answer, summary: CitationSummary, organisation_id: str
    ) -> None:
        await self._ledger.record(
            connection,
            WorkspaceEvent.CHECKED,
            actor="system",
            organisation_id=organisation_id,
            object_id=answer.id,
            details={"deployment": answer.deployment_id, **vars(summary)},
        )
