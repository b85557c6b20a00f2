"""SQL of accounts of vendors."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import storable
from genkan.selection.vendor.store.tables import vendor_table
from genkan.selection.vendor.vendor import Vendor
from genkan.storage import insert_once


async def add_vendor(connection: AsyncConnection, vendor: Vendor) -> bool:
    """Write an account; False where its address of e-mail is taken."""
    row = {
        "id": vendor.id,
        "organisation_id": vendor.organisation_id,
        "company": vendor.company,
        "name": vendor.name,
        "sign_in_name": vendor.sign_in_name,
        "active": vendor.active,
        "created_at": vendor.created_at,
    }
    return await insert_once(connection, vendor_table, row)


async def find_vendor(
    connection: AsyncConnection,
    *,
    vendor_id: str = "",
    sign_in_name: str = "",
    organisation_id: str | None = None,
) -> Vendor | None:
    """An account by its id or its address, if it is of the organisation."""
    asked = vendor_table.c.id == storable(vendor_id)
    if sign_in_name:
        asked = vendor_table.c.sign_in_name == storable(sign_in_name)
    query = select(vendor_table).where(asked)
    if organisation_id is not None:
        query = query.where(vendor_table.c.organisation_id == organisation_id)
    row = (await connection.execute(query)).one_or_none()
    return vendor_of(row) if row else None


async def list_vendors(connection: AsyncConnection, organisation_id: str) -> tuple[Vendor, ...]:
    """The accounts that an office opened."""
    query = select(vendor_table).where(vendor_table.c.organisation_id == organisation_id)
    rows = await connection.execute(query.order_by(vendor_table.c.company, vendor_table.c.id))
    return tuple(vendor_of(row) for row in rows)


async def known_addresses(
    connection: AsyncConnection, addresses: Sequence[str], *, organisation_id: str
) -> frozenset[str]:
    """Those of the addresses of e-mail that have an account of the organisation."""
    column = vendor_table.c.sign_in_name
    query = select(column).where(column.in_(addresses), vendor_table.c.organisation_id == organisation_id)
    return frozenset((await connection.execute(query)).scalars())


async def companies_of(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Company and organisation of accounts, by id."""
    rows = await connection.execute(select(vendor_table).where(vendor_table.c.id.in_(ids)))
    return {row.id: (row.company, row.organisation_id) for row in rows}


async def password_hash_of(connection: AsyncConnection, vendor_id: str, *, lock: bool = False) -> str | None:
    """The hash of the password; None where none was set, or the account is stopped."""
    query = select(vendor_table.c.password_hash).where(vendor_table.c.id == vendor_id, vendor_table.c.active)
    return (await connection.execute(query.with_for_update() if lock else query)).scalar_one_or_none()


async def set_password_hash(connection: AsyncConnection, vendor_id: str, *, password_hash: str) -> None:
    """Replace the hash of the password."""
    own = vendor_table.update().where(vendor_table.c.id == vendor_id)
    await connection.execute(own.values(password_hash=password_hash))


async def set_active(connection: AsyncConnection, vendor_id: str, *, active: bool) -> None:
    """Stop an account, or let it be used again."""
    own = vendor_table.update().where(vendor_table.c.id == vendor_id)
    await connection.execute(own.values(active=active))


def vendor_of(row: Row[tuple[object, ...]]) -> Vendor:
    """The account of a row."""
    return Vendor(
        id=row.id,
        organisation_id=row.organisation_id,
        company=row.company,
        name=row.name,
        sign_in_name=row.sign_in_name,
        active=row.active,
        created_at=row.created_at,
    )
