"""Who is behind a request: from the token of a cookie to the viewer."""

import hashlib
import logging
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.person import Viewer
from genkan.governance.roles import permissions_of
from genkan.governance.store import people, sessions
from genkan.governance.store.sessions import Session
from genkan.kit import Clock
from genkan.storage import Database, StorageProblem

logger = logging.getLogger(__name__)

SEEN_EVERY = timedelta(minutes=5)


def hash_token(token: str) -> str:
    """What is stored of a secret token: SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


async def find_viewer(database: Database, clock: Clock, *, token: str) -> Viewer | None:
    """The active person whose session the token opens; notes at most every five minutes that it was used."""
    now = clock()
    async with database.read() as connection:
        session = await sessions.find_session(connection, token_hash=hash_token(token), now=now)
        viewer = await _viewer(connection, session) if session else None
    if session and viewer and now - session.last_seen_at >= SEEN_EVERY:
        await _touch(database, clock, session)
    return viewer


async def _viewer(connection: AsyncConnection, session: Session) -> Viewer | None:
    person = await people.find_person(connection, person_id=session.person_id)
    if person is None or not person.active:
        return None
    organisation = await people.find_organisation(connection, organisation_id=person.organisation_id)
    if organisation is None:
        return None
    return Viewer(person, organisation, session.id, permissions_of(person.roles))


async def _touch(database: Database, clock: Clock, session: Session) -> None:
    """Reading goes on when the disk is full, so a failure here is only logged."""
    try:
        async with database.write() as connection:
            await sessions.touch_session(connection, session.id, now=clock())
    except StorageProblem as problem:
        logger.warning("The use of a session could not be noted; check the database: %s", problem)
