"""Runs with their questions, as they stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import RowMapping, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.evaluation.running.errors import RunUnknown
from genkan.evaluation.running.plan import RunPlan, Window
from genkan.evaluation.running.question import Question
from genkan.evaluation.running.run import Run, RunState
from genkan.evaluation.running.store.tables import question_table, run_table
from genkan.gateway import Message
from genkan.kit import storable

_Role = Literal["system", "user", "assistant"]


async def add_run(
    connection: AsyncConnection, plan: RunPlan, *, digest: str, total: int, now: datetime
) -> None:
    """Write a run and its questions."""
    task, payload = plan.then or ("", {})
    values: dict[str, object] = {
        "id": plan.id,
        "organisation_id": plan.organisation_id,
        "title": storable(plan.title),
        "state": RunState.RUNNING,
        "repetitions": plan.repetitions,
        "concurrency": plan.concurrency,
        "information_class": int(plan.information_class),
        "parameters": dict(plan.parameters),
        "opens_at": plan.window.opens_at if plan.window else None,
        "closes_at": plan.window.closes_at if plan.window else None,
        "then_task": task,
        "then_payload": dict(payload),
        "results_path": plan.results_path,
        "started_by": plan.started_by,
        "digest": digest,
        "total": total,
        "turn": 0,
        "created_at": now,
    }
    await connection.execute(run_table.insert().values(values))
    rows = [_question_row(plan.id, place, each) for place, each in enumerate(plan.questions)]
    await connection.execute(question_table.insert(), rows)


def _question_row(run_id: str, position: int, question: Question) -> dict[str, object]:
    return {
        "run_id": run_id,
        "key": question.key,
        "position": position,
        "limit": question.limit,
        "seconds": question.seconds,
        "digest": question.digest,
        "messages": [{"role": each.role, "content": storable(each.content)} for each in question.messages],
    }


async def find_run(connection: AsyncConnection, run_id: str, *, lock: bool = False) -> Run:
    """The run; with ``lock`` no other transaction changes it until this one has ended. Raises ``RunUnknown``."""
    query = select(run_table).where(run_table.c.id == storable(run_id))
    query = query.with_for_update() if lock else query
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        raise RunUnknown
    return _run(row)


async def list_runs(
    connection: AsyncConnection, organisation_id: str | None = None, *, limit: int = 50, offset: int = 0
) -> tuple[Run, ...]:
    """The runs of an organisation, or of all, newest first."""
    query = select(run_table).order_by(run_table.c.created_at.desc(), run_table.c.id.desc())
    if organisation_id is not None:
        query = query.where(run_table.c.organisation_id == organisation_id)
    return tuple(
        _run(row) for row in (await connection.execute(query.limit(limit).offset(offset))).mappings()
    )


async def count_runs(connection: AsyncConnection, organisation_id: str) -> int:
    """How many runs an organisation has."""
    query = select(func.count()).where(run_table.c.organisation_id == organisation_id)
    return (await connection.execute(query)).scalar_one()


async def run_titles(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and organisation of runs, by id."""
    query = select(run_table.c.id, run_table.c.title, run_table.c.organisation_id).where(
        run_table.c.id.in_(ids)
    )
    return {row.id: (row.title, row.organisation_id) for row in await connection.execute(query)}


async def set_state(
    connection: AsyncConnection, run_id: str, state: RunState, *, ended_at: datetime | None = None
) -> None:
    """Let the run stand so."""
    await connection.execute(
        run_table.update().where(run_table.c.id == run_id).values(state=state, ended_at=ended_at)
    )


async def close_window(connection: AsyncConnection, run_id: str, *, at: datetime) -> None:
    """Let the window of a run be over from that moment on."""
    await connection.execute(run_table.update().where(run_table.c.id == run_id).values(closes_at=at))


async def next_turn(connection: AsyncConnection, run_id: str) -> int:
    """Count that the run goes on once more."""
    await connection.execute(
        run_table.update().where(run_table.c.id == run_id).values(turn=run_table.c.turn + 1)
    )
    query = select(run_table.c.turn).where(run_table.c.id == run_id)
    return (await connection.execute(query)).scalar_one()


async def read_questions(connection: AsyncConnection, run_id: str) -> dict[str, Question]:
    """The questions of a run by key, in their order."""
    query = (
        select(question_table).where(question_table.c.run_id == run_id).order_by(question_table.c.position)
    )
    return {row["key"]: _question(row) for row in (await connection.execute(query)).mappings()}


def _question(row: RowMapping) -> Question:
    messages = cast("list[dict[str, str]]", row["messages"])
    return Question(
        key=row["key"],
        messages=tuple(Message(cast("_Role", each["role"]), each["content"]) for each in messages),
        limit=row["limit"],
        seconds=row["seconds"],
    )


def _run(row: RowMapping) -> Run:
    opens_at, closes_at = row["opens_at"], row["closes_at"]
    payload = cast("dict[str, object]", row["then_payload"])
    return Run(
        id=row["id"],
        organisation_id=row["organisation_id"],
        title=row["title"],
        state=RunState(row["state"]),
        repetitions=row["repetitions"],
        concurrency=row["concurrency"],
        information_class=InformationClass(row["information_class"]),
        parameters=cast("dict[str, object]", row["parameters"]),
        window=Window(opens_at, closes_at) if opens_at and closes_at else None,
        then=(row["then_task"], payload) if row["then_task"] else None,
        results_path=row["results_path"],
        started_by=row["started_by"],
        digest=row["digest"],
        total=row["total"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
    )
