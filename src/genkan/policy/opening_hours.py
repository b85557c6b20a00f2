"""The hours in which an organisation lets its people use models, in Japan Standard Time."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from typing import Annotated

import msgspec

_JAPAN = timezone(timedelta(hours=9), "JST")
Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]


class OpeningHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From ``begins`` until before ``ends`` on these weekdays (0 is Monday).

    Where ``ends`` is not after ``begins``, the hours last into the next day; equal times mean the whole day.
    """

    weekdays: frozenset[Weekday]
    begins: time
    ends: time

    def hold(self, now: datetime) -> bool:
        """Whether the moment lies in these hours; raises ``ValueError`` for a moment without time zone."""
        if now.tzinfo is None:
            raise ValueError("a moment without time zone is no moment")
        there = now.astimezone(_JAPAN)
        clock, today, yesterday = there.time(), there.weekday(), (there.weekday() - 1) % 7
        if self.begins < self.ends:
            return today in self.weekdays and self.begins <= clock < self.ends
        began_today = today in self.weekdays and clock >= self.begins
        return began_today or (yesterday in self.weekdays and clock < self.ends)


def is_open(hours: Sequence[OpeningHours], now: datetime | None) -> bool:
    """Whether models may be used now: always where no hours are set, never where the moment is not known."""
    if not hours:
        return True
    return now is not None and any(each.hold(now) for each in hours)
