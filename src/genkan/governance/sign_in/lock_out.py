"""How often one may fail: decided from when the failures were."""

from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
LOCK = timedelta(minutes=15)
FAILURES_OF_NAME = 5
# A whole ministry may share one address; a name is protected by its own limit.
FAILURES_OF_ADDRESS = 200
REMEMBERED = WINDOW + LOCK


def locked_until(failures: Sequence[datetime], *, limit: int) -> datetime | None:
    """The end of the lock that ``limit`` failures within fifteen minutes bring; ``failures`` newest first."""
    if len(failures) < limit or failures[0] - failures[limit - 1] > WINDOW:
        return None
    return failures[0] + LOCK


def minutes_left(until: datetime, *, now: datetime) -> int:
    """Whole minutes, at least one, until the lock ends."""
    return max(1, -int((now - until).total_seconds() // 60))
