"""SQL of one-time links and sessions of vendors; of a token only its hash is kept."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.selection.vendor.store.tables import vendor_link_table, vendor_session_table, vendor_table
from genkan.selection.vendor.store.vendors import vendor_of
from genkan.selection.vendor.vendor import Vendor, VendorLink


async def add_link(connection: AsyncConnection, link: VendorLink, *, token_hash: str) -> None:
    """Write a link; the earlier ones of the account work no more."""
    earlier = vendor_link_table.update().where(
        vendor_link_table.c.vendor_id == link.vendor_id, vendor_link_table.c.used_at.is_(None)
    )
    await connection.execute(earlier.values(used_at=link.created_at))
    row = {
        "id": link.id,
        "vendor_id": link.vendor_id,
        "token_hash": token_hash,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
    }
    await connection.execute(vendor_link_table.insert().values(row))


async def invited_vendor(connection: AsyncConnection, *, token_hash: str, now: datetime) -> Vendor | None:
    """The active account that a link opens, if it still can be used."""
    query = (
        select(vendor_table)
        .join(vendor_link_table, vendor_link_table.c.vendor_id == vendor_table.c.id)
        .where(vendor_link_table.c.token_hash == token_hash, vendor_link_table.c.used_at.is_(None))
        .where(vendor_link_table.c.expires_at > now, vendor_table.c.active)
    )
    row = (await connection.execute(query)).one_or_none()
    return vendor_of(row) if row else None


async def use_link(connection: AsyncConnection, *, token_hash: str, now: datetime) -> bool:
    """Use the link up; False where somebody else was faster."""
    own = vendor_link_table.update().where(
        vendor_link_table.c.token_hash == token_hash,
        vendor_link_table.c.used_at.is_(None),
        vendor_link_table.c.expires_at > now,
    )
    return (await connection.execute(own.values(used_at=now))).rowcount == 1


async def add_session(
    connection: AsyncConnection, session_id: str, vendor_id: str, *, token_hash: str, until: datetime
) -> None:
    """Write a session."""
    row = {"id": session_id, "vendor_id": vendor_id, "token_hash": token_hash, "expires_at": until}
    await connection.execute(vendor_session_table.insert().values(row))


async def session_vendor(connection: AsyncConnection, *, token_hash: str, now: datetime) -> Vendor | None:
    """The active account whose session the token opens."""
    query = (
        select(vendor_table)
        .join(vendor_session_table, vendor_session_table.c.vendor_id == vendor_table.c.id)
        .where(vendor_session_table.c.token_hash == token_hash, vendor_session_table.c.ended_at.is_(None))
        .where(vendor_session_table.c.expires_at > now, vendor_table.c.active)
    )
    row = (await connection.execute(query)).one_or_none()
    return vendor_of(row) if row else None


async def end_sessions(
    connection: AsyncConnection, *, vendor_id: str = "", token_hash: str = "", now: datetime
) -> int:
    """End the session of a token, or all of an account; how many ended."""
    table = vendor_session_table
    asked = table.c.token_hash == token_hash if token_hash else table.c.vendor_id == vendor_id
    open_ones = table.update().where(asked, table.c.ended_at.is_(None))
    return (await connection.execute(open_ones.values(ended_at=now))).rowcount
