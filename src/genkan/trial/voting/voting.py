"""The vote on a comparison, its changes and, as a separate deed, the reveal of the arms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer, Gateway
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.trial.blindness import is_released
from genkan.trial.errors import (
    RevealInTrial,
    RevealTooEarly,
    VoteFinal,
    VoteOvertaken,
    VoteTooEarly,
    VotingClosed,
)
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import VotedDetails, details_of
from genkan.trial.store import (
    Comparison,
    Vote,
    add_reveal,
    add_vote,
    change_vote,
    find_reveal,
    find_sides,
    find_vote,
)
from genkan.trial.voting.belonging import belonging_of
from genkan.trial.voting.opinion import Opinion


@dataclass(frozen=True)
class Voting:
    """Votes and reveals: whatever is sent twice is written once, and no vote is ever lost to a later one."""

    gateway: Gateway
    ledger: Ledger
    clock: Clock

    async def vote(
        self, connection: AsyncConnection, comparison: Comparison, opinion: Opinion, *, seen: int = 0
    ) -> bool:
        """Write the vote of the person who asked, or its change; False where exactly this stands already.

        ``seen`` is the revision that the person's form showed, 0 for none. Raises ``VoteTooEarly`` before both answers
        are released, ``VotingClosed`` after the trial, ``VoteFinal`` after the reveal, for a first vote too, and ``VoteOvertaken`` where another
        revision stands than the one that was seen.
        """
        standing = await find_vote(connection, comparison.id)
        if standing is not None and opinion.is_said_by(standing):
            return False
        await self._check_open(connection, comparison)
        if (standing.revision if standing else 0) != seen:
            raise VoteOvertaken
        if await find_reveal(connection, comparison.id) is not None:
            raise VoteFinal
        return await self._write(connection, comparison, opinion, standing)

    async def reveal(self, connection: AsyncConnection, comparison: Comparison) -> bool:
        """Write that the person is told the arms; False where that was written before.

        Raises ``RevealTooEarly`` without a vote and ``RevealInTrial`` while the trial of the comparison runs.
        """
        if await find_vote(connection, comparison.id) is None:
            raise RevealTooEarly
        if not (await belonging_of(connection, comparison)).may_be_revealed:
            raise RevealInTrial
        written = await add_reveal(
            connection, comparison_id=comparison.id, person_id=comparison.person_id, at=self.clock()
        )
        if written:
            await self._record(connection, TrialEvent.REVEALED, comparison, details={})
        return written

    async def _check_open(self, connection: AsyncConnection, comparison: Comparison) -> None:
        sides = await find_sides(connection, comparison.id)
        answers = await self.gateway.read_many(connection, [side.answer_id for side in sides])
        if not (have_ended(answers.values()) and is_released(tuple(answers.values()), now=self.clock())):
            raise VoteTooEarly
        if not (await belonging_of(connection, comparison, hold=True)).takes_votes:
            raise VotingClosed

    async def _write(
        self, connection: AsyncConnection, comparison: Comparison, opinion: Opinion, standing: Vote | None
    ) -> bool:
        vote = Vote(
            comparison_id=comparison.id,
            person_id=comparison.person_id,
            choice=opinion.choice,
            reasons=opinion.reasons,
            comment=opinion.comment,
            at=self.clock(),
            revision=standing.revision + 1 if standing else 1,
        )
        written = (
            await change_vote(connection, standing, vote) if standing else await add_vote(connection, vote)
        )
        if not written:
            return await self._came_second(connection, comparison, opinion)
        details = VotedDetails(
            choice=vote.choice,
            reasons=tuple(reason.value for reason in vote.reasons),
            revision=vote.revision,
        )
        await self._record(connection, TrialEvent.VOTED, comparison, details=details_of(details))
        return True

    async def _came_second(
        self, connection: AsyncConnection, comparison: Comparison, opinion: Opinion
    ) -> bool:
        """Another tab was quicker: nothing more to write where it said the same."""
        standing = await find_vote(connection, comparison.id)
        if standing is not None and opinion.is_said_by(standing):
            return False
        raise VoteOvertaken

    async def _record(
        self,
        connection: AsyncConnection,
        kind: TrialEvent,
        comparison: Comparison,
        *,
        details: Mapping[str, object],
    ) -> None:
        await self.ledger.record(
            connection,
            kind,
            actor=comparison.person_id,
            organisation_id=comparison.organisation_id,
            object_id=comparison.id,
            details=details,
        )


def have_ended(answers: Iterable[Answer]) -> bool:
    """Whether both answers have ended, in whichever way."""
    return [answer.ended for answer in answers] == [True, True]
