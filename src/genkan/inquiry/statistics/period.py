"""Whole months in Japan, up to the present one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

SPANS = (3, 6, 12, 24)
USUAL_SPAN = 6
_JAPAN = timezone(timedelta(hours=9), "JST")


@dataclass(frozen=True)
class Months:
    """Months in their order, each as ``2026-11``; ``first`` and ``last`` are days, both included."""

    first: date
    last: date

    @property
    def names(self) -> tuple[str, ...]:
        """Every month of it."""
        began, ended = _number(self.first), _number(self.last)
        return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in range(began, ended + 1))

    @property
    def since(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.first, time(), _JAPAN).astimezone(UTC)


def months_named(span: str, *, today: date) -> Months:
    """So many months up to today, the usual number where it is none of ``SPANS``."""
    count = int(span) if span in map(str, SPANS) else USUAL_SPAN
    began = _number(today) - count + 1
    return Months(date(began // 12, began % 12 + 1, 1), today)


def _number(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1
