"""Reading and writing reports, signatures and replies."""

from dataclasses import fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_into
from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.protocol.trial import Trial, TrialState
from genkan.trial.publishing.drafted import Reply, ReportSignature, TrialReport
from genkan.trial.publishing.store.tables import (
    trial_earlier_reply_table,
    trial_reply_table,
    trial_report_signature_table,
    trial_report_table,
)

_report = trial_report_table.c


class PublishedTitle(NamedTuple):
    """A published report as a list has it; the title is empty where it has to be read from the numbers."""

    trial_id: str
    organisation_id: str
    title: str
    published_at: datetime


async def find_trial(connection: AsyncConnection, trial_id: str) -> Trial | None:
    """The trial with this id."""
    row = (await connection.execute(select(trial_table).where(trial_table.c.id == trial_id))).one_or_none()
    return None if row is None else _trial(row)


async def hold_trial(connection: AsyncConnection, trial_id: str) -> Trial | None:
    """The trial, whose report nobody else changes until the transaction ends."""
    query = select(trial_table).where(trial_table.c.id == trial_id).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _trial(row)


async def published_titles(connection: AsyncConnection) -> list[PublishedTitle]:
    """Every published report by its title, the newest trial first; none of its numbers is read."""
    query = (
        select(trial_table.c.id, trial_table.c.organisation_id, _report.title, _report.published_at)
        .join(trial_report_table, _report.trial_id == trial_table.c.id)
        .where(trial_table.c.state == TrialState.PUBLISHED.value, _report.published_at.is_not(None))
        .order_by(trial_table.c.created_at.desc())
    )
    return [PublishedTitle(*row) for row in await connection.execute(query)]


async def over_with_keys(connection: AsyncConnection) -> list[tuple[Trial, datetime]]:
    """Trials that are over and have a key for pseudonyms left, with the moment of the publication or of the newest draft."""
    own = _report.trial_id == trial_table.c.id
    at = select(func.coalesce(func.max(_report.published_at), func.max(_report.until))).where(own)
    left = select(_report.trial_id).where(own, _report.key != "").exists()
    query = select(trial_table, at.scalar_subquery().label("told_at")).where(
        trial_table.c.state.in_((TrialState.CLOSED.value, TrialState.PUBLISHED.value)), left
    )
    return [(_trial(row), row.told_at) for row in await connection.execute(query)]


async def destroy_keys(connection: AsyncConnection, trial_id: str, *, whole: bool) -> list[int]:
    """Write over the keys of the reports of a trial, that of the published one only if ``whole``; their numbers."""
    chosen = (_report.trial_id == trial_id, _report.key != "")
    if not whole:
        chosen = (*chosen, _report.published_at.is_(None))
    statement = update(trial_report_table).where(*chosen).values(key="").returning(_report.number)
    return sorted((await connection.execute(statement)).scalars())


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
    """What vendors said, in the order of the arms; then what they said to earlier versions, the last version first."""
    table = trial_reply_table.c
    query = select(table.arm, table.text, table.at)
    query = query.where(table.trial_id == report.trial_id, table.number == report.number)
    own = [Reply(*row) for row in await connection.execute(query.order_by(table.arm))]
    return [*own, *await _earlier_replies(connection, report)]


async def keep_replies(connection: AsyncConnection, before: TrialReport, *, number: int) -> None:
    """Keep every reply to a report, and to those before it, with the one of the number that takes its place."""
    here = {"trial_id": before.trial_id, "number": number}
    for reply in await replies_to(connection, before):
        row = {**here, **vars(reply), "answers": reply.answers or before.number}
        await connection.execute(insert(trial_earlier_reply_table), row)


async def _earlier_replies(connection: AsyncConnection, report: TrialReport) -> list[Reply]:
    table = trial_earlier_reply_table.c
    query = select(table.arm, table.text, table.at, table.answers)
    query = query.where(table.trial_id == report.trial_id, table.number == report.number)
    rows = await connection.execute(query.order_by(table.answers.desc(), table.arm))
    return [Reply(*row) for row in rows]


async def put_reply(connection: AsyncConnection, report: TrialReport, reply: Reply) -> None:
    """Write a reply, in the place of an earlier one."""
    row = {"trial_id": report.trial_id, "number": report.number}
    row |= {"arm": reply.arm, "text": reply.text, "at": reply.at}
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
