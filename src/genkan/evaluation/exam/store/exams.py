"""SQL of tests, their custodians, contestants and grades."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.exam.blueprint import blueprint_of
from genkan.evaluation.exam.document import plan_values
from genkan.evaluation.exam.exam import Custodian, Exam, ExamContestant, ExamPlan, ExamState, Judge
from genkan.evaluation.exam.store.tables import contestant_table, custodian_table, exam_table, grade_table
from genkan.evaluation.graders import Grade, Outcome
from genkan.kit import Clock, canonical_json, new_id, storable

_HEAVY = frozenset({"envelope", "document", "results"})
_COLUMNS = [column for column in exam_table.c if column.name not in _HEAVY]


class GradeRow(NamedTuple):
    """The grade of an answer."""

    question_key: str
    contestant_key: str
    grade: Grade


class _StoredPlan(msgspec.Struct, frozen=True):
    blueprint: dict[str, int]
    system: str
    limit: int
    seconds: int
    concurrency: int
    temperature: float
    allows_burnt: bool


async def add_exam(connection: AsyncConnection, exam: Exam, custodians: Sequence[Custodian]) -> None:
    """Write a new test and who will hold its shares."""
    row = {
        "id": exam.id,
        "organisation_id": exam.organisation_id,
        "title": exam.title,
        "state": exam.state.value,
        "opens_at": exam.opens_at,
        "closes_at": exam.closes_at,
        "made_by": exam.made_by,
        "made_at": exam.made_at,
        "plan": canonical_json(plan_values(exam.plan)),
        "record": "",
        "envelope": "",
        "document": "",
        "results": "",
    }
    await connection.execute(exam_table.insert().values(row))
    rows = [
        {
            "id": each.id,
            "exam_id": exam.id,
            "place": each.place,
            "person_id": each.person_id,
            "public_key": "",
            "part": "",
        }
        for each in custodians
    ]
    await connection.execute(custodian_table.insert(), rows)


async def find_exam(connection: AsyncConnection, exam_id: str, *, organisation_id: str | None) -> Exam | None:
    """The test of an id, if it is the organisation's; None means any."""
    conditions = [exam_table.c.id == storable(exam_id)]
    if organisation_id is not None:
        conditions.append(exam_table.c.organisation_id == organisation_id)
    row = (await connection.execute(select(*_COLUMNS).where(*conditions))).mappings().one_or_none()
    return _exam_of(row) if row else None


async def list_exams(connection: AsyncConnection, organisation_id: str) -> tuple[Exam, ...]:
    """The tests of an organisation, the newest first."""
    query = select(*_COLUMNS).where(exam_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(exam_table.c.made_at.desc(), exam_table.c.id.desc()))
    return tuple(_exam_of(row) for row in rows.mappings())


async def titles_of(connection: AsyncConnection, exam_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and organisation of each test, by id."""
    columns = (exam_table.c.id, exam_table.c.title, exam_table.c.organisation_id)
    rows = await connection.execute(select(*columns).where(exam_table.c.id.in_(exam_ids)))
    return {row.id: (row.title, row.organisation_id) for row in rows}


async def hold_exam(connection: AsyncConnection, exam_id: str) -> None:
    """Let nobody change a test until the end of the transaction; SQLite lets one write at a time anyway."""
    await connection.execute(select(exam_table.c.id).where(exam_table.c.id == exam_id).with_for_update())


async def move_exam(
    connection: AsyncConnection, exam_id: str, *, among: Iterable[ExamState], to: ExamState, **values: object
) -> bool:
    """Bring a test from one of these states to another, with what is written beside; False from any other state."""
    states = [state.value for state in among]
    own = (exam_table.c.id == exam_id, exam_table.c.state.in_(states))
    change = exam_table.update().where(*own).values(state=to.value, **values)
    return (await connection.execute(change)).rowcount == 1


async def keep_task(connection: AsyncConnection, exam_id: str, task_id: str) -> None:
    """Note which marking task a test has."""
    change = exam_table.update().where(exam_table.c.id == exam_id)
    await connection.execute(change.values(marking_task_id=task_id))


async def keep_judge(connection: AsyncConnection, exam_id: str, judge: Judge) -> None:
    """Note which model looks at the open answers of a test beforehand."""
    change = exam_table.update().where(exam_table.c.id == exam_id)
    await connection.execute(change.values(judge=msgspec.json.encode(judge).decode()))


async def envelope_of(connection: AsyncConnection, exam_id: str) -> str:
    """The ciphertext of a test, or empty."""
    return await _text(connection, exam_id, "envelope")


async def document_text(connection: AsyncConnection, exam_id: str) -> str:
    """The document of a test that was opened, or empty."""
    return await _text(connection, exam_id, "document")


async def results_of(connection: AsyncConnection, exam_id: str) -> str:
    """The pack of a test that was published, or empty."""
    return await _text(connection, exam_id, "results")


async def custodians_of(connection: AsyncConnection, exam_id: str) -> tuple[Custodian, ...]:
    """The custodians of a test, by place."""
    query = select(custodian_table).where(custodian_table.c.exam_id == exam_id)
    rows = await connection.execute(query.order_by(custodian_table.c.place))
    return tuple(Custodian(**row) for row in rows.mappings())


async def exams_in_custody(connection: AsyncConnection, person_id: str) -> frozenset[str]:
    """The ids of the tests of which this person holds a share."""
    query = select(custodian_table.c.exam_id).where(custodian_table.c.person_id == person_id)
    return frozenset((await connection.execute(query)).scalars())


async def note_taken(
    connection: AsyncConnection, custodian_id: str, public_key: str, *, at: datetime
) -> None:
    """A custodian has a share now."""
    change = custodian_table.update().where(custodian_table.c.id == custodian_id)
    await connection.execute(change.values(public_key=public_key, taken_at=at))


async def note_brought(connection: AsyncConnection, custodian_id: str, part: str, *, at: datetime) -> None:
    """A custodian has brought a share; ``part`` waits for the others."""
    change = custodian_table.update().where(custodian_table.c.id == custodian_id)
    await connection.execute(change.values(part=part, brought_at=at))


async def forget_parts(connection: AsyncConnection, exam_id: str) -> None:
    """What waited for the other custodian is needed no more."""
    await connection.execute(
        custodian_table.update().where(custodian_table.c.exam_id == exam_id).values(part="")
    )


async def add_contestants(
    connection: AsyncConnection, exam_id: str, contestants: Sequence[ExamContestant], *, clock: Clock
) -> None:
    """Write who takes part."""
    rows = [
        {
            "id": new_id(clock),
            "exam_id": exam_id,
            "key": each.key,
            "deployment_id": each.deployment_id,
            "title": each.title,
            "operator": each.operator,
        }
        for each in contestants
    ]
    await connection.execute(contestant_table.insert(), rows)


async def contestants_of(connection: AsyncConnection, exam_id: str) -> tuple[ExamContestant, ...]:
    """Who takes part, by key."""
    query = select(contestant_table).where(contestant_table.c.exam_id == exam_id)
    rows = await connection.execute(query.order_by(contestant_table.c.key))
    return tuple(
        ExamContestant(key=row.key, deployment_id=row.deployment_id, title=row.title, operator=row.operator)
        for row in rows
    )


async def write_grades(
    connection: AsyncConnection, exam_id: str, grades: Sequence[GradeRow], *, clock: Clock
) -> None:
    """Write the grades of a test in the place of those that there were."""
    await connection.execute(grade_table.delete().where(grade_table.c.exam_id == exam_id))
    rows = [
        {
            "id": new_id(clock),
            "exam_id": exam_id,
            "contestant_key": each.contestant_key,
            "question_key": each.question_key,
            "outcome": each.grade.outcome.value,
            "score": each.grade.score,
            "reason": each.grade.reason,
            "version": each.grade.version,
        }
        for each in grades
    ]
    if rows:
        await connection.execute(grade_table.insert(), rows)


async def grades_of(connection: AsyncConnection, exam_id: str) -> tuple[GradeRow, ...]:
    """Every grade, by question and contestant."""
    query = select(grade_table).where(grade_table.c.exam_id == exam_id)
    rows = await connection.execute(query.order_by(grade_table.c.question_key, grade_table.c.contestant_key))
    return tuple(
        GradeRow(
            row.question_key,
            row.contestant_key,
            Grade(Outcome(row.outcome), row.score, row.reason, row.version),
        )
        for row in rows
    )


async def _text(connection: AsyncConnection, exam_id: str, column: str) -> str:
    query = select(exam_table.c[column]).where(exam_table.c.id == exam_id)
    return (await connection.execute(query)).scalar_one()


def _exam_of(row: RowMapping) -> Exam:
    stored = msgspec.json.decode(row["plan"], type=_StoredPlan)
    plan = ExamPlan(
        blueprint=blueprint_of(stored.blueprint),
        system=stored.system,
        limit=stored.limit,
        seconds=stored.seconds,
        concurrency=stored.concurrency,
        temperature=stored.temperature,
        allows_burnt=stored.allows_burnt,
    )
    judge = msgspec.json.decode(row["judge"], type=Judge) if row["judge"] else None
    values = {**row, "plan": plan, "state": ExamState(row["state"]), "judge": judge}
    return Exam(**cast("dict[str, Any]", values))
