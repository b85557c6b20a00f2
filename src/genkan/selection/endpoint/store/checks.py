"""SQL of checks of declared deployments."""

import json
from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import Check
from genkan.selection.endpoint.check import EndpointCheck
from genkan.selection.endpoint.store.tables import check_table


async def add_check(connection: AsyncConnection, check: EndpointCheck) -> None:
    """Write a check that has not ended."""
    await connection.execute(check_table.insert().values(_row(check)))


async def keep_check(connection: AsyncConnection, check: EndpointCheck) -> bool:
    """Write what was found so far, or the end; False where it has ended."""
    own = check_table.update().where(check_table.c.id == check.id, check_table.c.ended_at.is_(None))
    return (await connection.execute(own.values(_row(check)))).rowcount == 1


async def find_check(connection: AsyncConnection, check_id: str) -> EndpointCheck | None:
    """The check of an id."""
    row = (await connection.execute(select(check_table).where(check_table.c.id == check_id))).one_or_none()
    return _check(row) if row else None


async def checks_of(
    connection: AsyncConnection, application_ids: Sequence[str]
) -> dict[str, tuple[EndpointCheck, ...]]:
    """The checks by application, the last first."""
    query = select(check_table).where(check_table.c.application_id.in_(application_ids))
    found: dict[str, tuple[EndpointCheck, ...]] = {}
    for row in await connection.execute(
        query.order_by(check_table.c.asked_at.desc(), check_table.c.id.desc())
    ):
        found[row.application_id] = (*found.get(row.application_id, ()), _check(row))
    return found


def _row(check: EndpointCheck) -> dict[str, object]:
    row = {column.name: getattr(check, column.name) for column in check_table.c}
    checks = [each.as_data() for each in check.checks]
    return {**row, "checks": json.dumps(checks, ensure_ascii=False)}


def _check(row: Row[tuple[object, ...]]) -> EndpointCheck:
    facts = {column.name: getattr(row, column.name) for column in check_table.c if column.name != "checks"}
    return EndpointCheck(**facts, checks=tuple(Check.from_data(each) for each in json.loads(row.checks)))
