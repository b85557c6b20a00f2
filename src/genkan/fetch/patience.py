"""When a request is worth another attempt, and after how long."""

from genkan.fetch.request import Limits

# What passes by itself: too many requests, a server that starts, is busy, or is out of reach of its gateway.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


def pause_before(attempt: int, *, limits: Limits, asked: float) -> float:
    """Seconds to wait after an attempt, counted from 1: twice as long each time, and at least what the service asks."""
    return min(limits.longest_pause, max(asked, limits.first_pause * 2 ** (attempt - 1)))
