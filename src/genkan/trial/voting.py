"""The vote on a comparison and, as a separate deed, the reveal of its arms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import Answer, Gateway
from genkan.governance import Ledger
from genkan.kit import Clock, normalise_newlines
from genkan.trial.errors import ChoiceMissing, CommentTooLong, RevealTooEarly, VoteTooEarly
from genkan.trial.events import TrialEvent
from genkan.trial.evidence import VotedDetails, details_of
from genkan.trial.statistics import Choice
from genkan.trial.store import Comparison, Reason, Vote, add_reveal, add_vote, find_sides, find_vote

COMMENT_LIMIT = 2_000


@dataclass(frozen=True)
class Opinion:
    """What a person says about two answers; made by :func:`read_opinion` from what a form sends."""

    choice: Choice
    reasons: tuple[Reason, ...] = ()
    comment: str = ""


def read_opinion(choice: str, *, reasons: Sequence[str] = (), comment: str = "") -> Opinion:
    """The opinion in a form. Raises ``ChoiceMissing`` for unknown values and ``CommentTooLong``."""
    comment = normalise_newlines(comment).replace("\x00", "").strip()
    if choice not in set(Choice) or not set(reasons) <= set(Reason):
        raise ChoiceMissing
    if len(comment) > COMMENT_LIMIT:
        raise CommentTooLong(length=f"{len(comment):,}", limit=f"{COMMENT_LIMIT:,}")
    return Opinion(Choice(choice), tuple(reason for reason in Reason if reason in reasons), comment)


@dataclass(frozen=True)
class Voting:
    """Votes and reveals; both are written once, however often they are sent."""

    gateway: Gateway
    ledger: Ledger
    clock: Clock

    async def vote(self, connection: AsyncConnection, comparison: Comparison, opinion: Opinion) -> bool:
        """Write the vote of the person who asked; False where one was written before, which stays as it is.

        Raises ``VoteTooEarly`` while an answer is still being written.
        """
        sides = await find_sides(connection, comparison.id)
        answers = await self.gateway.read_many(connection, [side.answer_id for side in sides])
        if not have_ended(answers.values()):
            raise VoteTooEarly
        vote = Vote(
            comparison_id=comparison.id,
            person_id=comparison.person_id,
            choice=opinion.choice,
            reasons=opinion.reasons,
            comment=opinion.comment,
            at=self.clock(),
        )
        if not await add_vote(connection, vote):
            return False
        details = VotedDetails(choice=vote.choice, reasons=tuple(reason.value for reason in vote.reasons))
        await self._record(connection, TrialEvent.VOTED, comparison, details=details_of(details))
        return True

    async def reveal(self, connection: AsyncConnection, comparison: Comparison) -> bool:
        """Write that the person is told the arms; False where that was written before.

        Raises ``RevealTooEarly`` without a vote.
        """
        if await find_vote(connection, comparison.id) is None:
            raise RevealTooEarly
        written = await add_reveal(
            connection, comparison_id=comparison.id, person_id=comparison.person_id, at=self.clock()
        )
        if written:
            await self._record(connection, TrialEvent.REVEALED, comparison, details={})
        return written

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
