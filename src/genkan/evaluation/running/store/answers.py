"""The answers of runs: claimed before they are asked for, and never changed once they are over."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, RowMapping, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.running.answer import Answer, AnswerState
from genkan.evaluation.running.order import Slot
from genkan.evaluation.running.progress import LaneCount
from genkan.evaluation.running.store.tables import answer_table

_CHUNK = 1_000
_OVER = (AnswerState.ANSWERED, AnswerState.FAILED)
_KEPT = (
    "state",
    "attempt",
    "earlier",
    "outcome",
    "sentence",
    "model",
    "build",
    "call_id",
    "asked_at",
    "answered_at",
    "seconds_to_first_token",
    "seconds",
    "characters",
    "input_tokens",
    "output_tokens",
    "micro_yen",
    "masked",
    "digest",
    "text",
)


class Claim(NamedTuple):
    """A question that a lane is going to ask."""

    lane: str
    run_id: str
    place: int
    attempt: int


class Kept(NamedTuple):
    """What a lane has to write about a question that it asked; ``answer`` says everything."""

    lane: str
    place: int
    answer: Answer


async def add_slots(connection: AsyncConnection, run_id: str, slots: Sequence[Slot]) -> None:
    """Write every answer as one that waits."""
    rows = [_new_row(run_id, place, slot) for place, slot in enumerate(slots)]
    for start in range(0, len(rows), _CHUNK):
        await connection.execute(answer_table.insert(), rows[start : start + _CHUNK])


async def read_answers(connection: AsyncConnection, run_id: str) -> tuple[Answer, ...]:
    """Every answer of a run in the order of its questions, also those that wait or have failed."""
    query = select(answer_table).where(answer_table.c.run_id == run_id).order_by(answer_table.c.place)
    return tuple(answer_of(row) for row in (await connection.execute(query)).mappings())


async def read_open(
    connection: AsyncConnection, run_id: str, contestant_key: str
) -> tuple[tuple[int, Answer], ...]:
    """The answers of a contestant that are not over, with their places, in their order."""
    query = (
        select(answer_table)
        .where(
            answer_table.c.run_id == run_id,
            answer_table.c.contestant_key == contestant_key,
            answer_table.c.state.not_in(_OVER),
        )
        .order_by(answer_table.c.place)
    )
    return tuple((row["place"], answer_of(row)) for row in (await connection.execute(query)).mappings())


async def claim(connection: AsyncConnection, claims: Sequence[Claim], *, now: datetime) -> None:
    """Mark questions as asked. Raises ``RuntimeError`` where one of them does not wait."""
    changed = await connection.execute(
        answer_table.update()
        .where(
            answer_table.c.run_id == bindparam("of_run"),
            answer_table.c.place == bindparam("at_place"),
            answer_table.c.state == AnswerState.WAITING,
        )
        .values(
            state=AnswerState.ASKED,
            claim=bindparam("lane"),
            attempt=bindparam("times"),
            asked_at=bindparam("now"),
        ),
        [
            {
                "of_run": each.run_id,
                "at_place": each.place,
                "lane": each.lane,
                "times": each.attempt,
                "now": now,
            }
            for each in claims
        ],
    )
    if changed.rowcount != len(claims):
        raise RuntimeError("a question was claimed that does not wait")


async def keep(connection: AsyncConnection, kept: Iterable[Kept]) -> None:
    """Write what came of questions that these lanes asked; what another lane took over meanwhile stays as it is."""
    await connection.execute(
        answer_table.update()
        .where(
            answer_table.c.run_id == bindparam("of_run"),
            answer_table.c.place == bindparam("at_place"),
            answer_table.c.claim == bindparam("lane"),
            answer_table.c.state == AnswerState.ASKED,
        )
        .values({name: bindparam(f"new_{name}") for name in _KEPT}),
        [
            {"of_run": each.answer.run_id, "at_place": each.place, "lane": each.lane, **_new(each.answer)}
            for each in kept
        ],
    )


async def settle(connection: AsyncConnection, settled: Sequence[tuple[int, Answer]]) -> None:
    """Write answers of a contestant that nobody else works on, whoever asked them."""
    if not settled:
        return
    await connection.execute(
        answer_table.update()
        .where(
            answer_table.c.run_id == bindparam("of_run"),
            answer_table.c.place == bindparam("at_place"),
            answer_table.c.state != AnswerState.ANSWERED,
            answer_table.c.state != AnswerState.FAILED,
        )
        .values({name: bindparam(f"new_{name}") for name in _KEPT}),
        [{"of_run": answer.run_id, "at_place": place, **_new(answer)} for place, answer in settled],
    )


async def count_lanes(connection: AsyncConnection, run_id: str) -> dict[str, LaneCount]:
    """The answers of each contestant in numbers."""
    columns = answer_table.c
    query = (
        select(
            columns.contestant_key,
            func.count().label("total"),
            _number_in(AnswerState.ANSWERED).label("answered"),
            _number_in(AnswerState.FAILED).label("failed"),
            _number_in(AnswerState.ASKED).label("asked"),
            func.sum(case((columns.attempt > 1, 1), else_=0)).label("again"),
            func.avg(case((columns.state == AnswerState.ANSWERED, columns.seconds))).label("seconds"),
            func.coalesce(func.sum(columns.micro_yen), 0).label("micro_yen"),
            func.sum(
                case((columns.micro_yen.is_(None) & (columns.state == AnswerState.ANSWERED), 1), else_=0)
            ).label("unpriced"),
        )
        .where(columns.run_id == run_id)
        .group_by(columns.contestant_key)
    )
    return {row["contestant_key"]: _count(row) for row in (await connection.execute(query)).mappings()}


async def count_outcomes(connection: AsyncConnection, run_id: str) -> dict[str, dict[str, int]]:
    """How often each contestant's answers ended how, of those that are over."""
    columns = answer_table.c
    query = (
        select(columns.contestant_key, columns.outcome, func.count().label("count"))
        .where(columns.run_id == run_id, columns.state.in_(_OVER))
        .group_by(columns.contestant_key, columns.outcome)
        .order_by(columns.outcome)
    )
    counts: dict[str, dict[str, int]] = {}
    for key, outcome, count in await connection.execute(query):
        counts.setdefault(key, {})[outcome] = count
    return counts


async def count_done(connection: AsyncConnection, run_ids: Sequence[str]) -> dict[str, int]:
    """How many answers of each run are over."""
    query = (
        select(answer_table.c.run_id, func.count().label("done"))
        .where(answer_table.c.run_id.in_(run_ids), answer_table.c.state.in_(_OVER))
        .group_by(answer_table.c.run_id)
    )
    return {row.run_id: row.done for row in await connection.execute(query)}


def answer_of(row: RowMapping) -> Answer:
    """The answer that a row holds."""
    return Answer(
        run_id=row["run_id"],
        question_key=row["question_key"],
        contestant_key=row["contestant_key"],
        repetition=row["repetition"],
        state=AnswerState(row["state"]),
        **{name: row[name] for name in _KEPT if name != "state"},
    )


def _new(answer: Answer) -> dict[str, object]:
    return {f"new_{name}": getattr(answer, name) for name in _KEPT}


def _new_row(run_id: str, place: int, slot: Slot) -> dict[str, object]:
    answer = Answer(
        run_id=run_id,
        question_key=slot.question_key,
        contestant_key=slot.contestant_key,
        repetition=slot.repetition,
        state=AnswerState.WAITING,
    )
    kept = {name: getattr(answer, name) for name in _KEPT}
    return {**slot._asdict(), "run_id": run_id, "place": place, "claim": "", **kept}


def _number_in(state: AnswerState) -> ColumnElement[int]:
    return func.sum(case((answer_table.c.state == state, 1), else_=0))


def _count(row: RowMapping) -> LaneCount:
    seconds = row["seconds"]
    return LaneCount(
        key=row["contestant_key"],
        total=row["total"],
        answered=row["answered"],
        failed=row["failed"],
        asked=row["asked"],
        again=row["again"],
        seconds=None if seconds is None else float(seconds),
        micro_yen=int(row["micro_yen"]),
        unpriced=row["unpriced"],
    )
