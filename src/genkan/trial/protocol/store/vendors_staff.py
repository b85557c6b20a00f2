"""The lists of vendors' staff of a trial."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.protocol.store.tables import trial_vendors_list_table, trial_vendors_staff_table
from genkan.trial.protocol.vendors_staff import VendorsList

_list, _staff = trial_vendors_list_table, trial_vendors_staff_table


async def vendors_staff_of(connection: AsyncConnection, trial_id: str) -> tuple[str, ...]:
    """Every entry that was declared for a trial, sorted."""
    query = select(_staff.c.entry).where(_staff.c.trial_id == trial_id).order_by(_staff.c.entry)
    return tuple((await connection.execute(query)).scalars())


async def is_any_listed(connection: AsyncConnection, trial_id: str, entries: Sequence[str]) -> bool:
    """Whether one of the entries was declared for a trial."""
    query = select(_staff.c.entry).where(_staff.c.trial_id == trial_id, _staff.c.entry.in_(entries))
    return (await connection.execute(query.limit(1))).first() is not None


async def add_vendors_staff(connection: AsyncConnection, trial_id: str, entries: Sequence[str]) -> None:
    """Write entries that are not there."""
    for entry in entries:
        await insert_once(connection, _staff, {"trial_id": trial_id, "entry": entry})


async def drop_vendors_staff(connection: AsyncConnection, trial_id: str) -> None:
    """Take away every entry of a draft."""
    await connection.execute(delete(_staff).where(_staff.c.trial_id == trial_id))


async def add_vendors_list(connection: AsyncConnection, added: VendorsList) -> None:
    """Write a list that was declared."""
    row = {name: getattr(added, name) for name in _list.c.keys()}  # noqa: SIM118 - columns, no mapping
    await connection.execute(insert(_list), row)


async def vendors_lists_of(connection: AsyncConnection, trial_id: str) -> tuple[VendorsList, ...]:
    """The lists of a trial, the first first."""
    query = select(_list).where(_list.c.trial_id == trial_id).order_by(_list.c.number)
    return tuple(VendorsList(**row) for row in (await connection.execute(query)).mappings())


async def is_list_kept(connection: AsyncConnection, trial_id: str, digest: str) -> bool:
    """Whether a list of this digest was declared for the trial: that of another one leaves nobody out of it."""
    query = select(_list.c.number).where(_list.c.trial_id == trial_id, _list.c.digest == digest).limit(1)
    return (await connection.execute(query)).first() is not None
