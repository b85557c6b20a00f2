"""A process among others: says that it lives, sees who else does, and learns its part of every capacity."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from genkan.gateway.admission.shares import Shares, View
from genkan.gateway.store import processes
from genkan.kit import Clock
from genkan.storage import Database, StorageProblem

BEAT = 1.0
VIEW = 8.0
LEASE = 13.0
_FORGOTTEN = timedelta(days=1)
_MARGIN = 0.1

logger = logging.getLogger(__name__)


class Presence:
    """Divides capacities by heartbeats in the database; ``tell`` hears the own part after every beat.

    A process counts for others until ``LEASE`` seconds after its last heartbeat, but trusts what it saw for
    ``VIEW`` seconds only: where the database is away it stops before others take over its part. One that joins
    takes nothing for ``VIEW`` seconds, in which all others make room. A part that grows is used ``VIEW`` seconds later,
    for the same reason; one that is alone uses everything at once. So what a killed process held is used again within
    ``LEASE + BEAT`` seconds by one that is left, within ``LEASE + BEAT + VIEW`` by several. Clocks of machines may
    differ by ``LEASE - VIEW``.
    """

    def __init__(
        self,
        database: Database,
        *,
        process_id: str,
        clock: Clock,
        tell: Callable[[Shares], None],
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._process_id = process_id
        self._clock = clock
        self._tell = tell
        self._timer = timer
        self._views: deque[tuple[float, tuple[View, ...]]] = deque()
        self._entitled_at = 0.0
        self._beating: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Join the others, and go on saying so."""
        async with self._database.write() as connection:
            await processes.forget_unseen(connection, self._clock() - _FORGOTTEN)
        await self.beat()
        self._beating = asyncio.create_task(self._beat_forever())

    async def stop(self) -> None:
        """Leave the others, who take over at once what they see free."""
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        self._tell(Shares.none())
        async with self._database.write() as connection:
            await processes.forget(connection, self._process_id)

    async def beat(self) -> None:
        """Say that this process lives, look who else does, and tell the own part.

        A database that hangs may keep even the end of the waiting waiting: what was seen loses its force by a timer.
        """
        in_time = asyncio.get_running_loop().call_later(VIEW - BEAT + _MARGIN, self._tell_own_part)
        try:
            async with asyncio.timeout(VIEW - BEAT):
                live = await self._look()
        except (StorageProblem, TimeoutError):
            logger.warning("The database cannot be asked who shares the capacities; asking again")
        except Exception:  # the operator is told by the log; what was seen loses its force by itself
            logger.exception("Who shares the capacities cannot be found out; asking again")
        else:
            self._see(*live)
        finally:
            in_time.cancel()
        self._tell_own_part()

    def _tell_own_part(self) -> None:
        self._tell(self._shares())

    async def _beat_forever(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            await self.beat()

    async def _look(self) -> tuple[float, frozenset[str]]:
        """Write before reading, in two transactions: of two processes that start together one sees the other."""
        now = self._clock()
        async with self._database.write() as connection:
            await processes.heartbeat(connection, self._process_id, now)
        at = self._timer()
        async with self._database.read() as connection:
            return at, await processes.live(connection, now - timedelta(seconds=LEASE))

    def _see(self, at: float, live: frozenset[str]) -> None:
        alone = live == frozenset({self._process_id})
        joins = not self._views or at - self._views[-1][0] > VIEW
        if joins or alone:
            self._views.clear()
            self._entitled_at = at if alone else at + VIEW
        self._views.append((at, Shares.among(live, self._process_id).views))
        while len(self._views) > 1 and self._views[1][0] <= at - VIEW:
            self._views.popleft()

    def _shares(self) -> Shares:
        now = self._timer()
        if not self._views or now - self._views[-1][0] > VIEW or now < self._entitled_at:
            return Shares.none()
        return Shares(tuple(dict.fromkeys(view for _, views in self._views for view in views)))
