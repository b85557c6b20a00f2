"""Audits, marks and interests: what was found stays, and loses asker, marker, texts and comments."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.audit.mark import AuditState
from genkan.trial.audit.store.tables import trial_audit_table, trial_conflict_table, trial_mark_table
from genkan.trial.forgetting.scope import Scope

_AT_WORK = (AuditState.OPEN.value, AuditState.DECIDING.value)


async def forget_audits(connection: AsyncConnection, scope: Scope, *, limit: int) -> int:
    """Take from some audits who asked, and every text and comment; those at work leave the queue. How many."""
    audit = trial_audit_table.c
    known = [audit.trial_id == scope.trial_id, audit.asker_id.is_not(None)]
    if scope.person_id is not None:
        known.append(audit.asker_id == scope.person_id)
    if scope.before is not None:
        known.append(audit.added_at < scope.before)
    some = select(audit.id).where(*known).order_by(audit.id).limit(limit)
    ids = (await connection.execute(some)).scalars().all()
    if ids:
        await _blank(connection, ids)
    return len(ids)


async def forget_marks(
    connection: AsyncConnection, scope: Scope, *, name: Callable[[str], str], limit: int
) -> int:
    """Give markers a ``name`` that leads to nobody, on marks of the person or before the moment; how many marks.

    Of an answer that is still in the queue nothing is taken: its markers must not mark it again.
    """
    mark, audit = trial_mark_table.c, trial_audit_table.c
    own: list[ColumnElement[bool]] = [mark.marker_id.not_like("m-%")]
    if scope.person_id is not None:
        own.append(mark.marker_id == scope.person_id)
    if scope.before is not None:
        own += [mark.at < scope.before, audit.state.not_in(_AT_WORK)]
    some = (
        select(mark.audit_id, mark.marker_id)
        .join(trial_audit_table, audit.id == mark.audit_id)
        .where(audit.trial_id == scope.trial_id, *own)
        .order_by(mark.marker_id, mark.audit_id)
        .limit(limit)
    )
    found = (await connection.execute(some)).all()
    by_marker: dict[str, list[str]] = {}
    for row in found:
        by_marker.setdefault(row.marker_id, []).append(row.audit_id)
    for marker, audits in by_marker.items():
        own_marks = mark.marker_id == marker, mark.audit_id.in_(audits)
        renamed = update(trial_mark_table).where(*own_marks).values(marker_id=name(marker), comment="")
        await connection.execute(renamed)
    return len(found)


async def forget_conflicts(connection: AsyncConnection, scope: Scope) -> int:
    """Delete the interests of the person, or all from before the moment once nothing waits to be marked; how many."""
    table = trial_conflict_table.c
    gone: ColumnElement[bool] = table.trial_id == scope.trial_id
    if scope.person_id is not None:
        gone = and_(gone, or_(table.person_id == scope.person_id, table.declared_by == scope.person_id))
    elif not scope.over or scope.before is None:
        return 0
    else:
        audit = trial_audit_table.c
        waits = exists().where(audit.trial_id == scope.trial_id, audit.state.in_(_AT_WORK))
        gone = and_(gone, table.at < scope.before, ~waits)
    return (await connection.execute(delete(trial_conflict_table).where(gone))).rowcount


async def _blank(connection: AsyncConnection, ids: Sequence[str]) -> None:
    audit = trial_audit_table.c
    texts: dict[str, object] = {"asker_id": None, "question": "", "text": "", "sources": ()}
    own = audit.id.in_(ids)
    await connection.execute(
        update(trial_audit_table)
        .where(own, audit.state.in_(_AT_WORK))
        .values(state=AuditState.WITHDRAWN.value)
    )
    await connection.execute(update(trial_audit_table).where(own).values(texts))
    marks = trial_mark_table.c.audit_id.in_(ids)
    await connection.execute(update(trial_mark_table).where(marks).values(comment=""))
