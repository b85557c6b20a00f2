"""Usage by day: added up as calls are recorded, so that reading it stays fast. No person is in the table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    case,
    extract,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.ask import Purpose
from genkan.gateway.store.calls import call
from genkan.gateway.usage.counts import UsageCounts, UsageKey
from genkan.gateway.usage.line import HIDDEN_MODEL, UsageLine, UsageRange
from genkan.storage import insert_into, metadata

NEWEST_CALLS = 50_000
_COUNTS = tuple(field.name for field in fields(UsageCounts))

usage_day = Table(
    "usage_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("organisation_id", String(36), primary_key=True),
    Column("purpose", String(20), primary_key=True),
    Column("app", String(80), primary_key=True),
    Column("model_name", String(120), primary_key=True),
    Column("deployment_id", String(36), primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("stopped", Integer, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("estimated_calls", Integer, nullable=False),
    Column("estimated_tokens", BigInteger, nullable=False),
    Column("micro_yen", BigInteger, nullable=False),
    Column("unpriced_calls", Integer, nullable=False),
    Column("first_token_calls", Integer, nullable=False),
    Column("first_token_ms", BigInteger, nullable=False),
)


class FirstToken(NamedTuple):
    """The median time from a call's beginning to its first token, over so many of the newest calls."""

    milliseconds: float
    calls: int


async def add_usage_of_day(connection: AsyncConnection, sums: Mapping[UsageKey, UsageCounts]) -> None:
    """Add to what is counted; the rows are locked in the same order by all."""
    if not sums:
        return
    statement = insert_into(connection, usage_day)
    added = {name: usage_day.c[name] + statement.excluded[name] for name in _COUNTS}
    statement = statement.on_conflict_do_update(index_elements=UsageKey._fields, set_=added)
    await connection.execute(
        statement, [{**key._asdict(), **asdict(counts)} for key, counts in sorted(sums.items(), key=_first)]
    )


async def read_usage(
    connection: AsyncConnection, asked: UsageRange, *, by: Sequence[str]
) -> tuple[UsageLine, ...]:
    """The sums by these columns of the key, in their order."""
    labels = [_shown(name, asked) for name in by]
    sums = [func.sum(usage_day.c[name]) for name in _COUNTS]
    query = select(*labels, *sums).where(*_conditions(asked)).group_by(*labels).order_by(*labels)
    return tuple(
        UsageLine(tuple(row[: len(by)]), UsageCounts(*map(int, row[len(by) :])))
        for row in await connection.execute(query)
    )


async def sum_usage(connection: AsyncConnection, asked: UsageRange) -> UsageCounts:
    """Everything together."""
    sums = [func.coalesce(func.sum(usage_day.c[name]), 0) for name in _COUNTS]
    row = (await connection.execute(select(*sums).where(*_conditions(asked)))).one()
    return UsageCounts(*map(int, row))


async def first_tokens(
    connection: AsyncConnection, *, since: datetime, organisation_id: str | None, blind: bool
) -> dict[str, FirstToken]:
    """The medians by model, over the newest calls since a moment; ``blind`` as in ``UsageRange``."""
    newest = (
        select(call.c.model_name, call.c.organisation_id, call.c.purpose, call.c.at, call.c.first_token_at)
        .where(call.c.at >= since)
        .order_by(call.c.at.desc())
        .limit(NEWEST_CALLS)
        .subquery()
    )
    conditions: list[ColumnElement[bool]] = [newest.c.first_token_at.is_not(None)]
    if organisation_id is not None:
        conditions.append(newest.c.organisation_id == organisation_id)
    if blind:
        conditions.append(newest.c.purpose != Purpose.COMPARISON)
    waits = select(newest.c.model_name, _waited(connection, newest).label("ms")).where(*conditions)
    rows = await connection.execute(_middles(waits.subquery()))
    return {row.model_name: FirstToken(float(row.ms), row.calls) for row in rows}


def _middles(waits: Subquery) -> Select[str, float, int]:
    """For each model the mean of the one or two values in the middle, and how many there are."""
    model, ms = waits.c.model_name, waits.c.ms
    ranked = select(
        model,
        ms,
        func.row_number().over(partition_by=model, order_by=ms).label("place"),
        func.count().over(partition_by=model).label("calls"),
    ).subquery()
    middle = (2 * ranked.c.place).between(ranked.c.calls, ranked.c.calls + 2)
    columns = (func.avg(ranked.c.ms).label("ms"), func.max(ranked.c.calls).label("calls"))
    return select(ranked.c.model_name, *columns).where(middle).group_by(ranked.c.model_name)


def _waited(connection: AsyncConnection, newest: Subquery) -> ColumnElement[Any]:
    """Milliseconds from the beginning to the first token."""
    begin, first = newest.c.at, newest.c.first_token_at
    if connection.dialect.name == "sqlite":
        return (func.julianday(first) - func.julianday(begin)) * 86_400_000
    return extract("epoch", first - begin) * 1000


def _shown(name: str, asked: UsageRange) -> ColumnElement[Any]:
    column = usage_day.c[name]
    if name == "model_name" and asked.blind:
        return case((usage_day.c.purpose == Purpose.COMPARISON, HIDDEN_MODEL), else_=column)
    return column


def _conditions(asked: UsageRange) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [usage_day.c.day.between(asked.first, asked.last)]
    if asked.organisation_id is not None:
        conditions.append(usage_day.c.organisation_id == asked.organisation_id)
    return conditions


def _first(item: tuple[UsageKey, UsageCounts]) -> UsageKey:
    return item[0]
