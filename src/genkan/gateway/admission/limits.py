"""How many calls may wait for one route, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``waiting`` is calls in the line of one route, ``seconds`` the longest that one of them waits."""

    waiting: int = 1_000
    seconds: float = 60.0
