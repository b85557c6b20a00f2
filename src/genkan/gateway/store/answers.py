"""Answers: what was asked, and the text so far."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

import msgspec
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    bindparam,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.gateway.answer import Answer, AnswerState, Course, Outcome
from genkan.gateway.ask import Ask, Purpose
from genkan.gateway.errors import AnswerUnknown
from genkan.providers import Message, Source
from genkan.storage import Moment, metadata

answer = Table(
    "answer",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), nullable=False, index=True),
    Column("organisation_id", String(36), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("information_class", Integer, nullable=False),
    Column("deployment_id", String(36), nullable=False),
    Column("messages", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("then_task", String(80)),
    Column("then_payload", JSON),
    Column("state", String(12), nullable=False),
    Column("outcome", String(24)),
    Column("text", Text, nullable=False),
    Column("notice", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("stop_asked", Boolean, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("first_token_at", Moment),
    Column("ended_at", Moment),
    Column("place_in_line", Integer),
)

_COURSES = select(
    answer.c.id,
    func.length(answer.c.text).label("characters"),
    answer.c.state,
    answer.c.outcome,
    answer.c.asked_at,
    answer.c.first_token_at,
    answer.c.ended_at,
)


@dataclass(frozen=True)
class Ending:
    """Everything that is known of an answer when it has ended."""

    outcome: Outcome
    text: str
    notice: str
    sentence: str
    next_step: str
    first_token_at: datetime | None
    ended_at: datetime


async def add(connection: AsyncConnection, answer_id: str, ask: Ask, *, now: datetime) -> None:
    """Keep a question whose answer is to be written."""
    then_task, then_payload = ask.then if ask.then else (None, None)
    await connection.execute(
        answer.insert().values(
            id=answer_id,
            person_id=ask.person_id,
            organisation_id=ask.organisation_id,
            purpose=ask.purpose,
            information_class=int(ask.information_class),
            deployment_id=ask.deployment_id,
            messages=[asdict(message) for message in ask.messages],
            sources=[asdict(source) for source in ask.sources],
            parameters=dict(ask.parameters),
            then_task=then_task,
            then_payload=dict(then_payload) if then_payload is not None else None,
            state=AnswerState.WAITING,
            text="",
            notice="",
            sentence="",
            next_step="",
            stop_asked=False,
            asked_at=now,
        )
    )


async def count_open(connection: AsyncConnection, person_id: str) -> int:
    """How many answers a person is waiting for."""
    unfinished = answer.c.person_id == person_id, answer.c.state != AnswerState.ENDED
    query = select(func.count()).select_from(answer).where(*unfinished)
    return (await connection.execute(query)).scalar_one()


async def find(connection: AsyncConnection, answer_id: str) -> Answer:
    """The answer as it stands; raises :class:`AnswerUnknown`."""
    row = (await connection.execute(select(answer).where(answer.c.id == answer_id))).mappings().one_or_none()
    if row is None:
        raise AnswerUnknown
    return _answer(row)


async def find_many(connection: AsyncConnection, answer_ids: Sequence[str]) -> dict[str, Answer]:
    """The answers that exist, by id."""
    rows = await connection.execute(select(answer).where(answer.c.id.in_(answer_ids)))
    return {row["id"]: _answer(row) for row in rows.mappings()}


async def find_courses(connection: AsyncConnection, answer_ids: Sequence[str]) -> dict[str, Course]:
    """How the answers that exist came, by id; their texts stay in the database."""
    rows = await connection.execute(_COURSES.where(answer.c.id.in_(answer_ids)))
    return {
        row.id: Course(
            characters=row.characters,
            state=AnswerState(row.state),
            outcome=Outcome(row.outcome) if row.outcome else None,
            asked_at=row.asked_at,
            first_token_at=row.first_token_at,
            ended_at=row.ended_at,
        )
        for row in rows
    }


async def find_ask(connection: AsyncConnection, answer_id: str) -> Ask:
    """What was asked; raises :class:`AnswerUnknown`."""
    row = (await connection.execute(select(answer).where(answer.c.id == answer_id))).mappings().one_or_none()
    if row is None:
        raise AnswerUnknown
    return _ask(row)


async def begin(connection: AsyncConnection, answer_id: str) -> bool:
    """Mark as being written; False where it has ended or been forgotten."""
    result = await connection.execute(
        answer.update()
        .where(answer.c.id == answer_id, answer.c.state != AnswerState.ENDED)
        .values(state=AnswerState.WRITING)
    )
    return result.rowcount == 1


async def move(connection: AsyncConnection, answer_id: str, deployment_id: str) -> None:
    """Another deployment answers than the one that was asked."""
    await connection.execute(
        answer.update().where(answer.c.id == answer_id).values(deployment_id=deployment_id)
    )


async def keep_texts(connection: AsyncConnection, texts: Mapping[str, str]) -> None:
    """Keep the text so far of answers that are being written."""
    for answer_id, text in texts.items():
        await connection.execute(
            answer.update()
            .where(answer.c.id == answer_id, answer.c.state == AnswerState.WRITING)
            .values(text=text)
        )


async def keep_places(connection: AsyncConnection, places: Mapping[str, int]) -> None:
    """Keep how many are served up to and including answers that wait for their models, 0 for those being served."""
    if not places:
        return
    mine = answer.c.id == bindparam("kept_id"), answer.c.state == AnswerState.WRITING
    rows = [{"kept_id": answer_id, "place": place} for answer_id, place in sorted(places.items())]
    await connection.execute(answer.update().where(*mine).values(place_in_line=bindparam("place")), rows)


async def end(connection: AsyncConnection, answer_id: str, ending: Ending) -> bool:
    """End an answer once; False where it had ended before."""
    result = await connection.execute(
        answer.update()
        .where(answer.c.id == answer_id, answer.c.state != AnswerState.ENDED)
        .values(state=AnswerState.ENDED, place_in_line=None, **asdict(ending))
    )
    return result.rowcount == 1


async def ask_to_stop(connection: AsyncConnection, answer_id: str) -> None:
    """Leave word, for whichever process writes the answer, to stop."""
    await connection.execute(answer.update().where(answer.c.id == answer_id).values(stop_asked=True))


async def asked_to_stop(connection: AsyncConnection, answer_ids: Sequence[str]) -> frozenset[str]:
    """Those of the answers that somebody asked to stop, or deleted with their conversation."""
    wanted = select(answer.c.id).where(answer.c.id.in_(answer_ids), answer.c.stop_asked.is_(False))
    return frozenset(answer_ids) - frozenset((await connection.execute(wanted)).scalars())


async def delete(connection: AsyncConnection, answer_ids: Sequence[str]) -> None:
    """Delete questions and answers; the metering rows and the ledger stay, and hold no text."""
    await connection.execute(answer.delete().where(answer.c.id.in_(answer_ids)))


def _answer(columns: RowMapping) -> Answer:
    return Answer(
        id=columns["id"],
        deployment_id=columns["deployment_id"],
        state=AnswerState(columns["state"]),
        outcome=Outcome(columns["outcome"]) if columns["outcome"] else None,
        text=columns["text"],
        sources=msgspec.convert(columns["sources"], tuple[Source, ...]),
        notice=columns["notice"],
        sentence=columns["sentence"],
        next_step=columns["next_step"],
        asked_at=columns["asked_at"],
        first_token_at=columns["first_token_at"],
        ended_at=columns["ended_at"],
        place_in_line=columns["place_in_line"] or 0,
    )


def _ask(columns: RowMapping) -> Ask:
    then = (columns["then_task"], cast("Mapping[str, object]", columns["then_payload"]))
    return Ask(
        person_id=columns["person_id"],
        organisation_id=columns["organisation_id"],
        purpose=Purpose(columns["purpose"]),
        information_class=InformationClass(columns["information_class"]),
        deployment_id=columns["deployment_id"],
        messages=msgspec.convert(columns["messages"], tuple[Message, ...]),
        sources=msgspec.convert(columns["sources"], tuple[Source, ...]),
        parameters=columns["parameters"],
        then=then if columns["then_task"] else None,
    )
