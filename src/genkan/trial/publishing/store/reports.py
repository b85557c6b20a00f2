"""Reading and writing reports, signatures and replies."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_into
from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.protocol.trial import Trial, TrialState
from genkan.trial.publishing.drafted import Reply, ReportSignature, TrialReport
from genkan.trial.publishing.store.tables import (
    trial_reply_table,
    trial_report_signature_table,
    trial_report_table,
)

_report = trial_report_table.c


async def find_trial(connection: AsyncConnection, trial_id: str) -> Trial | None:
    """The trial with this id."""
    row = (await connection.execute(select(trial_table).where(trial_table.c.id == trial_id))).one_or_none()
    return None if row is None else _trial(row)


async def hold_trial(connection: AsyncConnection, trial_id: str) -> Trial | None:
    """The trial, whose report nobody else changes until the transaction ends."""
    query = select(trial_table).where(trial_table.c.id == trial_id).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _trial(row)


async def published_trials(connection: AsyncConnection) -> list[Trial]:
    """Every trial with a published report, the newest first."""
    query = select(trial_table).where(trial_table.c.state == TrialState.PUBLISHED.value)
    return [_trial(row) for row in await connection.execute(query.order_by(trial_table.c.created_at.desc()))]


async def mark_published(connection: AsyncConnection, report: TrialReport, *, at: datetime) -> None:
    """The report and its trial are published."""
    here = (_report.trial_id == report.trial_id, _report.number == report.number)
    await connection.execute(update(trial_report_table).where(*here).values(published_at=at))
    of_trial = update(trial_table).where(trial_table.c.id == report.trial_id)
    await connection.execute(of_trial.values(state=TrialState.PUBLISHED.value))


async def newest_report(connection: AsyncConnection, trial_id: str) -> TrialReport | None:
    """The report that counts; ``None`` before the first."""
    query = select(trial_report_table).where(_report.trial_id == trial_id)
    row = (await connection.execute(query.order_by(_report.number.desc()).limit(1))).one_or_none()
    return None if row is None else _to_report(row)


async def add_report(connection: AsyncConnection, report: TrialReport) -> None:
    """Write a report that is being prepared."""
    await connection.execute(insert(trial_report_table), vars(report))


async def next_number(connection: AsyncConnection, trial_id: str) -> int:
    """The number of the next report."""
    query = select(func.coalesce(func.max(_report.number), 0)).where(_report.trial_id == trial_id)
    return int((await connection.execute(query)).scalar_one()) + 1


async def change_report(connection: AsyncConnection, trial_id: str, number: int, **values: object) -> None:
    """Write columns of one report."""
    here = (_report.trial_id == trial_id, _report.number == number)
    await connection.execute(update(trial_report_table).where(*here).values(**values))


async def signatures_of(connection: AsyncConnection, report: TrialReport) -> list[ReportSignature]:
    """Who signed, the first first."""
    table = trial_report_signature_table.c
    query = select(table.person_id, table.digest, table.at)
    query = query.where(table.trial_id == report.trial_id, table.number == report.number)
    return [ReportSignature(*row) for row in await connection.execute(query.order_by(table.at))]


async def add_signature(connection: AsyncConnection, report: TrialReport, signature: ReportSignature) -> None:
    """Write a signature."""
    here = {"trial_id": report.trial_id, "number": report.number}
    await connection.execute(insert(trial_report_signature_table), {**here, **vars(signature)})


async def replies_to(connection: AsyncConnection, report: TrialReport) -> list[Reply]:
    """What vendors said, in the order of the arms."""
    table = trial_reply_table.c
    query = select(table.arm, table.text, table.at)
    query = query.where(table.trial_id == report.trial_id, table.number == report.number)
    return [Reply(*row) for row in await connection.execute(query.order_by(table.arm))]


async def put_reply(connection: AsyncConnection, report: TrialReport, reply: Reply) -> None:
    """Write a reply, in the place of an earlier one."""
    row = {"trial_id": report.trial_id, "number": report.number, **vars(reply)}
    statement = insert_into(connection, trial_reply_table).values(row)
    key = ["trial_id", "number", "arm"]
    await connection.execute(
        statement.on_conflict_do_update(index_elements=key, set_={"text": reply.text, "at": reply.at})
    )


def _trial(row: Row[tuple[Any, ...]]) -> Trial:
    return Trial(
        id=row.id,
        organisation_id=row.organisation_id,
        state=TrialState(row.state),
        draft=row.draft,
        version=row.version,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _to_report(row: Row[tuple[Any, ...]]) -> TrialReport:
    return TrialReport(**{field.name: getattr(row, field.name) for field in fields(TrialReport)})
