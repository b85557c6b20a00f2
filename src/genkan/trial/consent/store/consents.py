"""The present word of each person on each trial."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import digest
from genkan.storage import insert_into
from genkan.trial.protocol import GOING_ON, TrialState, read_protocol, trial_consent_table
from genkan.trial.protocol.store.tables import trial_protocol_table, trial_table

_NOT_PUBLISHED = (*GOING_ON, TrialState.CLOSED.value)


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


async def texts_in_force(connection: AsyncConnection) -> dict[str, str]:
    """The digest of the text that staff now agree to, by trial, for trials that are opened and not published."""
    protocol, trial = trial_protocol_table.c, trial_table.c
    query = (
        select(protocol.trial_id, protocol.document)
        .join(trial_table, trial.id == protocol.trial_id)
        .where(trial.state.in_(_NOT_PUBLISHED))
        .order_by(protocol.trial_id, protocol.number)
    )
    newest = {row.trial_id: row.document for row in await connection.execute(query)}
    return {trial_id: digest(read_protocol(document).consent) for trial_id, document in newest.items()}


def agrees_now(
    trial_id: ColumnElement[str], person_id: ColumnElement[Any], *, texts: Mapping[str, str]
) -> ColumnElement[bool]:
    """Whether the person of a row agrees to the text that is in force for the row's trial, as ``agreed_to`` has it."""
    table = trial_consent_table.c
    to_text = [and_(table.trial_id == one, table.text_digest == text) for one, text in sorted(texts.items())]
    return exists().where(*_said_yes(trial_id, person_id), or_(false(), *to_text))


def has_agreed(trial_id: ColumnElement[str], person_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the person of a row agreed and did not withdraw, be it to an earlier text."""
    return exists().where(*_said_yes(trial_id, person_id))


def _said_yes(trial_id: ColumnElement[str], person_id: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    table = trial_consent_table.c
    return table.trial_id == trial_id, table.person_id == person_id, table.agreed == 1
