"""Checking every citation of an answer against the articles it was given and the regulations on the shelves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer
from genkan.knowledge import (
    CitationCheck,
    CitationSummary,
    Collection,
    KnownRegulation,
    Library,
    summarise,
    verify,
)


@dataclass(frozen=True)
class AnswerCheck:
    """What became of each citation of one answer, and the counts."""

    checks: tuple[CitationCheck, ...]
    summary: CitationSummary

    @property
    def failures(self) -> tuple[CitationCheck, ...]:
        """Those that could not be confirmed, in the order of the text."""
        return tuple(check for check in self.checks if check.failed)


@dataclass(frozen=True)
class Checker:
    """Checks answers; ``known`` are the regulations that they name and their reader may read."""

    known: tuple[KnownRegulation, ...]

    def check(self, answer: Answer) -> AnswerCheck:
        """The check of the text as it is now."""
        checks = verify(answer.text, answer.sources, known=self.known)
        return AnswerCheck(checks, summarise(answer.text, checks))


async def checker_for(
    connection: AsyncConnection,
    library: Library,
    *,
    readable: Sequence[Collection],
    answers: Sequence[Answer],
) -> Checker:
    """A checker for these answers, with what their reader may read."""
    texts = [answer.text for answer in answers if answer.ended and answer.text]
    if not texts:
        return Checker(())
    return Checker(await library.known_regulations(connection, texts=texts, collections=readable))
