"""Reading and writing audits, marks and conflicts of interest."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, RowMapping, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.audit.audit import PUBLIC_CLASS, Audit, Waiting
from genkan.trial.audit.concealing import AuditCopy, ShownSource
from genkan.trial.audit.mark import AuditMark, AuditState, Findings
from genkan.trial.audit.store.tables import trial_audit_table, trial_conflict_table, trial_mark_table
from genkan.trial.consent.store import agrees_now, has_agreed, texts_in_force
from genkan.trial.protocol import GOING_ON, TrialState
from genkan.trial.protocol.store.tables import trial_table

_AT_WORK = (AuditState.OPEN.value, AuditState.DECIDING.value)
_NOTHING: Mapping[str, object] = {"question": "", "text": "", "sources": ()}


async def add_audit(connection: AsyncConnection, audit: Audit) -> bool:
    """Put an answer into the queue; False where it stands there."""
    row = {name: value for name, value in vars(audit).items() if name != "copy"}
    texts = msgspec.to_builtins(audit.copy)
    return await insert_once(connection, trial_audit_table, {**row, "state": audit.state.value, **texts})


async def find_audit(connection: AsyncConnection, audit_id: str, *, to_change: bool = False) -> Audit | None:
    """The audit with this id, whoever may see it; other writers wait where it is ``to_change``."""
    statement = select(trial_audit_table).where(trial_audit_table.c.id == audit_id)
    statement = statement.with_for_update() if to_change else statement
    row = (await connection.execute(statement)).mappings().one_or_none()
    return _audit(row) if row else None


async def waiting_for(
    connection: AsyncConnection, person_id: str, *, organisation_id: str, limit: int
) -> tuple[Waiting, ...]:
    """The oldest answers that this marker may mark or decide now.

    Not the own ones, none of an arm of interest, none marked before, none of who does not agree any more, and of trials
    that are not published.
    """
    audit = trial_audit_table.c
    statement = (
        select(audit.id, audit.state)
        .where(*_at_work(await texts_in_force(connection)), *_open_to(person_id, organisation_id))
        .order_by(audit.added_at, audit.id)
        .limit(limit)
    )
    rows = await connection.execute(statement)
    return tuple(Waiting(id=row.id, decides=row.state == AuditState.DECIDING.value) for row in rows)


async def is_at_work(connection: AsyncConnection, audit_id: str) -> bool:
    """Whether an answer is in the queue of a trial that is not published, and who asked agrees to take part."""
    at_work = _at_work(await texts_in_force(connection))
    statement = select(trial_audit_table.c.id).where(trial_audit_table.c.id == audit_id, *at_work)
    return (await connection.execute(statement)).scalar_one_or_none() is not None


async def add_mark(connection: AsyncConnection, mark: AuditMark) -> bool:
    """Write a mark; False where this person marked the answer before."""
    row = {
        "audit_id": mark.audit_id,
        "marker_id": mark.marker_id,
        **mark.findings._asdict(),
        "comment": mark.comment,
        "decides": mark.decides,
        "at": mark.at,
    }
    return await insert_once(connection, trial_mark_table, row)


async def marks_of(connection: AsyncConnection, audit_ids: Sequence[str]) -> dict[str, tuple[AuditMark, ...]]:
    """The marks of each answer, the first one first; every answer has an entry."""
    table = trial_mark_table
    statement = select(table).where(table.c.audit_id.in_(audit_ids)).order_by(table.c.at, table.c.marker_id)
    found: dict[str, tuple[AuditMark, ...]] = dict.fromkeys(audit_ids, ())
    for row in (await connection.execute(statement)).mappings():
        found[row["audit_id"]] += (_mark(row),)
    return found


async def marks_of_trial(connection: AsyncConnection, trial_id: str) -> dict[str, tuple[AuditMark, ...]]:
    """The marks of a whole trial by audit."""
    audit = trial_audit_table.c
    statement = (
        select(trial_mark_table)
        .join(trial_audit_table, audit.id == trial_mark_table.c.audit_id)
        .where(audit.trial_id == trial_id)
        .order_by(audit.id, trial_mark_table.c.at, trial_mark_table.c.marker_id)
    )
    found: dict[str, tuple[AuditMark, ...]] = {}
    for row in (await connection.execute(statement)).mappings():
        found[row["audit_id"]] = (*found.get(row["audit_id"], ()), _mark(row))
    return found


async def move(connection: AsyncConnection, audit_id: str, state: AuditState) -> None:
    """Bring an audit into another state; one that is over loses its texts."""
    over = state in (AuditState.DECIDED, AuditState.WITHDRAWN)
    values: dict[str, object] = {"state": state.value, **(_NOTHING if over else {})}
    await connection.execute(
        update(trial_audit_table).where(trial_audit_table.c.id == audit_id).values(values)
    )


async def withdraw_answers(connection: AsyncConnection, answer_ids: Sequence[str]) -> None:
    """Take answers out of the queue with their texts, for instance because their conversation was deleted."""
    await _withdraw(connection, trial_audit_table.c.answer_id.in_(answer_ids))


async def withdraw_stale(connection: AsyncConnection, *, before: datetime) -> None:
    """Take out of the queue what waits since before a moment, and the answers of who withdrew.

    The answers of who is asked anew, because the text changed, wait for the reply; meanwhile nobody sees them.
    """
    audit = trial_audit_table.c
    withdrew = ~has_agreed(audit.trial_id, audit.asker_id)
    await _withdraw(connection, or_(audit.added_at < before, withdrew))


async def counts_of(connection: AsyncConnection, trial_id: str) -> Mapping[AuditState, int]:
    """How many answers of a trial stand where."""
    audit = trial_audit_table.c
    statement = select(audit.state, func.count()).where(audit.trial_id == trial_id).group_by(audit.state)
    found = {row[0]: row[1] for row in await connection.execute(statement)}
    return {state: found.get(state.value, 0) for state in AuditState}


async def add_conflict(
    connection: AsyncConnection, trial_id: str, person_id: str, *, arm: str, declared_by: str, at: datetime
) -> bool:
    """Note an interest of a marker in an arm; False where it is noted."""
    row = {
        "trial_id": trial_id,
        "person_id": person_id,
        "arm": arm,
        "declared_by": declared_by,
        "at": at,
    }
    return await insert_once(connection, trial_conflict_table, row)


async def conflicts_of(connection: AsyncConnection, trial_id: str) -> tuple[tuple[str, str], ...]:
    """The interests of a trial: a person's id and the name of an arm."""
    table = trial_conflict_table.c
    statement = select(table.person_id, table.arm).where(table.trial_id == trial_id)
    rows = await connection.execute(statement.order_by(table.arm, table.person_id))
    return tuple((row.person_id, row.arm) for row in rows)


async def has_conflict(connection: AsyncConnection, trial_id: str, person_id: str, *, arm: str) -> bool:
    """Whether a marker has an interest in an arm."""
    table = trial_conflict_table.c
    statement = select(table.arm).where(
        table.trial_id == trial_id, table.person_id == person_id, table.arm == arm
    )
    return (await connection.execute(statement)).first() is not None


def _at_work(texts: Mapping[str, str]) -> tuple[ColumnElement[bool], ...]:
    """Answers in the queue of a trial whose results are not published, of who agrees to the text in force."""
    audit, trial = trial_audit_table.c, trial_table.c
    goes_on = exists().where(
        trial.id == audit.trial_id, trial.state.in_([*GOING_ON, TrialState.CLOSED.value])
    )
    agreed = agrees_now(audit.trial_id, audit.asker_id, texts=texts)
    return (audit.state.in_(_AT_WORK), goes_on, agreed)


def _open_to(person_id: str, organisation_id: str) -> tuple[ColumnElement[bool], ...]:
    audit = trial_audit_table.c
    marked = and_(trial_mark_table.c.audit_id == audit.id, trial_mark_table.c.marker_id == person_id)
    conflict = and_(
        trial_conflict_table.c.trial_id == audit.trial_id,
        trial_conflict_table.c.arm == audit.arm,
        trial_conflict_table.c.person_id == person_id,
    )
    return (
        audit.asker_id != person_id,
        or_(audit.information_class <= PUBLIC_CLASS, audit.organisation_id == organisation_id),
        ~exists().where(marked),
        ~exists().where(conflict),
    )


async def _withdraw(connection: AsyncConnection, condition: ColumnElement[bool]) -> None:
    chosen = update(trial_audit_table).where(trial_audit_table.c.state.in_(_AT_WORK), condition)
    await connection.execute(chosen.values({"state": AuditState.WITHDRAWN.value, **_NOTHING}))


def _audit(row: RowMapping) -> Audit:
    sources = msgspec.convert(row["sources"], tuple[ShownSource, ...])
    texts = {"question", "text", "sources", "state"}
    return Audit(
        **{column.name: row[column.name] for column in trial_audit_table.c if column.name not in texts},
        copy=AuditCopy(row["question"], row["text"], sources),
        state=AuditState(row["state"]),
    )


def _mark(row: RowMapping) -> AuditMark:
    return AuditMark(
        audit_id=row["audit_id"],
        marker_id=row["marker_id"],
        findings=Findings(row["correct"], row["source_right"], row["usable"], row["harmful"]),
        comment=row["comment"],
        decides=row["decides"],
        at=row["at"],
    )
