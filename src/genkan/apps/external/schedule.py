"""When the status of a request is asked for: as the reference host does, for four days."""

from datetime import timedelta

LONGEST_WAIT = timedelta(days=4)
_FIRST_LOOKS = (timedelta(seconds=30), timedelta(seconds=90), timedelta(seconds=390))
_THEN_EVERY = timedelta(minutes=15)


def pause_after(waited: timedelta) -> timedelta:
    """How long to wait for the next look, so long after the request was sent.

    The first looks come 30 seconds, then one minute, then five minutes after one another, all others every 15 minutes.
    """
    for look in _FIRST_LOOKS:
        if waited < look:
            return look - waited
    return _THEN_EVERY


def is_too_late(waited: timedelta) -> bool:
    """Whether nobody has to wait any longer."""
    return waited > LONGEST_WAIT
