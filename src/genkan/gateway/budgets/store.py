"""The tables of budgets, of what was spent in a month, and of what processes hold of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, ColumnElement, String, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway.budgets.account import Account, BudgetScope
from genkan.gateway.budgets.budget import Budget
from genkan.gateway.budgets.month import Month
from genkan.storage import Moment, insert_into, metadata

_ACCOUNT = ("scope", "organisation_id", "subject")
_USAGE = (*_ACCOUNT, "month")
_LEASE = (*_USAGE, "process_id")

quota = Table(
    "quota",
    metadata,
    Column("scope", String(12), primary_key=True),
    Column("organisation_id", String(36), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("yen", BigInteger, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("set_by", String(36), nullable=False),
    Column("allows_unpriced", Boolean, nullable=False),
)

quota_usage = Table(
    "quota_usage",
    metadata,
    Column("scope", String(12), primary_key=True),
    Column("organisation_id", String(36), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("micro_yen", BigInteger, nullable=False),
)

quota_lease = Table(
    "quota_lease",
    metadata,
    Column("scope", String(12), primary_key=True),
    Column("organisation_id", String(36), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("process_id", String(36), primary_key=True),
    Column("micro_yen", BigInteger, nullable=False),
    Column("until", Moment, nullable=False),
)


async def put_budget(connection: AsyncConnection, budget: Budget) -> None:
    """Write a budget in the place of that before."""
    await connection.execute(delete(quota).where(*_is(quota, budget.account)))
    values = {"yen": budget.yen, "set_at": budget.set_at, "set_by": budget.set_by}
    rules = {"allows_unpriced": budget.allows_unpriced}
    await connection.execute(quota.insert().values(**budget.account._asdict(), **values, **rules))


async def delete_budget(connection: AsyncConnection, account: Account) -> bool:
    """Take a budget away; whether there was one."""
    return (await connection.execute(delete(quota).where(*_is(quota, account)))).rowcount == 1


async def list_budgets(
    connection: AsyncConnection, *, organisation_id: str | None = None
) -> tuple[Budget, ...]:
    """All budgets, or those of an organisation and its people and apps."""
    query = select(quota).order_by(*(quota.c[name] for name in _ACCOUNT))
    if organisation_id is not None:
        query = query.where(quota.c.organisation_id == organisation_id)
    return tuple(
        Budget(
            account=Account(BudgetScope(row.scope), row.organisation_id, row.subject),
            yen=row.yen,
            set_at=row.set_at,
            set_by=row.set_by,
            allows_unpriced=row.allows_unpriced,
        )
        for row in await connection.execute(query)
    )


async def spent_in(connection: AsyncConnection, month: Month) -> dict[Account, int]:
    """What the records count for the month, in millionths of a yen by account."""
    query = select(quota_usage).where(quota_usage.c.month == month.key)
    return {
        Account(BudgetScope(row.scope), row.organisation_id, row.subject): row.micro_yen
        for row in await connection.execute(query)
    }


async def add_usage(connection: AsyncConnection, amounts: Mapping[tuple[Account, Month], int]) -> None:
    """Count what calls cost; the rows are locked in the same order by all."""
    if not amounts:
        return
    statement = insert_into(connection, quota_usage)
    statement = statement.on_conflict_do_update(
        index_elements=_USAGE,
        set_={"micro_yen": quota_usage.c.micro_yen + statement.excluded.micro_yen},
    )
    rows = [
        {**account._asdict(), "month": month.key, "micro_yen": amount}
        for (account, month), amount in sorted(amounts.items())
    ]
    await connection.execute(statement, rows)


async def lock_spent(connection: AsyncConnection, account: Account, month: Month) -> int:
    """What the records count; nobody else changes it, or is told it here, before the transaction ends."""
    values = {**account._asdict(), "month": month.key, "micro_yen": 0}
    await connection.execute(insert_into(connection, quota_usage).values(values).on_conflict_do_nothing())
    statement = (
        update(quota_usage)
        .where(*_is(quota_usage, account), quota_usage.c.month == month.key)
        .values(micro_yen=quota_usage.c.micro_yen)
        .returning(quota_usage.c.micro_yen)
    )
    return int((await connection.execute(statement)).scalar_one())


async def held_by_others(
    connection: AsyncConnection, account: Account, month: Month, *, process_id: str, now: datetime
) -> int:
    """What the leases of other processes come to that have not ended."""
    others = (quota_lease.c.process_id != process_id, quota_lease.c.until > now)
    query = select(func.sum(quota_lease.c.micro_yen)).where(
        *_is(quota_lease, account), quota_lease.c.month == month.key, *others
    )
    return int((await connection.execute(query)).scalar_one() or 0)


async def hold(
    connection: AsyncConnection,
    account: Account,
    month: Month,
    *,
    process_id: str,
    micro_yen: int,
    until: datetime,
) -> None:
    """Write the lease of a process."""
    key = {**account._asdict(), "month": month.key, "process_id": process_id}
    held = {"micro_yen": micro_yen, "until": until}
    statement = insert_into(connection, quota_lease).values(**key, **held)
    await connection.execute(statement.on_conflict_do_update(index_elements=_LEASE, set_=held))


async def renew(
    connection: AsyncConnection,
    account: Account,
    month: Month,
    *,
    process_id: str,
    micro_yen: int,
    now: datetime,
    until: datetime,
) -> bool:
    """Write a lease that is not larger than before; False where it had ended."""
    mine = (
        *_is(quota_lease, account),
        quota_lease.c.month == month.key,
        quota_lease.c.process_id == process_id,
        quota_lease.c.until > now,
    )
    if micro_yen <= 0:
        await connection.execute(delete(quota_lease).where(*mine))
        return False
    statement = update(quota_lease).where(*mine).values(micro_yen=micro_yen, until=until)
    return (await connection.execute(statement)).rowcount == 1


async def release_all(connection: AsyncConnection, process_id: str) -> None:
    """Give back all leases of a process."""
    await connection.execute(delete(quota_lease).where(quota_lease.c.process_id == process_id))


async def forget_expired(connection: AsyncConnection, now: datetime) -> None:
    """Delete the leases that have ended."""
    await connection.execute(delete(quota_lease).where(quota_lease.c.until <= now))


def _is(table: Table, account: Account) -> tuple[ColumnElement[bool], ...]:
    return tuple(table.c[name] == value for name, value in account._asdict().items())
