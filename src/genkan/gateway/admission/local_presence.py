"""A process among others on one machine: divides capacities by the locks of a data folder."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from genkan.gateway.admission.neighbours import Neighbours
from genkan.gateway.admission.shares import Shares

BEAT = 0.5
JOINING = 2 * BEAT


class LocalPresence:
    """``tell`` hears the own part whenever it changes. One that joins others takes nothing until they made room.

    For installations on one machine, such as those on SQLite: no database that is slow, and no process that was
    killed, takes places away from the living.
    """

    def __init__(self, neighbours: Neighbours, *, process_id: str, tell: Callable[[Shares], None]) -> None:
        self._neighbours = neighbours
        self._process_id = process_id
        self._tell = tell
        self._living: frozenset[str] = frozenset()
        self._beating: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Join the others, and go on looking for them."""
        self._neighbours.join()
        if len(self._neighbours.living()) > 1:
            self._tell(Shares.none())
            await asyncio.sleep(JOINING)
        self.beat()
        self._beating = asyncio.create_task(self._beat_forever())

    async def stop(self) -> None:
        """Leave the others, who take over at once."""
        if self._beating is not None:
            self._beating.cancel()
            with suppress(asyncio.CancelledError):
                await self._beating
        self._tell(Shares.none())
        self._neighbours.leave()

    def beat(self) -> None:
        """Look who lives, and tell the own part where that changed."""
        living = self._neighbours.living()
        if living != self._living:
            self._living = living
            self._tell(Shares.among(living, self._process_id))

    async def _beat_forever(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            self.beat()
