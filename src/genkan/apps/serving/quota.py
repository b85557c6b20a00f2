"""How often a key may run an app that is lent: counted in the records, so that it holds for all replicas together."""

from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.apps.errors import MinuteSpent, MonthSpent, QuotaSpent, QuotaUnfit
from genkan.apps.serving import store
from genkan.apps.serving.served_app import ServedApp

MOST_PER_MINUTE = 6_000
MOST_PER_MONTH = 100_000_000
_JAPAN = ZoneInfo("Asia/Tokyo")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


class Span(StrEnum):
    """What a quota is counted over."""

    MINUTE = "minute"
    MONTH = "month"


class Window(NamedTuple):
    """One minute or month of Japan: its number, which only grows, and when the next begins."""

    number: int
    ends: datetime


def window_at(span: Span, moment: datetime) -> Window:
    """The window in which a moment lies."""
    if span is Span.MINUTE:
        number = int(moment.timestamp()) // 60
        return Window(number, datetime.fromtimestamp((number + 1) * 60, moment.tzinfo))
    month = moment.astimezone(_JAPAN).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    following = (month + timedelta(days=32)).replace(day=1)
    return Window(month.year * 12 + month.month, following)


def check_quota(per_minute: int | None, per_month: int | None) -> None:
    """Raises ``QuotaUnfit`` for a number that is none of requests; None is no bound."""
    bounds = ((per_minute, MOST_PER_MINUTE), (per_month, MOST_PER_MONTH))
    if not all(number is None or 1 <= number <= most for number, most in bounds):
        raise QuotaUnfit(minute=f"{MOST_PER_MINUTE:,}", month=f"{MOST_PER_MONTH:,}")


def read_bound(typed: str) -> int | None:
    """A bound as it was typed, None where nothing was; what is no number fits nothing, and ``check_quota`` refuses it."""
    digits = typed.strip().replace(",", "").translate(_DIGITS)
    if not digits:
        return None
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else 0


async def spend(connection: AsyncConnection, key_id: str, served: ServedApp, *, now: datetime) -> None:
    """Count a request of a key, within a transaction that is rolled back where it is refused. Raises ``QuotaSpent``."""
    bounds: tuple[tuple[Span, int | None, type[QuotaSpent]], ...] = (
        (Span.MINUTE, served.per_minute, MinuteSpent),
        (Span.MONTH, served.per_month, MonthSpent),
    )
    for span, most, problem in bounds:
        if most is None:
            continue
        window = window_at(span, now)
        if not await store.count_use(
            connection, key_id, served.app_id, span=span, window=window.number, most=most
        ):
            raise problem(limit=f"{most:,}", retry_after=max(1, ceil((window.ends - now).total_seconds())))
