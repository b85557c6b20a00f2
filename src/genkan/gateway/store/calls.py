"""Calls: one metering row each, without any text."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, func, select, text
from sqlalchemy.exc import DataError
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import Moment, metadata

_OF_DAY_AND_TIME = len("2026-01-01 00:00:00.000000")
UNFIT = (OverflowError, UnicodeError, DataError)

call = Table(
    "call",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("answer_id", String(36)),
    Column("at", Moment, nullable=False, index=True),
    Column("person_id", String(36), nullable=False),
    Column("organisation_id", String(36), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("deployment_id", String(36), nullable=False),
    Column("model_id", String(80)),
    Column("build", String(300), nullable=False),
    Column("decision", String(40), nullable=False),
    Column("outcome", String(24)),
    Column("input_characters", Integer),
    Column("output_characters", Integer),
    Column("input_tokens", Integer),
    Column("output_tokens", Integer),
    Column("tokens_reported", Boolean),
    Column("price_micro_yen", BigInteger),
    Column("first_token_at", Moment),
    Column("ended_at", Moment),
    Column("model_name", String(120), nullable=False),
    Column("app", String(80), nullable=False),
    Column("api_key_id", String(36)),
    Column("fallback_from", String(120)),
    Column("batch_id", String(36), index=True),
    Index("ix_call_api_key_id_at", "api_key_id", "at"),
    Index(
        "ix_call_answer_id",
        "answer_id",
        sqlite_where=text("answer_id IS NOT NULL"),
        postgresql_where=text("answer_id IS NOT NULL"),
    ),
)


class Metered(NamedTuple):
    """What the calls of one answer took: tokens, and the price in millionths of a yen, None where none is known.

    Tokens that no endpoint ``reported`` are estimated as one for each character.
    """

    input_tokens: int
    output_tokens: int
    reported: bool
    micro_yen: int | None


async def add_calls(
    connection: AsyncConnection, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> None:
    """Write the rows of calls that have ended, each with the values of ``columns`` in their order."""
    if connection.dialect.name != "sqlite":
        await connection.execute(call.insert(), [dict(zip(columns, row, strict=True)) for row in rows])
        return
    moments = [place for place, name in enumerate(columns) if isinstance(call.c[name].type, Moment)]
    values = [_sqlite_values(row, moments=moments) for row in rows]
    await connection.exec_driver_sql(_sqlite_insert(columns), values)


@cache
def _sqlite_insert(columns: tuple[str, ...]) -> str:
    """The statement as the driver takes it: preparing each row in Python would cost more than writing it."""
    named = ", ".join(f'"{call.c[name].name}"' for name in columns)
    return f'INSERT INTO "{call.name}" ({named}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 - our own names


def _sqlite_values(row: tuple[object, ...], *, moments: Sequence[int]) -> tuple[object, ...]:
    """The values with moments as ``Moment`` stores them."""
    values = list(row)
    for place in moments:
        moment = values[place]
        if isinstance(moment, datetime):
            values[place] = moment.astimezone(UTC).isoformat(" ", "microseconds")[:_OF_DAY_AND_TIME]
    return tuple(values)


async def existing(connection: AsyncConnection, call_ids: Sequence[str]) -> set[str]:
    """Those of the ids that have a row."""
    query = select(call.c.id).where(call.c.id.in_(call_ids))
    return set((await connection.execute(query)).scalars())


async def metered_of(connection: AsyncConnection, answer_id: str) -> Metered | None:
    """What the calls of an answer took in all; None where no call of it is in the records."""
    columns = call.c.input_tokens, call.c.output_tokens, call.c.tokens_reported, call.c.price_micro_yen
    rows = (await connection.execute(select(*columns).where(call.c.answer_id == answer_id))).all()
    if not rows:
        return None
    prices = [row.price_micro_yen for row in rows if row.price_micro_yen is not None]
    return Metered(
        input_tokens=sum(row.input_tokens or 0 for row in rows),
        output_tokens=sum(row.output_tokens or 0 for row in rows),
        reported=all(row.tokens_reported for row in rows),
        micro_yen=sum(prices) if prices else None,
    )


async def last_uses(connection: AsyncConnection, key_ids: Sequence[str]) -> dict[str, datetime]:
    """When each of the API keys was used last; a key that never was is left out."""
    chosen = call.c.api_key_id.in_(key_ids)
    query = select(call.c.api_key_id, func.max(call.c.at)).where(chosen).group_by(call.c.api_key_id)
    return {row[0]: row[1] for row in await connection.execute(query)}
