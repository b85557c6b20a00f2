"""The circuit breaker of one deployment: stops asking an endpoint that fails, and finds out when it is well again.

Pure: the present moment, in seconds of a clock that never goes back, is passed in.
"""

from dataclasses import dataclass
from enum import StrEnum


class BreakerState(StrEnum):
    """Closed lets calls pass; open refuses them; half-open lets one call find out."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerRules:
    """When a breaker opens and for how long.

    It opens after ``consecutive`` failures, or where at least ``failing_share`` of ``enough_calls`` or more calls
    within ``window`` seconds failed. It stays open for ``pause`` seconds, doubled after each failed probe up to
    ``longest_pause``.
    """

    consecutive: int = 5
    failing_share: float = 0.5
    enough_calls: int = 20
    window: float = 30.0
    pause: float = 5.0
    longest_pause: float = 120.0


class Breaker:
    """Learns how calls ended. ``closed`` is true while calls pass freely."""

    __slots__ = (
        "_calls",
        "_failures",
        "_in_a_row",
        "_opens",
        "_pause",
        "_probing",
        "_rules",
        "_window_ends",
        "closed",
    )

    def __init__(self, rules: BreakerRules) -> None:
        self._rules = rules
        self._pause = rules.pause
        self._opens = 0.0
        self._probing = False
        self._in_a_row = 0
        self._open_window(0.0)
        self.closed = True

    def admits(self, now: float) -> bool:
        """Whether a call may go; where the pause is over, a single one may."""
        return self.closed or (now >= self._opens and not self._probing)

    def enter(self) -> bool:
        """Count a call that goes; true where it is the probe that finds out."""
        if self.closed:
            return False
        self._probing = True
        return True

    def state(self, now: float) -> BreakerState:
        """Where the breaker stands."""
        if self.closed:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self.refuses_for(now) else BreakerState.HALF_OPEN

    def refuses_for(self, now: float) -> float:
        """Seconds until a call may find out; 0 where one may now, or is out."""
        return 0.0 if self.closed or self._probing else max(0.0, self._opens - now)

    def learn(self, *, failed: bool | None, probe: bool, now: float) -> None:
        """Take in how a call ended; ``None`` where it ended for another reason and tells nothing."""
        if probe:
            self._learn_from_probe(failed, now)
        elif failed is not None and self.closed:
            if now > self._window_ends:
                self._open_window(now)
            self._calls += 1
            if failed:
                self._count_failure(now)
            else:
                self._in_a_row = 0

    def _learn_from_probe(self, failed: bool | None, now: float) -> None:
        self._probing = False
        if failed is None:
            return
        if failed:
            self._pause = min(2 * self._pause, self._rules.longest_pause)
            self._opens = now + self._pause
        else:
            self._pause = self._rules.pause
            self.closed = True
            self._in_a_row = 0
            self._open_window(now)

    def _count_failure(self, now: float) -> None:
        self._in_a_row += 1
        self._failures += 1
        if self._is_too_much():
            self.closed = False
            self._opens = now + self._pause

    def _is_too_much(self) -> bool:
        rules = self._rules
        often = self._calls >= rules.enough_calls and self._failures >= rules.failing_share * self._calls
        return often or self._in_a_row >= rules.consecutive

    def _open_window(self, now: float) -> None:
        self._calls = self._failures = 0
        self._window_ends = now + self._rules.window
