"""Reading everything that the page of the usage shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.usage.counts import UsageCounts
from genkan.gateway.usage.line import UsageLine, UsageRange
from genkan.gateway.usage.store import FirstToken, first_tokens, read_usage

FIRST_TOKEN_DAYS = 7


@dataclass(frozen=True, slots=True)
class Usage:
    """The numbers of a range in the order of what they are of; ``first_tokens`` are of the last seven days, by model."""

    asked: UsageRange
    total: UsageCounts
    days: tuple[UsageLine, ...]
    organisations: tuple[UsageLine, ...]
    apps: tuple[UsageLine, ...]
    models: tuple[UsageLine, ...]
    first_tokens: dict[str, FirstToken]


async def read_whole_usage(connection: AsyncConnection, asked: UsageRange, *, now: datetime) -> Usage:
    """The numbers by day, organisation, app (with its purpose) and model; the table is read twice for all of them."""
    lines = await read_usage(connection, asked, by=("organisation_id", "purpose", "app", "model_name"))
    return Usage(
        asked=asked,
        total=sum((line.counts for line in lines), UsageCounts()),
        days=await read_usage(connection, asked, by=("day",)),
        organisations=_by(lines, 0),
        apps=_by(lines, 1, 2),
        models=_by(lines, 3),
        first_tokens=await first_tokens(
            connection,
            since=now - timedelta(days=FIRST_TOKEN_DAYS),
            organisation_id=asked.organisation_id,
            blind=asked.blind,
        ),
    )


def _by(lines: Iterable[UsageLine], *places: int) -> tuple[UsageLine, ...]:
    """The lines added up by some of what they are of."""
    sums: dict[tuple[str | date, ...], UsageCounts] = defaultdict(UsageCounts)
    for line in lines:
        sums[tuple(line.of[place] for place in places)] += line.counts
    return tuple(UsageLine(of, sums[of]) for of in sorted(sums, key=str))
