"""Counting what is read: the count goes to the records every few seconds, the words never do."""

import asyncio
import logging
from collections import Counter
from enum import StrEnum

from genkan.kit import Clock
from genkan.knowledge.dating.today import today
from genkan.knowledge.desk.caller import Caller
from genkan.knowledge.desk.store import ReadKind, add_reads
from genkan.storage import Database

logger = logging.getLogger(__name__)

_SECONDS = 5.0


class Door(StrEnum):
    """The door through which something was read."""

    API = "api"
    MCP = "mcp"


class Tally:
    """Counts reads in memory and adds them to the records soon after; a crash loses the last seconds of counting."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._counts: Counter[ReadKind] = Counter()
        self._saving: asyncio.Task[None] | None = None

    def count(self, caller: Caller, *, door: Door, deed: str) -> None:
        """One read more."""
        kind = ReadKind(today(self._clock), caller.organisation_id, caller.api_key_id, door.value, deed)
        self._counts[kind] += 1
        if self._saving is None or self._saving.done():
            self._saving = asyncio.create_task(self._save_later())

    async def save(self) -> None:
        """Add what was counted to the records; what cannot be added now is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            async with self._database.write() as connection:
                await add_reads(connection, counts)
        except BaseException:  # the caller is told: it is raised again
            self._counts.update(counts)
            raise

    async def stop(self) -> None:
        """Save what is left."""
        if self._saving is not None:
            self._saving.cancel()
            await asyncio.gather(self._saving, return_exceptions=True)
        await self.save()

    async def _save_later(self) -> None:
        await asyncio.sleep(_SECONDS)
        try:
            await self.save()
        except Exception:  # the operator is told by the log
            logger.warning("Reads were not added to the records; they are with the next ones.", exc_info=True)
