"""The sealer of one process: gives committed events their links, many in one commit, and never drops one."""

import asyncio
import logging
from collections import deque
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice

from genkan.governance.ledger.anchors import Anchors
from genkan.governance.ledger.chain import Head, Sealable, empty, extend
from genkan.governance.ledger.errors import AlreadyLinked
from genkan.governance.ledger.store import writing
from genkan.kit import Clock
from genkan.storage import Database

logger = logging.getLogger(__name__)

GROUP = 1000
GATHER_SECONDS = 0.01
CARE_SECONDS = 60.0
ANCHOR_SECONDS = 5.0
FIRST_RETRY_SECONDS = 0.1
LONGEST_RETRY_SECONDS = 30.0
STOP_SECONDS = 10.0
ABANDONED_AFTER = timedelta(seconds=60)
CLOCK_MARGIN = timedelta(minutes=10)


class Sealer:
    """Keeps the chain of one writer.

    Events wait in memory in the order of their commits. Each group is one transaction; when its outcome is
    unknown the chain's head is read again before the next one, so that nothing is linked twice.
    """

    def __init__(self, database: Database, *, clock: Clock, writer_id: str, anchors: Anchors) -> None:
        self._database = database
        self._clock = clock
        self._writer_id = writer_id
        self._anchors = anchors
        self._waiting: deque[Sealable] = deque()
        self._arrived = asyncio.Event()
        self._turn = asyncio.Lock()
        self._work = asyncio.Lock()
        self._head: Head | None = empty()
        self._cared_at: datetime | None = None
        self._grown = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []

    def add(self, event: Sealable) -> None:
        """Let a committed event wait for its link."""
        self._waiting.append(event)
        self._arrived.set()

    async def start(self) -> None:
        """Begin to link in the background, adopt what was left behind, and anchor."""
        loops = (self._seal_forever(), self._care_forever(), self._anchor_forever())
        self._loops = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        """Link and anchor what is left; after 10 seconds in vain, leave it to the next process and say so."""
        await self._end_loops()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.seal()
                await self._anchors.anchor()
        except Exception:  # the operator is told by the log; the next process adopts what is left
            logger.exception(
                "%s events wait for their link: start Genkan again to have them linked.", len(self._waiting)
            )

    async def _end_loops(self) -> None:
        """End the loops between two of their transactions, not in the middle of one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS), self._work:
                for loop in self._loops:
                    loop.cancel()
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops = []

    async def seal(self) -> None:
        """Link every event that waits."""
        async with self._turn:
            while self._waiting:
                await self._seal_group()

    async def adopt(self, *, since: datetime | None = None, until: datetime | None = None) -> int:
        """Link the events of that time that no process linked, marked as adopted; returns how many there were.

        An event that someone inserted into the database is among them: its writer proves nothing, for a forger
        copies one, and a process may die before its first link. People have to explain each adopted event.
        """
        adopted = 0
        while True:
            await self.seal()
            async with self._database.read() as connection:
                found = await writing.unlinked(connection, since=since, until=until, limit=GROUP)
            if not found:
                return adopted
            logger.warning("%s events of a process that ended early are linked now.", len(found))
            self._waiting.extend(found)
            adopted += len(found)

    async def _seal_group(self) -> None:
        group = list(islice(self._waiting, GROUP))
        head, self._head = self._head, None
        try:
            self._head = await self._link(group, head=head)
        except AlreadyLinked:
            logger.info(
                "Another process linked some of %s events first; the rest is tried again.", len(group)
            )
            return
        for _ in group:
            self._waiting.popleft()
        self._grown.set()

    async def _link(self, group: list[Sealable], *, head: Head | None) -> Head:
        async with self._database.write() as connection:
            if head is None:
                head = await writing.find_head(connection, self._writer_id) or empty()
                linked = await writing.linked(connection, [event.event_id for event in group])
                group = list(
                    {event.event_id: event for event in group if event.event_id not in linked}.values()
                )
            links = list(extend(head, group, writer_id=self._writer_id))
            if links:
                await writing.add_links(connection, links, now=self._clock())
        return Head(links[-1].position, links[-1].hash) if links else head

    async def _seal_forever(self) -> None:
        delay = FIRST_RETRY_SECONDS
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            await asyncio.sleep(GATHER_SECONDS)
            try:
                async with self._work:
                    await self.seal()
                delay = FIRST_RETRY_SECONDS
            except Exception as error:  # noqa: BLE001 - the operator is told by the log, and nothing is dropped
                logger.warning(
                    "%s events wait for their link; the next attempt is in %.1f s: %s",
                    len(self._waiting),
                    delay,
                    error,
                )
                self._arrived.set()
                await asyncio.sleep(delay)
                delay = min(delay * 2, LONGEST_RETRY_SECONDS)

    async def _care_forever(self) -> None:
        while True:
            try:
                async with self._work:
                    await self._care()
            except Exception as error:  # noqa: BLE001 - the operator is told by the log, and the next round tries again
                logger.warning(
                    "The ledger could not be anchored; the next attempt is in %.0f s: %s", CARE_SECONDS, error
                )
            await asyncio.sleep(CARE_SECONDS)

    async def _anchor_forever(self) -> None:
        """Anchor soon after the chain grew, so that little of its end could be cut off unseen."""
        while True:
            await self._grown.wait()
            await asyncio.sleep(ANCHOR_SECONDS)
            self._grown.clear()
            try:
                async with self._work:
                    await self._anchors.anchor()
            except Exception as error:  # noqa: BLE001 - the operator is told by the log, and the next round tries again
                self._grown.set()
                logger.warning("The ledger could not be anchored and is tried again: %s", error)

    async def _care(self) -> None:
        """Adopt what is too old to be still waiting with a living process, then anchor."""
        now = self._clock()
        since = None if self._cared_at is None else min(self._cared_at, now) - CLOCK_MARGIN
        await self.adopt(since=since, until=now - ABANDONED_AFTER)
        self._cared_at = now
        await self._anchors.anchor()
