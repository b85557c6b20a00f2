"""One-time links by which a person sets a password."""

import secrets
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.errors import PersonInactive
from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.roles import existing_person
from genkan.governance.store import invitations as store
from genkan.governance.store.invitations import Invitation
from genkan.governance.viewing import hash_token
from genkan.kit import Clock, new_id

LINK_LIFE = timedelta(hours=72)


async def make_link(
    connection: AsyncConnection, person_id: str, *, ledger: Ledger, clock: Clock, actor: str
) -> str:
    """The path of a new link that works once within 72 hours; older links of the person stop working.

    Raises ``NotFound``, ``PersonInactive``.
    """
    person = await existing_person(connection, person_id)
    if not person.active:
        raise PersonInactive
    now, token = clock(), secrets.token_urlsafe(32)
    await store.void_invitations(connection, person.id, now=now)
    link = Invitation(new_id(clock), person.id, created_at=now, expires_at=now + LINK_LIFE)
    await store.add_invitation(connection, link, token_hash=hash_token(token))
    await ledger.record(
        connection,
        GovernanceEvent.LINK_MADE,
        actor=actor,
        organisation_id=person.organisation_id,
        object_id=person.id,
        details={"link": link.id},
    )
    return f"/invitation/{token}"
