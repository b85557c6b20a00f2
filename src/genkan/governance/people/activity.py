"""Stopping an account, opening it again, and ending its sessions."""

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.events import GovernanceEvent
from genkan.governance.ledger.ledger import Ledger
from genkan.governance.people.duties import Duties
from genkan.governance.people.roles import existing_person, keep_an_administrator
from genkan.governance.person import Person
from genkan.governance.store import invitations, people, sessions
from genkan.kit import Clock


async def deactivate(
    connection: AsyncConnection,
    person_id: str,
    *,
    duties: Duties,
    ledger: Ledger,
    clock: Clock,
    actor: str,
) -> None:
    """Let the person in no more: sessions end and links stop working.

    Raises ``LastAdministrator`` and ``LastToLookAfter``.
    """
    person = await existing_person(connection, person_id)
    await keep_an_administrator(connection, person)
    await duties.check_free(connection, person)
    await people.set_active(connection, person.id, active=False)
    await sessions.revoke_sessions(connection, person.id, now=clock())
    await invitations.void_invitations(connection, person.id, now=clock())
    await _record(connection, GovernanceEvent.PERSON_DEACTIVATED, person, ledger=ledger, actor=actor)


async def reactivate(connection: AsyncConnection, person_id: str, *, ledger: Ledger, actor: str) -> None:
    """Let the person in again, by the password they had."""
    person = await existing_person(connection, person_id)
    await people.set_active(connection, person.id, active=True)
    await _record(connection, GovernanceEvent.PERSON_REACTIVATED, person, ledger=ledger, actor=actor)


async def end_sessions(
    connection: AsyncConnection,
    person: Person,
    *,
    ledger: Ledger,
    clock: Clock,
    actor: str,
    but: str | None = None,
) -> int:
    """End every session of the person except ``but``; returns how many ended."""
    ended = await sessions.revoke_sessions(connection, person.id, now=clock(), but=but)
    if ended:
        await ledger.record(
            connection,
            GovernanceEvent.SESSION_REVOKED,
            actor=actor,
            organisation_id=person.organisation_id,
            object_id=person.id,
            details={"sessions": ended},
        )
    return ended


async def _record(
    connection: AsyncConnection, kind: GovernanceEvent, person: Person, *, ledger: Ledger, actor: str
) -> None:
    await ledger.record(
        connection, kind, actor=actor, organisation_id=person.organisation_id, object_id=person.id
    )
