"""Calls: one metering row each, without any text."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Deployment
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Ask
from genkan.gateway.meter import Measure
from genkan.storage import Moment, metadata

call = Table(
    "call",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("answer_id", String(36), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("person_id", String(36), nullable=False),
    Column("organisation_id", String(36), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("deployment_id", String(36), nullable=False),
    Column("model_id", String(80)),
    Column("build", String(200), nullable=False),
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
)


async def open_call(
    connection: AsyncConnection,
    *,
    call_id: str,
    answer_id: str,
    ask: Ask,
    deployment: Deployment,
    decision: str,
    now: datetime,
) -> None:
    """Write the row of a call before a word leaves."""
    await connection.execute(
        call.insert().values(
            id=call_id,
            answer_id=answer_id,
            at=now,
            person_id=ask.person_id,
            organisation_id=ask.organisation_id,
            purpose=ask.purpose,
            information_class=int(ask.information_class),
            deployment_id=deployment.id,
            model_id=deployment.model_id,
            build=deployment.build,
            decision=decision,
        )
    )


async def close_call(
    connection: AsyncConnection, call_id: str, *, outcome: Outcome, measure: Measure, now: datetime
) -> bool:
    """Write what the call took and how it ended, once; False where it had ended before."""
    result = await connection.execute(
        call.update()
        .where(call.c.id == call_id, call.c.outcome.is_(None))
        .values(
            outcome=outcome,
            input_characters=measure.input_characters,
            output_characters=measure.output_characters,
            input_tokens=measure.input_tokens,
            output_tokens=measure.output_tokens,
            tokens_reported=measure.tokens_reported,
            price_micro_yen=measure.price_micro_yen,
            first_token_at=measure.first_token_at,
            ended_at=now,
        )
    )
    return result.rowcount == 1


async def close_lost_calls(connection: AsyncConnection, answer_id: str, *, now: datetime) -> tuple[str, ...]:
    """End the calls of an answer whose process died; returns their ids."""
    lost = call.c.answer_id == answer_id, call.c.outcome.is_(None)
    result = await connection.execute(
        call.update().where(*lost).values(outcome=Outcome.INTERRUPTED, ended_at=now).returning(call.c.id)
    )
    return tuple(result.scalars())
