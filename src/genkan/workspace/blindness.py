"""Answers of which the person must not know the model: every name that could tell is hidden in their words."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer
from genkan.trial import hidden_answers, name_concealer

Conceal = Callable[[str], str]
"""A text that is still being written, without what must not be told."""


async def without_names(
    connection: AsyncConnection, answers: Mapping[str, Answer], blind: Collection[str]
) -> dict[str, Answer]:
    """The answers by id, with the names hidden in those that are blind, and what says which model it is left out."""
    if not blind:
        return dict(answers)
    names = await name_concealer(connection)

    def hide(answer: Answer) -> Answer:
        return replace(
            answer,
            deployment_id="",
            text=names.conceal(answer.text, ended=answer.ended),
            notice=names.conceal(answer.notice, ended=True),
            sentence=names.conceal(answer.sentence, ended=True),
            next_step=names.conceal(answer.next_step, ended=True),
        )

    return {id_: hide(answer) if id_ in blind else answer for id_, answer in answers.items()}


async def concealing(connection: AsyncConnection, answer_id: str) -> Conceal:
    """What hides the names in an answer while it is written; the text itself where its model may be told."""
    if not await hidden_answers(connection, [answer_id]):
        return str
    return partial((await name_concealer(connection)).conceal, ended=False)
