"""Which of the answers to a question the conversation goes on with, where a trial has two stand side by side."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial import PairInTurn, pairs_of_answers
from genkan.workspace.conversation import AnswerVersion

Pairs = Mapping[str, PairInTurn]
"""The pair to which an answer belongs, by its id."""


async def pairs_among(connection: AsyncConnection, versions: Mapping[str, Sequence[AnswerVersion]]) -> Pairs:
    """The pairs among the answers to several questions."""
    ids = [version.answer_id for of_turn in versions.values() for version in of_turn]
    return await pairs_of_answers(connection, ids) if ids else {}


def standing_answer(versions: Sequence[AnswerVersion], pairs: Pairs) -> AnswerVersion:
    """The newest answer, or of the newest two the chosen one: A where nobody chose."""
    newest = versions[-1]
    pair = pairs.get(newest.answer_id)
    if pair is None:
        return newest
    return next((each for each in versions if each.answer_id == pair.going_on), newest)
