"""Which day it is in Japan: laws come into force at midnight there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from genkan.kit import Clock

_JAPAN = ZoneInfo("Asia/Tokyo")


def today(clock: Clock) -> date:
    """The present day in Japan."""
    return day_of(clock())


def day_of(moment: datetime) -> date:
    """The day in Japan on which a moment lies."""
    return moment.astimezone(_JAPAN).date()
