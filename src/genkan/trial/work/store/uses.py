"""Reading and writing uses."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.storage import insert_once
from genkan.trial.checking.store import TrialAnswer
from genkan.trial.checking.store.answers import answer_of
from genkan.trial.checking.store.tables import trial_answer_table
from genkan.trial.consent.store import agrees_now, texts_in_force
from genkan.trial.evidence import Use
from genkan.trial.protocol import GOING_ON
from genkan.trial.protocol.store.tables import trial_table
from genkan.trial.work.store.tables import trial_use_table


async def add_use(connection: AsyncConnection, answer: TrialAnswer, use: Use, *, at: datetime) -> bool:
    """Write a use of an answer; False where a use of this kind is written."""
    row = {"exposure_id": answer.exposure_id, "side": answer.side, "use": use.value, "at": at}
    return await insert_once(connection, trial_use_table, row)


async def dropped_answers(
    connection: AsyncConnection, *, before: datetime, limit: int
) -> Sequence[TrialAnswer]:
    """Last answers of conversations in trials that go on that ended before a moment and were neither followed nor used.

    The other answer of a pair is not dropped where one was used.
    """
    table, later = trial_answer_table, trial_answer_table.alias("later")
    followed = and_(later.c.conversation == table.c.conversation, later.c.asked_at > table.c.asked_at)
    statement = (
        select(table)
        .where(
            table.c.conversation != "",
            table.c.ended_at < before,
            ~exists().where(_ends_waiting(table.c.exposure_id, table.c.side)),
            ~exists(select(later.c.side).where(followed)),
            exists().where(trial_table.c.id == table.c.trial_id, trial_table.c.state.in_(GOING_ON)),
            agrees_now(table.c.trial_id, table.c.person_id, texts=await texts_in_force(connection)),
        )
        .order_by(table.c.ended_at, table.c.exposure_id, table.c.side)
        .limit(limit)
    )
    return [answer_of(row) for row in (await connection.execute(statement)).mappings()]


def _ends_waiting(exposure_id: ColumnElement[str], side: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a use says that an answer was not dropped, or that this is told already."""
    use = trial_use_table.c
    return and_(use.exposure_id == exposure_id, or_(use.side == side, use.use != Use.DROPPED.value))
