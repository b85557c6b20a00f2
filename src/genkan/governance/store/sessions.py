"""SQL of sessions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.store.tables import session


@dataclass(frozen=True)
class Session:
    """One sign-in of a person; ``browser`` is what the browser calls itself."""

    id: str
    person_id: str
    browser: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


async def add_session(connection: AsyncConnection, new: Session, *, token_hash: str) -> None:
    """Write a session; the token itself is never stored."""
    values = {
        "id": new.id,
        "token_hash": token_hash,
        "person_id": new.person_id,
        "browser": new.browser,
        "created_at": new.created_at,
        "last_seen_at": new.last_seen_at,
        "expires_at": new.expires_at,
    }
    await connection.execute(session.insert(), values)


async def list_sessions(connection: AsyncConnection, person_id: str, *, now: datetime) -> tuple[Session, ...]:
    """The sessions in force of a person, newest first."""
    query = (
        select(session)
        .where(session.c.person_id == person_id, session.c.revoked_at.is_(None), session.c.expires_at > now)
        .order_by(session.c.created_at.desc())
    )
    return tuple(_session(row) for row in await connection.execute(query))


async def touch_session(connection: AsyncConnection, session_id: str, *, now: datetime) -> None:
    """Note that the session was used."""
    await connection.execute(session.update().where(session.c.id == session_id).values(last_seen_at=now))


async def revoke_session(
    connection: AsyncConnection, session_id: str, *, person_id: str, now: datetime
) -> bool:
    """End one session of this person; False where there is none in force."""
    own = and_(session.c.id == session_id, session.c.person_id == person_id, session.c.revoked_at.is_(None))
    result = await connection.execute(session.update().where(own).values(revoked_at=now))
    return result.rowcount == 1


async def revoke_sessions(
    connection: AsyncConnection, person_id: str, *, now: datetime, but: str | None = None
) -> int:
    """End every session of a person, except ``but``; returns how many ended."""
    chosen = and_(
        session.c.person_id == person_id, session.c.revoked_at.is_(None), session.c.expires_at > now
    )
    if but is not None:
        chosen = and_(chosen, session.c.id != but)
    return (await connection.execute(session.update().where(chosen).values(revoked_at=now))).rowcount


def _session(row: Row[tuple[object, ...]]) -> Session:
    return Session(
        id=row.id,
        person_id=row.person_id,
        browser=row.browser,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
    )
