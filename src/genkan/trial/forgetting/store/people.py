"""Answers, surveys, consents and kept arms."""

from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.allotting.store.tables import held_arm_table
from genkan.trial.checking.store.tables import trial_answer_table
from genkan.trial.forgetting.scope import Scope
from genkan.trial.protocol.store.tables import (
    trial_consent_table,
    trial_vendors_list_table,
    trial_vendors_staff_table,
)
from genkan.trial.pulse.store.tables import trial_pulse_table
from genkan.trial.store.tables import allotted_table, comparison_table


async def forget_answers(connection: AsyncConnection, scope: Scope, *, limit: int) -> int:
    """Take from some answers whose they were and in which conversation; how many."""
    table = trial_answer_table.c
    known = [table.trial_id == scope.trial_id, table.person_id.is_not(None)]
    if scope.person_id is not None:
        known.append(table.person_id == scope.person_id)
    if scope.before is not None:
        known.append(table.ended_at < scope.before)
    some = select(table.exposure_id).where(*known).order_by(table.exposure_id).limit(limit)
    exposures = (await connection.execute(some)).scalars().all()
    if not exposures:
        return 0
    forgotten = await connection.execute(
        update(trial_answer_table)
        .where(table.exposure_id.in_(exposures), *known)
        .values(person_id=None, conversation="")
    )
    return forgotten.rowcount


async def forget_surveys(connection: AsyncConnection, scope: Scope, *, limit: int) -> int:
    """Delete who was asked; how many rows."""
    table = trial_pulse_table.c
    known = [table.trial_id == scope.trial_id]
    if scope.before is not None:
        known.append(table.at < scope.before)
    return await _delete_of_people(connection, trial_pulse_table, known, scope, limit=limit)


async def forget_consents(connection: AsyncConnection, scope: Scope, *, limit: int) -> int:
    """Delete what persons said, once nothing else in a trial that is over is theirs; of an erased person at once."""
    table = trial_consent_table.c
    known = [table.trial_id == scope.trial_id]
    if scope.before is not None:
        known += [table.at < scope.before, ~_has_records(scope.trial_id)]
    if scope.person_id is None and not scope.over:
        return 0
    return await _delete_of_people(connection, trial_consent_table, known, scope, limit=limit)


async def forget_held_arms(connection: AsyncConnection, scope: Scope, *, limit: int) -> int:
    """Delete who keeps which arm: of one person, or of everybody where nothing is assigned any more; how many."""
    table = held_arm_table.c
    if scope.person_id is None and not scope.over:
        return 0
    own = [table.trial_id == scope.trial_id]
    if scope.person_id is not None:
        own.append(table.holder.startswith(f"{scope.person_id}/", autoescape=True))
    some = select(table.holder).where(*own).order_by(table.holder).limit(limit)
    holders = (await connection.execute(some)).scalars().all()
    if not holders:
        return 0
    gone = table.trial_id == scope.trial_id, table.holder.in_(holders)
    return (await connection.execute(delete(held_arm_table).where(*gone))).rowcount


async def forget_vendors_staff(connection: AsyncConnection, scope: Scope) -> int:
    """Delete who was declared to be of a vendor, once nothing more is assigned and the last list is old; how many."""
    if scope.before is None or not scope.over:
        return 0
    lists, staff = trial_vendors_list_table.c, trial_vendors_staff_table.c
    young = exists().where(lists.trial_id == scope.trial_id, lists.made_at >= scope.before)
    gone = delete(trial_vendors_staff_table).where(staff.trial_id == scope.trial_id, ~young)
    return (await connection.execute(gone)).rowcount


async def _delete_of_people(
    connection: AsyncConnection,
    table: Table,
    known: list[ColumnElement[Any]],
    scope: Scope,
    *,
    limit: int,
) -> int:
    if scope.person_id is not None:
        known.append(table.c.person_id == scope.person_id)
    some = select(table.c.person_id).where(*known).distinct().order_by(table.c.person_id).limit(limit)
    people = (await connection.execute(some)).scalars().all()
    if not people:
        return 0
    gone = delete(table).where(*known, table.c.person_id.in_(people))
    return (await connection.execute(gone)).rowcount


def _has_records(trial_id: str) -> ColumnElement[bool]:
    """Whether the trial knows anything else of the person of a consent."""
    person = trial_consent_table.c.person_id
    compared = exists().where(
        comparison_table.c.person_id == person,
        allotted_table.c.comparison_id == comparison_table.c.id,
        allotted_table.c.trial_id == trial_id,
    )
    answered = exists().where(
        trial_answer_table.c.person_id == person, trial_answer_table.c.trial_id == trial_id
    )
    return or_(compared, answered)
