"""The present word of each person on each trial."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_into
from genkan.trial.protocol import trial_consent_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person last said, and to which text."""

    trial_id: str
    person_id: str
    agreed: bool
    text_digest: str
    at: datetime


async def find_consent(connection: AsyncConnection, trial_id: str, *, person_id: str) -> Consent | None:
    """What the person last said on the trial."""
    table = trial_consent_table
    query = select(table).where(table.c.trial_id == trial_id, table.c.person_id == person_id)
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return Consent(
        trial_id=row.trial_id,
        person_id=row.person_id,
        agreed=bool(row.agreed),
        text_digest=row.text_digest,
        at=row.at,
    )


async def keep_consent(connection: AsyncConnection, consent: Consent) -> None:
    """Write what the person says now in the place of what was said before."""
    row = {
        "trial_id": consent.trial_id,
        "person_id": consent.person_id,
        "agreed": int(consent.agreed),
        "text_digest": consent.text_digest,
        "at": consent.at,
    }
    statement = insert_into(connection, trial_consent_table).values(row)
    changed = {name: row[name] for name in ("agreed", "text_digest", "at")}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["trial_id", "person_id"], set_=changed)
    )
