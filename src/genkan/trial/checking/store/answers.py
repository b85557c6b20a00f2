"""Reading and writing answers that have ended, and what of their trial their measures need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.checking.store.tables import trial_answer_table
from genkan.trial.consent import agreed_to
from genkan.trial.protocol import GOING_ON, Protocol, read_protocol
from genkan.trial.protocol.store.tables import trial_consent_table, trial_protocol_table, trial_table
from genkan.trial.store.tables import comparison_table


@dataclass(frozen=True, kw_only=True)
class TrialAnswer:
    """An answer that has ended; ``trial_id`` and ``conversation`` are empty where it belongs to none."""

    exposure_id: str
    side: str
    answer_id: str
    trial_id: str
    person_id: str | None
    organisation_id: str
    conversation: str
    characters: int
    asked_at: datetime
    ended_at: datetime


async def add_answer(connection: AsyncConnection, answer: TrialAnswer) -> bool:
    """Write that a side has ended; False, and nothing written, where that is written already."""
    return await insert_once(connection, trial_answer_table, vars(answer))


async def is_forgotten(
    connection: AsyncConnection, exposure_id: str, *, trial_id: str, person_id: str
) -> bool:
    """Whether it is forgotten whose an answer of a trial was, so that nothing that comes later may say it again.

    Its comparison has lost its person, or nothing is known any more of what the person said to the trial.
    """
    table, said = comparison_table.c, trial_consent_table.c
    blank = select(table.id).where(table.id == exposure_id, table.person_id.is_(None))
    if (await connection.execute(blank)).first() is not None:
        return True
    word = select(said.agreed).where(said.trial_id == trial_id, said.person_id == person_id)
    return bool(trial_id) and (await connection.execute(word)).first() is None


async def find_answer(connection: AsyncConnection, answer_id: str, *, person_id: str) -> TrialAnswer | None:
    """The answer that this person was given in a trial that is open, where the person agrees to take part."""
    found = await _taking_part(connection, [answer_id], person_id=person_id)
    return found[0] if found else None


async def answers_on_trial(
    connection: AsyncConnection, answer_ids: Sequence[str], *, person_id: str
) -> frozenset[str]:
    """Those of the answers that ``find_answer`` would find."""
    found = await _taking_part(connection, answer_ids, person_id=person_id)
    return frozenset(answer.answer_id for answer in found)


async def find_protocol(connection: AsyncConnection, trial_id: str, digest: str) -> Protocol | None:
    """The signed protocol of a trial with this digest."""
    table = trial_protocol_table.c
    statement = select(table.document).where(table.trial_id == trial_id, table.digest == digest).limit(1)
    document = (await connection.execute(statement)).scalar_one_or_none()
    return None if document is None else read_protocol(document)


async def _taking_part(
    connection: AsyncConnection, answer_ids: Sequence[str], *, person_id: str
) -> list[TrialAnswer]:
    """Those of trials that go on to whose present text the person agrees."""
    table = trial_answer_table.c
    statement = (
        select(trial_answer_table)
        .join(trial_table, trial_table.c.id == table.trial_id)
        .where(
            table.answer_id.in_(answer_ids),
            table.person_id == person_id,
            trial_table.c.state.in_(GOING_ON),
        )
    )
    found = [answer_of(row) for row in (await connection.execute(statement)).mappings()]
    trials = sorted({answer.trial_id for answer in found})
    agreed = {trial_id for trial_id in trials if await agreed_to(connection, trial_id, person_id)}
    return [answer for answer in found if answer.trial_id in agreed]


def answer_of(row: RowMapping) -> TrialAnswer:
    """The answer of a row."""
    return TrialAnswer(**{column.name: row[column.name] for column in trial_answer_table.c})
