"""The public data set (公開データ): counts without any person, each of at least ten.

Whoever voted in a ministry, on a kind of work, at an information class stands in a group, and a count in it is of those who
said the same about the same pair. A count of fewer persons, and one from which it could be subtracted, is published without
its ministry, together with the others of that kind; where they are still fewer, without the work; and where even that is
not enough, not at all: how many votes that left out is told. Counts of answers are kept back in the same way. Cells that are
large enough go with them where the totals of the trial by pair and choice, or of a group by pair, would tell a small one.
"""

import msgspec

from genkan.trial.analysis import Columns
from genkan.trial.evidence import Evidence
from genkan.trial.small_groups import LEAST_PERSONS

PUBLIC_FORMAT = "genkan-trial-public/1"


class PublicVotes(msgspec.Struct, frozen=True):
    """How many votes of a group said this about this pair; ``organisation`` and ``task`` are 「*」 where they are not told."""

    organisation: str
    task: str
    information_class: int
    left: str
    right: str
    choice: str
    votes: int


class PublicAnswers(msgspec.Struct, frozen=True):
    """How many answers of an arm in an era ended in this way."""

    arm: str
    era: int
    information_class: int
    outcome: str
    answers: int


class PublicData(msgspec.Struct, frozen=True):
    """The whole data set; ``left_out`` counts votes that are too few to tell, ``excluded`` those that do not count.

    ``answers_left_out`` counts answers that are too few to tell.
    """

    format: str
    trial: str
    protocol: str
    least_persons: int
    votes: tuple[PublicVotes, ...]
    answers: tuple[PublicAnswers, ...]
    answers_left_out: int
    left_out: int
    excluded: int


def public_data_of(evidence: Evidence | Columns, *, least: int = LEAST_PERSONS) -> PublicData:
    """The data set of a trial: nothing of a person, a moment, an identifier or a free text is in it."""
    from genkan.trial.analysis.flattening import flat  # NumPy is slow to load
    from genkan.trial.public_counting import VoteCounts, answer_counts

    columns = flat(evidence)
    votes = VoteCounts(columns, least=least)
    answers, answers_left_out = answer_counts(columns, least=least)
    protocols = columns.rest.protocols
    return PublicData(
        format=PUBLIC_FORMAT,
        trial=columns.trial,
        protocol=protocols[-1].digest if protocols else "",
        least_persons=least,
        votes=tuple(PublicVotes(*cell, votes=votes.told[cell]) for cell in sorted(votes.told)),
        answers=tuple(PublicAnswers(*cell, answers=count) for cell, count in answers.items()),
        answers_left_out=answers_left_out,
        left_out=votes.left_out,
        excluded=votes.excluded,
    )
