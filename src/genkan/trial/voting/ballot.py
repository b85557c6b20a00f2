"""A vote that was sent, and what becomes of it: a pure decision over what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from genkan.gateway import Course
from genkan.trial.blindness import is_released
from genkan.trial.errors import (
    ComparisonUnknown,
    TrialProblem,
    VoteFinal,
    VoteOvertaken,
    VoteTooEarly,
    VotingClosed,
)
from genkan.trial.store import Standing, Vote
from genkan.trial.voting.belonging import Belonging
from genkan.trial.voting.opinion import Opinion


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What a person says of a comparison; ``seen`` is the revision that the person's form showed, 0 for none."""

    comparison_id: str
    person_id: str
    opinion: Opinion
    seen: int = 0


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """Everything that decides about a vote: the comparison as it stands, and its assignment.

    ``released`` is whether both answers may be voted on, ``None`` where their words are gone.
    """

    standing: Standing
    released: bool | None
    belonging: Belonging | None


def examine_ballot(ballot: Ballot, found: Comparable | None, *, now: datetime) -> Vote | TrialProblem | None:
    """The vote to write; ``None`` where exactly this stands already; or why none is written, the first of these:

    ``ComparisonUnknown`` unless it is the person's own and its assignment is recorded, ``VoteTooEarly`` before both
    answers are released, ``VotingClosed`` after the trial, ``VoteOvertaken`` where another revision stands than the one
    that was seen, ``VoteFinal`` after the reveal, for a first vote too.
    """
    if found is None or found.standing.person_id != ballot.person_id:
        return ComparisonUnknown()
    vote = found.standing.vote
    if vote is not None and ballot.opinion.is_said_by(vote):
        return None
    return _refusal(ballot, found) or _vote(ballot, found.standing, now=now)


def _refusal(ballot: Ballot, found: Comparable) -> TrialProblem | None:
    standing = found.standing
    if found.released is None or found.belonging is None:
        return ComparisonUnknown()
    if not found.released:
        return VoteTooEarly()
    if not found.belonging.takes_votes:
        return VotingClosed()
    if _revision(standing) != ballot.seen:
        return VoteOvertaken()
    return VoteFinal() if standing.revealed else None


def _vote(ballot: Ballot, standing: Standing, *, now: datetime) -> Vote:
    return Vote(
        comparison_id=ballot.comparison_id,
        person_id=ballot.person_id,
        choice=ballot.opinion.choice,
        reasons=ballot.opinion.reasons,
        comment=ballot.opinion.comment,
        at=now,
        revision=_revision(standing) + 1,
    )


def _revision(standing: Standing) -> int:
    return standing.vote.revision if standing.vote else 0


def are_released(courses: Sequence[Course], *, now: datetime) -> bool:
    """Whether both answers have ended, in whichever way, and their moment has come."""
    return [course.ended for course in courses] == [True, True] and is_released(courses, now=now)
