"""What a person may do between the vote and the reveal."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.trial.store import Comparison, Guess, find_guess
from genkan.trial.voting import Candidate, belonging_of, candidates_for


@dataclass(frozen=True, kw_only=True)
class AfterVote:
    """``guess`` is what became of the question; ``candidates`` its choices, empty where it is done with."""

    may_change: bool
    may_be_revealed: bool
    guess: Guess | None
    candidates: tuple[Candidate, ...]


async def look_after_the_vote(connection: AsyncConnection, comparison: Comparison) -> AfterVote:
    """Read it; the candidates are the same for both answers and stand in the order of their titles."""
    belonging = await belonging_of(connection, comparison)
    guess = await find_guess(connection, comparison.id)
    return AfterVote(
        may_change=belonging.takes_votes,
        may_be_revealed=belonging.may_be_revealed,
        guess=guess,
        candidates=() if guess else await candidates_for(connection, belonging.assigned),
    )
