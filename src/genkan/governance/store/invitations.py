"""SQL of one-time links."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.store.tables import invitation


@dataclass(frozen=True)
class Invitation:
    """A link by which a person sets a password once."""

    id: str
    person_id: str
    created_at: datetime
    expires_at: datetime


async def add_invitation(connection: AsyncConnection, new: Invitation, *, token_hash: str) -> None:
    """Write a link; the token itself is never stored."""
    values = {
        "id": new.id,
        "person_id": new.person_id,
        "token_hash": token_hash,
        "created_at": new.created_at,
        "expires_at": new.expires_at,
    }
    await connection.execute(invitation.insert(), values)


async def find_invitation(
    connection: AsyncConnection, *, token_hash: str, now: datetime
) -> Invitation | None:
    """The link that the token opens, if it still can be used."""
    query = select(invitation).where(invitation.c.token_hash == token_hash, _usable(now))
    row = (await connection.execute(query)).first()
    return Invitation(row.id, row.person_id, row.created_at, row.expires_at) if row else None


async def use_invitation(connection: AsyncConnection, invitation_id: str, *, now: datetime) -> bool:
    """Use the link up; False where somebody else was faster."""
    chosen = and_(invitation.c.id == invitation_id, _usable(now))
    return (await connection.execute(invitation.update().where(chosen).values(used_at=now))).rowcount == 1


async def void_invitations(connection: AsyncConnection, person_id: str, *, now: datetime) -> None:
    """Make every open link of the person useless."""
    chosen = and_(invitation.c.person_id == person_id, _usable(now))
    await connection.execute(invitation.update().where(chosen).values(revoked_at=now))


def _usable(now: datetime) -> ColumnElement[bool]:
    return and_(
        invitation.c.used_at.is_(None), invitation.c.revoked_at.is_(None), invitation.c.expires_at > now
    )
