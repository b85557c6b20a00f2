"""Writing for all lanes of a process at once: what comes while one transaction is committed goes into the next."""

import asyncio
import logging
from dataclasses import dataclass

from genkan.evaluation.running.store.answers import Claim, Kept, claim, keep
from genkan.evaluation.running.store.lanes import holding, see
from genkan.kit import Clock
from genkan.storage import Database, StorageProblem

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 1.0
GATHER_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one lane wants written; ``written`` says whether it may go on."""

    lane: str
    kept: Kept | None
    claimed: Claim | None
    written: asyncio.Future[bool]


class Scribe:
    """Commits the claims and answers of many lanes together, each before its lane goes on."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: list[_Entry] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, lane: str, *, kept: Kept | None = None, claimed: Claim | None = None) -> bool:
        """Commit what came of a question, and that the next one is asked.

        False where the lane may ask no more, because its run was stopped or another lane holds its contestant: nothing is
        claimed then. An answer is written even so, unless it was given up for lost.
        """
        entry = _Entry(lane, kept, claimed, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await entry.written

    async def _write_all(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHER_SECONDS)
            entries, self._waiting = self._waiting, []
            try:
                holders = await self._patiently(entries)
            except Exception as error:  # the lanes are told, and the operator by the log
                logger.exception("%s answers and claims could not be written", len(entries))
                _tell(entries, error)
            else:
                _tell(entries, holders)

    async def _patiently(self, entries: list[_Entry]) -> frozenset[str]:
        """Try until the database takes it: what was answered is not thrown away because of a moment."""
        while True:
            try:
                return await self._write(entries)
            except StorageProblem as problem:
                logger.warning("%s answers and claims wait for the database: %s", len(entries), problem)
                await asyncio.sleep(PATIENCE_SECONDS)

    async def _write(self, entries: list[_Entry]) -> frozenset[str]:
        now = self._clock()
        async with self._database.write() as connection:
            holders = await holding(connection, sorted({entry.lane for entry in entries}))
            if kept := [entry.kept for entry in entries if entry.kept]:
                await keep(connection, kept)
            if claims := [entry.claimed for entry in entries if entry.claimed and entry.lane in holders]:
                await claim(connection, claims, now=now)
            idle = {entry.lane for entry in entries if entry.kept is None and entry.claimed is None}
            if alive := sorted(idle & holders):
                await see(connection, alive, now=now)
        return holders


def _tell(entries: list[_Entry], result: frozenset[str] | Exception) -> None:
    for entry in entries:
        if entry.written.done():
            continue
        if isinstance(result, Exception):
            entry.written.set_exception(result)
        else:
            entry.written.set_result(entry.lane in result)
