"""Votes on comparisons, their changes and, as a separate deed, the reveal of the arms."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Gateway
from genkan.governance import Deed, Ledger
from genkan.kit import Clock
from genkan.trial.errors import RevealInTrial, RevealTooEarly, TrialProblem, VoteOvertaken
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import VotedDetails, details_of
from genkan.trial.store import (
    Comparison,
    SideName,
    Standing,
    Vote,
    add_reveal,
    add_votes,
    change_vote,
    find_vote,
    standing_of,
)
from genkan.trial.voting.ballot import Ballot, Comparable, are_released, examine_ballot
from genkan.trial.voting.belonging import belonging_of, belongings_of

Released = Callable[[AsyncConnection, Mapping[str, Standing]], Awaitable[Mapping[str, bool]]]
"""Which of the comparisons may be voted on; one whose words are gone is left out. Raises a ``TrialProblem`` where one never may."""


@dataclass(frozen=True)
class Voting:
    """Votes and reveals: whatever is sent twice is written once, and no vote is ever lost to a later one.

    ``released`` is asked where the answers are none of the gateway.
    """

    gateway: Gateway
    ledger: Ledger
    clock: Clock
    released: Released | None = None

    async def vote(self, connection: AsyncConnection, ballot: Ballot) -> bool:
        """Write one vote or its change as :meth:`vote_all` does; raises why it is not written."""
        (told,) = await self.vote_all(connection, [ballot])
        if isinstance(told, TrialProblem):
            raise told
        return told

    async def vote_all(
        self, connection: AsyncConnection, ballots: Sequence[Ballot]
    ) -> list[bool | TrialProblem]:
        """Write votes on as many different comparisons, or their changes, each with its event.

        For each ballot, in their order: True, False where exactly this stands already, or why it is not written, as
        :func:`examine_ballot` says it.
        """
        found = await self._read(connection, [ballot.comparison_id for ballot in ballots])
        now = self.clock()
        examined = [examine_ballot(ballot, found.get(ballot.comparison_id), now=now) for ballot in ballots]
        votes = [one for one in examined if isinstance(one, Vote)]
        written = await self._write(connection, votes, {key: one.standing for key, one in found.items()})
        return [
            one.comparison_id in written or await _came_second(connection, ballot)
            if isinstance(one, Vote)
            else one or False
            for ballot, one in zip(ballots, examined, strict=True)
        ]

    async def reveal(self, connection: AsyncConnection, comparison: Comparison) -> bool:
        """Write that the person is told the arms; False where that was written before.

        Raises ``RevealTooEarly`` without a vote and ``RevealInTrial`` while the trial of the comparison runs.
        """
        if await find_vote(connection, comparison.id) is None:
            raise RevealTooEarly
        if not (await belonging_of(connection, comparison)).may_be_revealed:
            raise RevealInTrial
        written = await add_reveal(connection, comparison.id, at=self.clock())
        if written:
            await self.ledger.record(
                connection,
                TrialEvent.REVEALED,
                actor=comparison.person_id,
                organisation_id=comparison.organisation_id,
                object_id=comparison.id,
            )
        return written

    async def _read(
        self, connection: AsyncConnection, comparison_ids: Sequence[str]
    ) -> dict[str, Comparable]:
        """Those that exist: what decides is read in one statement a kind, however many are asked for."""
        standing = await standing_of(connection, comparison_ids)
        released = await (self.released or self._released)(connection, standing)
        belonging = await belongings_of(connection, list(standing), hold=True)
        return {
            comparison_id: Comparable(
                standing=one,
                released=released.get(comparison_id),
                belonging=belonging.get(comparison_id),
            )
            for comparison_id, one in standing.items()
        }

    async def _released(
        self, connection: AsyncConnection, standing: Mapping[str, Standing]
    ) -> Mapping[str, bool]:
        whole = {key: one.answer_ids for key, one in standing.items() if len(one.answer_ids) == len(SideName)}
        courses = await self.gateway.read_courses(
            connection, [answer_id for both in whole.values() for answer_id in both]
        )
        now = self.clock()
        return {
            key: are_released([courses[answer_id] for answer_id in both if answer_id in courses], now=now)
            for key, both in whole.items()
        }

    async def _write(
        self, connection: AsyncConnection, votes: Sequence[Vote], standing: Mapping[str, Standing]
    ) -> frozenset[str]:
        """The comparisons whose votes were written; in the order of their ids, so that no two processes block each other."""
        ordered = sorted(votes, key=lambda vote: vote.comparison_id)
        first = [vote for vote in ordered if standing[vote.comparison_id].vote is None]
        written = set(await add_votes(connection, first))
        for vote in ordered:
            before = standing[vote.comparison_id].vote
            if before is not None and await change_vote(connection, before, vote):
                written.add(vote.comparison_id)
        await self.ledger.record_all(
            connection,
            [_deed(vote, standing[vote.comparison_id]) for vote in votes if vote.comparison_id in written],
        )
        return frozenset(written)


async def _came_second(connection: AsyncConnection, ballot: Ballot) -> TrialProblem | bool:
    """Another tab was quicker through another process: nothing more to write where it said the same."""
    standing = await find_vote(connection, ballot.comparison_id)
    said = standing is not None and ballot.opinion.is_said_by(standing)
    return False if said else VoteOvertaken()


def _deed(vote: Vote, standing: Standing) -> Deed:
    details = VotedDetails(
        choice=vote.choice,
        reasons=tuple(reason.value for reason in vote.reasons),
        revision=vote.revision,
    )
    return Deed(
        kind=TrialEvent.VOTED,
        actor=vote.person_id,
        organisation_id=standing.organisation_id,
        object_id=vote.comparison_id,
        details=details_of(details),
    )
