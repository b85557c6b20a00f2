"""SQL of tasks, their questions and answers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.graders.expectation import RubricLine
from genkan.evaluation.marking.known import KnownAnswer, KnownQuestion
from genkan.evaluation.marking.store.tables import answer_table, question_table, task_table
from genkan.evaluation.marking.task import Task, TaskState
from genkan.kit import storable

Rubric = tuple[RubricLine, ...]


async def add_task(connection: AsyncConnection, task: Task) -> None:
    """Write a task without questions."""
    values = {name: getattr(task, name) for name in task.__slots__}
    values |= {"hidden": json.dumps(task.hidden, ensure_ascii=False), "state": task.state.value}
    await connection.execute(task_table.insert(), values)


async def add_question(connection: AsyncConnection, question: KnownQuestion) -> None:
    """Write a question."""
    rubric = json.dumps([[line.points, line.text] for line in question.rubric], ensure_ascii=False)
    values = {name: getattr(question, name) for name in question.__slots__} | {"rubric": rubric}
    await connection.execute(question_table.insert(), values)


async def add_answers(connection: AsyncConnection, answers: Iterable[KnownAnswer]) -> None:
    """Write answers."""
    rows = [
        {name: getattr(answer, name) for name in answer.__slots__} | {"judged": json.dumps(answer.judged)}
        for answer in answers
    ]
    if rows:
        await connection.execute(answer_table.insert(), rows)


async def find_task(connection: AsyncConnection, task_id: str, *, hold: bool = False) -> Task | None:
    """The task of an id; ``hold``: nobody else changes it until the end of the transaction."""
    query = select(task_table).where(task_table.c.id == storable(task_id))
    query = query.with_for_update() if hold else query
    row = (await connection.execute(query)).mappings().one_or_none()
    return _task(row) if row else None


async def list_tasks(connection: AsyncConnection, *, organisation_id: str) -> tuple[Task, ...]:
    """The tasks of an organisation, the newest first."""
    query = select(task_table).where(task_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(task_table.c.made_at.desc(), task_table.c.id.desc()))
    return tuple(map(_task, rows.mappings()))


async def tasks_with_ids(connection: AsyncConnection, task_ids: Sequence[str]) -> tuple[Task, ...]:
    """Those of the tasks that there are, the newest first."""
    query = select(task_table).where(task_table.c.id.in_(task_ids))
    return tuple(
        map(_task, (await connection.execute(query.order_by(task_table.c.made_at.desc()))).mappings())
    )


async def change_state(connection: AsyncConnection, task: Task, state: TaskState) -> bool:
    """Bring the task into another state; False where somebody else was quicker."""
    changed = await connection.execute(
        task_table.update()
        .where(task_table.c.id == task.id, task_table.c.version == task.version)
        .values(state=state.value, version=task.version + 1)
    )
    return changed.rowcount == 1


async def questions_of(connection: AsyncConnection, task_id: str) -> tuple[KnownQuestion, ...]:
    """The questions of a task in their order."""
    query = select(question_table).where(question_table.c.task_id == task_id)
    return tuple(
        map(_question, (await connection.execute(query.order_by(question_table.c.position))).mappings())
    )


async def answers_of(connection: AsyncConnection, task_id: str) -> tuple[KnownAnswer, ...]:
    """The answers of a task with their texts."""
    query = select(answer_table).where(answer_table.c.task_id == task_id)
    return tuple(map(_answer, (await connection.execute(query.order_by(answer_table.c.id))).mappings()))


async def find_answer(connection: AsyncConnection, answer_id: str) -> tuple[KnownQuestion, KnownAnswer]:
    """An answer with its question; it is there."""
    query = select(answer_table).where(answer_table.c.id == answer_id)
    answer = _answer((await connection.execute(query)).mappings().one())
    asked = select(question_table).where(question_table.c.id == answer.question_id)
    return _question((await connection.execute(asked)).mappings().one()), answer


async def keep_judged(
    connection: AsyncConnection, task_id: str, proposed: Mapping[tuple[str, str], tuple[int, ...]]
) -> None:
    """Keep what a judge model proposed, by the keys of question and answer; no mark and no score."""
    keys = {question.id: question.key for question in await questions_of(connection, task_id)}
    for answer in await answers_of(connection, task_id):
        points = proposed.get((keys[answer.question_id], answer.key))
        if points is not None:
            change = answer_table.update().where(answer_table.c.id == answer.id)
            await connection.execute(change.values(judged=json.dumps(points)))


async def read_judged(connection: AsyncConnection, task_id: str) -> dict[tuple[str, str], tuple[int, ...]]:
    """What a judge model proposed, by the keys of question and answer."""
    keys = {question.id: question.key for question in await questions_of(connection, task_id)}
    return {
        (keys[answer.question_id], answer.key): answer.judged
        for answer in await answers_of(connection, task_id)
        if answer.judged
    }


def _task(row: RowMapping) -> Task:
    read = {"hidden": tuple(json.loads(row["hidden"])), "state": TaskState(row["state"])}
    values: dict[str, Any] = {**row, **read}
    return Task(**values)


def _question(row: RowMapping) -> KnownQuestion:
    rubric = tuple(RubricLine(points, text) for points, text in json.loads(row["rubric"]))
    values: dict[str, Any] = {**row, "rubric": rubric}
    return KnownQuestion(**values)


def _answer(row: RowMapping) -> KnownAnswer:
    values: dict[str, Any] = {**row, "judged": tuple(json.loads(row["judged"]))}
    return KnownAnswer(**values)
