"""Who is behind a request: from the token of a cookie to the viewer."""

import hashlib
import logging
from datetime import timedelta

from genkan.governance.person import Viewer
from genkan.governance.roles import permissions_of
from genkan.governance.store import sessions, viewers
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
        holder = await viewers.find_holder(connection, token_hash=hash_token(token), now=now)
    if holder is None:
        return None
    if now - holder.last_seen_at >= SEEN_EVERY:
        await _touch(database, clock, holder.session_id)
    return Viewer(holder.person, holder.organisation, holder.session_id, permissions_of(holder.person.roles))


async def _touch(database: Database, clock: Clock, session_id: str) -> None:
    """Reading goes on when the disk is full, so a failure here is only logged."""
    try:
        async with database.write() as connection:
            await sessions.touch_session(connection, session_id, now=clock())
    except StorageProblem as problem:
        logger.warning("The use of a session could not be noted; check the database: %s", problem)
