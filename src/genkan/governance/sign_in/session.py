"""Opening and closing sessions."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.person import Person
from genkan.governance.store import sessions as store
from genkan.governance.store.sessions import Session
from genkan.governance.viewing import hash_token
from genkan.kit import Clock, new_id, shorten, storable


@dataclass(frozen=True)
class Browser:
    """Who asks: what the browser calls itself, and its network address."""

    name: str
    address: str


async def open_session(
    connection: AsyncConnection,
    person: Person,
    *,
    browser: Browser,
    hours: int,
    ledger: Ledger,
    clock: Clock,
) -> str:
    """Begin a session of ``hours`` and return its secret token, 256 random bits, of which only a hash is stored."""
    now, token = clock(), secrets.token_urlsafe(32)
    opened = Session(
        id=new_id(clock),
        person_id=person.id,
        browser=shorten(storable(browser.name), length=200),
        created_at=now,
        last_seen_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    await store.add_session(connection, opened, token_hash=hash_token(token))
    await _record(connection, GovernanceEvent.SESSION_OPENED, person, opened.id, ledger=ledger)
    return token


async def close_session(
    connection: AsyncConnection, person: Person, session_id: str, *, ledger: Ledger, clock: Clock
) -> bool:
    """End one session of the person; False where there was none."""
    closed = await store.revoke_session(connection, session_id, person_id=person.id, now=clock())
    if closed:
        await _record(connection, GovernanceEvent.SESSION_CLOSED, person, session_id, ledger=ledger)
    return closed


async def _record(
    connection: AsyncConnection, kind: GovernanceEvent, person: Person, session_id: str, *, ledger: Ledger
) -> None:
    await ledger.record(
        connection, kind, actor=person.id, organisation_id=person.organisation_id, object_id=session_id
    )
