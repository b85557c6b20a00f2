"""Looks: one for each arm, era and day."""

from sqlalchemy import JSON, Column, ForeignKey, Integer, RowMapping, String, Table, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import Moment, insert_once, metadata
from genkan.trial.drift.look import Agreement, Heard, Look

probe_table = Table(
    "trial_probe",
    metadata,
    Column("trial_id", String(36), ForeignKey("trial.id"), primary_key=True),
    Column("arm", String(40), primary_key=True),
    Column("era", Integer, primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("build", String(300), nullable=False),
    Column("fingerprint", String(300), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("lengths", JSON, nullable=False),
    Column("agreed", Integer, nullable=False),
    Column("compared", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("alarm", String(40), nullable=False),
)


async def add_look(connection: AsyncConnection, look: Look) -> bool:
    """Write the look; False, and nothing written, where the arm was looked at on this day of its era."""
    row = {
        "trial_id": look.trial_id,
        "arm": look.arm,
        "era": look.era,
        "day": look.day,
        "at": look.at,
        "build": look.heard.build,
        "fingerprint": look.heard.fingerprint,
        "answers": list(look.heard.answers),
        "lengths": list(look.heard.lengths),
        "agreed": look.agreement.agreed,
        "compared": look.agreement.compared,
        "failures": look.heard.failures,
        "alarm": look.alarm,
    }
    return await insert_once(connection, probe_table, row)


async def looks_of(
    connection: AsyncConnection, trial_id: str, *, arm: str | None = None, era: int | None = None
) -> tuple[Look, ...]:
    """The looks of a trial, of one arm or of one era of it, in the order of eras and days."""
    table = probe_table.c
    statement = select(probe_table).where(table.trial_id == trial_id)
    if arm is not None:
        statement = statement.where(table.arm == arm)
    if era is not None:
        statement = statement.where(table.era == era)
    rows = await connection.execute(statement.order_by(table.arm, table.era, table.day))
    return tuple(_look(row) for row in rows.mappings())


async def was_looked_at(connection: AsyncConnection, trial_id: str, *, arm: str, era: int, day: str) -> bool:
    """Whether the look of this day is there."""
    table = probe_table.c
    of_day = (table.trial_id == trial_id, table.arm == arm, table.era == era, table.day == day)
    return bool((await connection.execute(select(exists().where(*of_day)))).scalar())


def _look(row: RowMapping) -> Look:
    return Look(
        trial_id=row["trial_id"],
        arm=row["arm"],
        era=row["era"],
        day=row["day"],
        at=row["at"],
        heard=Heard(
            build=row["build"],
            fingerprint=row["fingerprint"],
            answers=tuple(row["answers"]),
            lengths=tuple(row["lengths"]),
        ),
        agreement=Agreement(row["agreed"], row["compared"]),
        alarm=row["alarm"],
    )
