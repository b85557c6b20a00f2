"""Answers of which the person must not know the model: names are hidden in their words, and all are shown at one pace."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation import Concealer
from genkan.gateway import Answer
from genkan.trial import as_shown, hidden_answers, name_concealer


async def without_names(
    connection: AsyncConnection, answers: Mapping[str, Answer], blind: Collection[str], *, now: datetime
) -> dict[str, Answer]:
    """The answers by id as they may be shown now: in those that are blind nothing says or shows which model it is."""
    if not blind:
        return dict(answers)
    names = await name_concealer(connection)

    def hide(answer: Answer) -> Answer:
        hidden = replace(
            answer,
            deployment_id="",
            text=names.conceal(answer.text, ended=answer.ended),
            notice=names.conceal(answer.notice, ended=True),
            sentence=names.conceal(answer.sentence, ended=True),
            next_step=names.conceal(answer.next_step, ended=True),
        )
        return as_shown(hidden, now=now)

    return {id_: hide(answer) if id_ in blind else answer for id_, answer in answers.items()}


async def concealing(connection: AsyncConnection, answer_id: str) -> Concealer | None:
    """What hides the names in an answer while it is shown; ``None`` where its model may be told."""
    if not await hidden_answers(connection, [answer_id]):
        return None
    return await name_concealer(connection)
