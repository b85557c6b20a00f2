"""Reading and writing uses, and forgetting whose they were."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.audit.store.tables import trial_audit_table, trial_mark_table
from genkan.trial.checking.store import TrialAnswer
from genkan.trial.checking.store.answers import answer_of
from genkan.trial.checking.store.tables import trial_answer_table
from genkan.trial.evidence import Use
from genkan.trial.protocol import TrialState, read_protocol
from genkan.trial.protocol.store.tables import trial_consent_table, trial_protocol_table, trial_table
from genkan.trial.work.store.tables import trial_use_table


async def add_use(connection: AsyncConnection, answer: TrialAnswer, use: Use, *, at: datetime) -> bool:
    """Write a use of an answer; False where a use of this kind is written."""
    row = {"exposure_id": answer.exposure_id, "side": answer.side, "use": use.value, "at": at}
    return await insert_once(connection, trial_use_table, row)


async def dropped_answers(
    connection: AsyncConnection, *, before: datetime, limit: int
) -> Sequence[TrialAnswer]:
    """Last answers of conversations in open trials that ended before a moment and were neither followed nor used."""
    table, later = trial_answer_table, trial_answer_table.alias("later")
    followed = and_(later.c.conversation == table.c.conversation, later.c.asked_at > table.c.asked_at)
    statement = (
        select(table)
        .where(
            table.c.conversation != "",
            table.c.ended_at < before,
            ~exists().where(_uses_of(table.c.exposure_id, table.c.side)),
            ~exists(select(later.c.side).where(followed)),
            exists().where(
                trial_table.c.id == table.c.trial_id, trial_table.c.state == TrialState.OPEN.value
            ),
            exists().where(
                trial_consent_table.c.trial_id == table.c.trial_id,
                trial_consent_table.c.person_id == table.c.person_id,
                trial_consent_table.c.agreed == 1,
            ),
        )
        .order_by(table.c.ended_at, table.c.exposure_id, table.c.side)
        .limit(limit)
    )
    return [answer_of(row) for row in (await connection.execute(statement)).mappings()]


async def forget_people(connection: AsyncConnection, trial_id: str, *, before: datetime) -> int:
    """Take from answers of a trial that ended before a moment whose they were, with their audits; how many lost it."""
    answers = trial_answer_table.c
    old = (answers.trial_id == trial_id, answers.ended_at < before, answers.person_id.is_not(None))
    audited = select(trial_audit_table.c.id).where(
        trial_audit_table.c.trial_id == trial_id, trial_audit_table.c.added_at < before
    )
    await connection.execute(delete(trial_mark_table).where(trial_mark_table.c.audit_id.in_(audited)))
    gone = trial_audit_table.c.trial_id == trial_id, trial_audit_table.c.added_at < before
    await connection.execute(delete(trial_audit_table).where(*gone))
    forgotten = await connection.execute(update(trial_answer_table).where(*old).values(person_id=None))
    return forgotten.rowcount


async def kept_days(connection: AsyncConnection) -> dict[str, int]:
    """For how many days each trial that was signed keeps whose its answers were, by its newest protocol."""
    table = trial_protocol_table.c
    statement = select(table.trial_id, table.document).order_by(table.trial_id, table.number)
    rows = await connection.execute(statement)
    return {row.trial_id: read_protocol(row.document).retention_days for row in rows}


def _uses_of(exposure_id: ColumnElement[str], side: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(trial_use_table.c.exposure_id == exposure_id, trial_use_table.c.side == side)
