"""SQL of attempts to sign in that have not succeeded.

An attempt is written before the password is looked at and taken away when it was right, so that any number of
attempts at the same time, in any number of processes, are counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.store.tables import sign_in_failure


@dataclass(frozen=True)
class Attempt:
    """One attempt; ``name_digest`` is SHA-256 of the sign-in name that was typed."""

    id: str
    name_digest: str
    address: str
    at: datetime


async def add_attempt(connection: AsyncConnection, new: Attempt) -> None:
    """Count an attempt whose password has not been looked at."""
    values = {
        "id": new.id,
        "name_digest": new.name_digest,
        "address": new.address,
        "at": new.at,
        "certain": False,
    }
    await connection.execute(sign_in_failure.insert(), values)


async def make_certain(connection: AsyncConnection, attempt_id: str) -> None:
    """The password was wrong."""
    await connection.execute(
        sign_in_failure.update().where(sign_in_failure.c.id == attempt_id).values(certain=True)
    )


async def latest_of_name(
    connection: AsyncConnection, name_digest: str, *, since: datetime, limit: int, but: str = ""
) -> Sequence[datetime]:
    """When the latest attempts by this name were, certain or not, newest first, except the attempt ``but``."""
    query = (
        select(sign_in_failure.c.at)
        .where(
            sign_in_failure.c.name_digest == name_digest,
            sign_in_failure.c.at >= since,
            sign_in_failure.c.id != but,
        )
        .order_by(sign_in_failure.c.at.desc())
        .limit(limit)
    )
    return (await connection.execute(query)).scalars().all()


async def latest_of_address(
    connection: AsyncConnection, address: str, *, since: datetime, limit: int
) -> Sequence[datetime]:
    """When the latest certain failures from this address were, newest first."""
    query = (
        select(sign_in_failure.c.at)
        .where(sign_in_failure.c.address == address, sign_in_failure.c.at >= since, sign_in_failure.c.certain)
        .order_by(sign_in_failure.c.at.desc())
        .limit(limit)
    )
    return (await connection.execute(query)).scalars().all()


async def remove_attempt(connection: AsyncConnection, attempt_id: str) -> None:
    """An attempt that was turned away does not count."""
    await connection.execute(sign_in_failure.delete().where(sign_in_failure.c.id == attempt_id))


async def clear_name(connection: AsyncConnection, name_digest: str) -> None:
    """The person got in: nothing is counted against the name any more."""
    await connection.execute(sign_in_failure.delete().where(sign_in_failure.c.name_digest == name_digest))


async def forget_before(connection: AsyncConnection, moment: datetime) -> None:
    """Take away what no longer counts for anything."""
    await connection.execute(sign_in_failure.delete().where(sign_in_failure.c.at < moment))
