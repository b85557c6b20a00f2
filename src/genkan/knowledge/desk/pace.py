"""How often one caller may ask."""

from collections.abc import Callable
from math import ceil
from time import monotonic

from genkan.knowledge.desk.errors import TooManyReads

_MINUTE = 60.0


class Pace:
    """So many reads a minute for each caller, in this process; unused reads are saved up for one minute at most.

    ``now`` gives seconds that never go back.
    """

    _ENOUGH_TO_TIDY = 10_000

    def __init__(self, *, per_minute: int, now: Callable[[], float] = monotonic) -> None:
        self._per_minute = per_minute
        self._now = now
        self._full_at: dict[str, float] = {}

    def take(self, caller: str) -> None:
        """Use one read. Raises ``TooManyReads``."""
        now, step = self._now(), _MINUTE / self._per_minute
        full_at = max(self._full_at.pop(caller, now), now) + step
        if full_at - now > _MINUTE:
            self._full_at[caller] = full_at - step
            raise TooManyReads(limit=self._per_minute, seconds=max(1, ceil(full_at - now - _MINUTE)))
        self._full_at[caller] = full_at
        if len(self._full_at) > self._ENOUGH_TO_TIDY:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Callers whose reads are all there again need no entry."""
        self._full_at = {name: at for name, at in self._full_at.items() if at > now}
