"""The public data set (公開データ): counts without any person, each of at least ten.

Whoever voted in a ministry, on a kind of work, at an information class stands in a group, and a count in it is of those who
said the same about the same pair. A count of fewer persons, and one from which it could be subtracted, is published without
its ministry, together with the others of that kind; where they are still fewer, without the work; and where even that is
not enough, not at all: how many votes that left out is told. Counts of answers are kept back in the same way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from genkan.trial.evidence import Evidence, Exposure
from genkan.trial.small_groups import LEAST_PERSONS, Key, hidden_cells
from genkan.trial.statistics.votes import counted_votes

ANY = "*"
PUBLIC_FORMAT = "genkan-trial-public/1"

Group = tuple[str, str, int]
Cell = tuple[str, str, int, str, str, str]


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


def public_data_of(evidence: Evidence, *, least: int = LEAST_PERSONS) -> PublicData:
    """The data set of a trial: nothing of a person, a moment, an identifier or a free text is in it."""
    choices = {exposure: vote.choice for exposure, vote in counted_votes(evidence).items()}
    excluded = {row.exposure for row in evidence.exclusions}
    voted = [row for row in evidence.exposures if row.id in choices]
    counted = [row for row in voted if row.id not in excluded]
    told = _told(counted, choices, least=least)
    answers, answers_left_out = _answers(evidence, least=least)
    return PublicData(
        format=PUBLIC_FORMAT,
        trial=evidence.trial,
        protocol=evidence.protocols[-1].digest if evidence.protocols else "",
        least_persons=least,
        votes=tuple(PublicVotes(*cell, votes=told[cell]) for cell in sorted(told)),
        answers=answers,
        answers_left_out=answers_left_out,
        left_out=len(counted) - sum(told.values()),
        excluded=len(voted) - len(counted),
    )


def _told(counted: Sequence[Exposure], choices: Mapping[str, str], *, least: int) -> Counter[Cell]:
    """How many votes are told in each cell."""
    found, left = Counter[Cell](), list(counted)
    for coarsen in (_whole, _without_ministry, _class_alone):
        cells: dict[str, Cell] = {
            row.id: (*coarsen(row), row.left, row.right, choices[row.id]) for row in left
        }
        persons = _persons((cells[row.id], row.person) for row in left)
        hidden = hidden_cells(persons, lambda cell: cell[:3], least=least)
        found.update(cells[row.id] for row in left if cells[row.id] not in hidden)
        left = [row for row in left if cells[row.id] in hidden]
    return found


def _persons(rows: Iterable[tuple[Key, str]]) -> dict[Key, int]:
    found = dict[Key, set[str]]()
    for key, person in rows:
        found.setdefault(key, set()).add(person)
    return {key: len(people) for key, people in found.items()}


def _whole(row: Exposure) -> Group:
    return row.organisation, row.task, row.information_class


def _without_ministry(row: Exposure) -> Group:
    return ANY, row.task, row.information_class


def _class_alone(row: Exposure) -> Group:
    return ANY, ANY, row.information_class


def _answers(evidence: Evidence, *, least: int) -> tuple[tuple[PublicAnswers, ...], int]:
    """The cells that are told, and how many answers are in the others.

    The sums of an arm are known by class, from its assignments, and by the way in which answers ended.
    """
    shown = {row.id: row for row in evidence.exposures}
    rows = [
        ((row.arm, row.era, shown[row.exposure].information_class, row.outcome), shown[row.exposure].person)
        for row in evidence.answers
        if row.exposure in shown
    ]
    hidden = hidden_cells(
        _persons(rows), lambda cell: cell[:3], lambda cell: (*cell[:2], cell[3]), least=least
    )
    counts = Counter(cell for cell, _ in rows)
    told = tuple(PublicAnswers(*cell, answers=counts[cell]) for cell in sorted(counts) if cell not in hidden)
    return told, sum(counts[cell] for cell in hidden)
