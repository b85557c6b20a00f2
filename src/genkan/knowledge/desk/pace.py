"""How often one caller may ask."""

import logging
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Protocol

from genkan.gateway import CountingAway
from genkan.knowledge.desk.errors import TooManyReads

logger = logging.getLogger(__name__)

_MINUTE = 60.0
_CHARACTERS_A_READ = 5_000


class Shared(Protocol):
    """Counts for all processes together."""

    async def spend(self, name: str, *, seconds: float, held: float) -> float:
        """Spend what fills up in so many seconds, of what holds so many; gives the seconds to wait, 0 where it was spent."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


def reads_of(text: str) -> int:
    """As how many reads a text counts that is to be checked: one for 5,000 characters."""
    return max(1, ceil(len(text) / _CHARACTERS_A_READ))


class Pace:
    """So many reads a minute for each caller; unused reads are saved up for one minute at most.

    They are counted by ``shared`` for all processes; without it, and while it does not answer, in this process alone.
    ``now`` gives seconds that never go back.
    """

    _ENOUGH_TO_TIDY = 10_000

    def __init__(
        self, *, per_minute: int, now: Callable[[], float] = monotonic, shared: Shared | None = None
    ) -> None:
        self._per_minute = per_minute
        self._now = now
        self._shared = shared
        self._full_at: dict[str, float] = {}

    async def take(self, caller: str, *, reads: int = 1) -> None:
        """Use so many reads, never more than those of a minute. Raises ``TooManyReads``."""
        seconds = _MINUTE * min(reads, self._per_minute) / self._per_minute
        over = await self._spend(caller, seconds)
        if over > 0:
            raise TooManyReads(limit=self._per_minute, seconds=max(1, ceil(over)))

    async def close(self) -> None:
        """Count no more."""
        if self._shared is not None:
            await self._shared.close()

    async def _spend(self, caller: str, seconds: float) -> float:
        if self._shared is not None:
            try:
                return await self._shared.spend(f"reads:{caller}", seconds=seconds, held=_MINUTE)
            except CountingAway as problem:
                logger.warning("Reads are counted in this process alone for now: %s", problem)
        return self._spend_here(caller, seconds)

    def _spend_here(self, caller: str, seconds: float) -> float:
        now = self._now()
        full_at = max(self._full_at.pop(caller, now), now)
        over = full_at + seconds - now - _MINUTE
        self._full_at[caller] = full_at if over > 0 else full_at + seconds
        if len(self._full_at) > self._ENOUGH_TO_TIDY:
            self._forget(now)
        return over

    def _forget(self, now: float) -> None:
        """Callers whose reads are all there again need no entry."""
        self._full_at = {name: at for name, at in self._full_at.items() if at > now}
