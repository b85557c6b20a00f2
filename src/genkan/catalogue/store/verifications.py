"""Verifications of deployments, as they go on and as they ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Row, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue.verification import Check, Verification
from genkan.storage import Moment, metadata

verification_table = Table(
    "deployment_verification",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("deployment_id", String(36), ForeignKey("deployment.id"), nullable=False, index=True),
    Column("actor", String(100), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Column("passed", Boolean, nullable=True),
    Column("results", JSON, nullable=False),
)


async def add_verification(connection: AsyncConnection, verification: Verification) -> None:
    """Write a verification that has not ended."""
    await connection.execute(
        insert(verification_table).values(
            id=verification.id,
            deployment_id=verification.deployment_id,
            actor=verification.actor,
            asked_at=verification.asked_at,
            results=[],
        )
    )


async def set_results(
    connection: AsyncConnection,
    verification_id: str,
    checks: Sequence[Check],
    *,
    ended_at: datetime | None = None,
    passed: bool | None = None,
) -> None:
    """Write what was found so far, and the end once it is reached."""
    await connection.execute(
        update(verification_table)
        .where(verification_table.c.id == verification_id)
        .values(results=[check.as_data() for check in checks], ended_at=ended_at, passed=passed)
    )


async def find_verification(connection: AsyncConnection, verification_id: str) -> Verification | None:
    """The verification, if there is one."""
    statement = select(verification_table).where(verification_table.c.id == verification_id)
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else _from_row(row)


async def latest_verification(connection: AsyncConnection, deployment_id: str) -> Verification | None:
    """The last verification of a deployment, if it ever had one."""
    statement = (
        select(verification_table)
        .where(verification_table.c.deployment_id == deployment_id)
        .order_by(verification_table.c.asked_at.desc(), verification_table.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else _from_row(row)


def _from_row(row: Row[tuple[Any, ...]]) -> Verification:
    return Verification(
        id=row.id,
        deployment_id=row.deployment_id,
        actor=row.actor,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        passed=row.passed,
        checks=tuple(Check.from_data(data) for data in row.results),
    )
