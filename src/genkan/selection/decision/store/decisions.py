"""SQL of decisions."""

import json
from collections.abc import Sequence
from typing import cast

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import canonical_json
from genkan.selection.decision.decision import Decision, DecisionDraft, Measured, Signature
from genkan.selection.decision.exam_result import as_data, result_from
from genkan.selection.decision.store.tables import (
    decision_table,
    draft_table,
    measure_table,
    signature_table,
)
from genkan.storage import insert_once

_FACTS_OF_MEASURES = tuple(each.name for each in measure_table.c if each.name not in {"exam_id", "exam"})


async def draft_of(connection: AsyncConnection, call_id: str, *, lock: bool = False) -> DecisionDraft:
    """The working copy, empty where nobody has begun."""
    query = select(draft_table).where(draft_table.c.call_id == call_id)
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        return DecisionDraft(call_id)
    content = json.loads(row.content)
    return msgspec.convert({**content, "call_id": call_id, "version": row.version}, DecisionDraft)


async def keep_draft(connection: AsyncConnection, draft: DecisionDraft, *, seen: int) -> bool:
    """Write the working copy as the version after ``seen``; False where somebody else was quicker."""
    data = cast("dict[str, object]", msgspec.to_builtins(draft))
    content = {name: data[name] for name in ("minutes", "confidential", "typed_reason", "lines")}
    row = {"call_id": draft.call_id, "version": seen + 1, "content": canonical_json(content)}
    if seen == 0:
        return await insert_once(connection, draft_table, row)
    own = draft_table.update().where(draft_table.c.call_id == draft.call_id, draft_table.c.version == seen)
    return (await connection.execute(own.values(row))).rowcount == 1


async def add_decision(connection: AsyncConnection, decision: Decision) -> bool:
    """Write what is put up for signing; False where another of its revision was quicker."""
    row = {column.name: getattr(decision, column.name) for column in decision_table.c}
    return await insert_once(connection, decision_table, row)


async def latest_decision(connection: AsyncConnection, call_id: str) -> Decision | None:
    """What was put up for signing last."""
    query = select(decision_table).where(decision_table.c.call_id == call_id)
    row = (await connection.execute(query.order_by(decision_table.c.revision.desc()).limit(1))).one_or_none()
    return _decision(row) if row else None


async def decisions_of(connection: AsyncConnection, call_id: str) -> tuple[Decision, ...]:
    """Everything that was put up for signing, the first first."""
    query = select(decision_table).where(decision_table.c.call_id == call_id)
    rows = await connection.execute(query.order_by(decision_table.c.revision))
    return tuple(_decision(row) for row in rows)


async def add_signature(connection: AsyncConnection, signature: Signature) -> bool:
    """Write a signature; False where its position is taken, or the person has signed."""
    row = {column.name: getattr(signature, column.name) for column in signature_table.c}
    return await insert_once(connection, signature_table, row)


async def signatures_of(connection: AsyncConnection, decision_id: str) -> tuple[Signature, ...]:
    """The signatures under a decision."""
    query = select(signature_table).where(signature_table.c.decision_id == decision_id)
    rows = await connection.execute(query.order_by(signature_table.c.position))
    names = [column.name for column in signature_table.c]
    return tuple(Signature(**{name: getattr(row, name) for name in names}) for row in rows)


async def add_measure(connection: AsyncConnection, measured: Measured) -> None:
    """Write a result of a test."""
    exam = measured.exam
    facts = {name: getattr(measured, name) for name in _FACTS_OF_MEASURES}
    told = canonical_json(as_data(exam)) if exam else None
    row = {**facts, "exam_id": exam.exam_id if exam else None, "exam": told}
    await connection.execute(measure_table.insert().values(row))


async def remove_measures(
    connection: AsyncConnection, application_ids: Sequence[str], *, exam_id: str | None
) -> int:
    """Take out what applications had of a sealed test, or what was typed where there is none; how many there were."""
    own = measure_table.c.application_id.in_(application_ids)
    of_exam = measure_table.c.exam_id.is_(None) if exam_id is None else measure_table.c.exam_id == exam_id
    return (await connection.execute(measure_table.delete().where(own, of_exam))).rowcount


async def measures_of(
    connection: AsyncConnection, application_ids: Sequence[str]
) -> dict[str, tuple[Measured, ...]]:
    """The results of tests by application, in the order in which they were taken in."""
    query = select(measure_table).where(measure_table.c.application_id.in_(application_ids))
    found: dict[str, tuple[Measured, ...]] = {}
    for row in await connection.execute(query.order_by(measure_table.c.id)):
        found[row.application_id] = (*found.get(row.application_id, ()), _measured(row))
    return found


def _measured(row: Row[tuple[object, ...]]) -> Measured:
    facts = {name: getattr(row, name) for name in _FACTS_OF_MEASURES}
    return Measured(**facts, exam=result_from(json.loads(row.exam)) if row.exam else None)


def _decision(row: Row[tuple[object, ...]]) -> Decision:
    return Decision(
        id=row.id,
        call_id=row.call_id,
        revision=row.revision,
        at=row.at,
        person_id=row.person_id,
        record=row.record,
        digest=row.digest,
    )
