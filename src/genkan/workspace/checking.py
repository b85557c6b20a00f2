"""Checking every citation of an answer against the articles it was given and the regulations on the shelves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer
from genkan.knowledge import Collection, Examination, Library, Prover, prover_for


@dataclass(frozen=True)
class Checker:
    """Checks answers against what their reader may read."""

    prover: Prover

    def check(self, answer: Answer) -> Examination:
        """The check of the text as it is now, by the law of the day on which it was asked for."""
        return self.prover.examine(answer.text, answer.sources, at=answer.asked_at)


async def checker_for(
    connection: AsyncConnection,
    library: Library,
    *,
    readable: Sequence[Collection],
    answers: Sequence[Answer],
) -> Checker:
    """A checker for these answers, with what their reader may read."""
    texts = [(answer.text, answer.asked_at) for answer in answers if answer.ended and answer.text]
    return Checker(await prover_for(library, connection, texts, collections=readable))
