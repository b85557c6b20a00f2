"""What is not published because too few persons stand behind it (少人数の秘匿).

Results of a ministry, a kind of work or an information class with fewer than ten voters, and of a ministry with fewer than
ten persons in the short survey, are left out and named; so is everything from which they could be subtracted.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from genkan.trial.analysis import Analysis
from genkan.trial.analysis.dimensions import DIMENSIONS
from genkan.trial.analysis.exclusions import excluded
from genkan.trial.analysis.results import GroupResult, Preference
from genkan.trial.evidence import Evidence
from genkan.trial.protocol.document import Protocol
from genkan.trial.small_groups import LEAST_PERSONS, hidden_cells, too_small
from genkan.trial.statistics.votes import counted_votes

PULSE = "pulse"
_Persons = Mapping[str, int]


class Suppressed(msgspec.Struct, frozen=True):
    """A group that is not told: ``of`` is the dimension of its votes or 「pulse」; an empty group is the whole survey."""

    of: str
    group: str


def suppressed(
    analysis: Analysis, evidence: Evidence, protocol: Protocol
) -> tuple[Analysis, tuple[Suppressed, ...]]:
    """The analysis as it may be published, and what was taken out of it."""
    voters = _voters(evidence, protocol)
    hidden = {dimension: too_small(persons) for dimension, persons in voters.items()}
    ministries = hidden["organisation"]
    quiet = _quiet(evidence)
    told = msgspec.structs.replace(
        analysis,
        groups=tuple(_groups(analysis.groups, hidden)),
        preference=_preference(analysis.preference, ministries),
        sensitivity=tuple(
            row
            for row in analysis.sensitivity
            if row.rule != "without_organisation" or row.of not in ministries
        ),
        pulse=tuple(row for row in analysis.pulse if row.organisation not in quiet),
    )
    return told, tuple(_named({**hidden, PULSE: quiet}))


def _named(hidden: Mapping[str, frozenset[str]]) -> Iterator[Suppressed]:
    for of, groups in hidden.items():
        yield from (Suppressed(of, group) for group in sorted(groups))


def _voters(evidence: Evidence, protocol: Protocol) -> dict[str, _Persons]:
    """How many persons gave votes that count in each group of each dimension."""
    votes, left_out = counted_votes(evidence), excluded(evidence, protocol)
    found = {dimension: dict[str, set[str]]() for dimension in DIMENSIONS}
    for row in evidence.exposures:
        if row.right and row.id in votes and row.id not in left_out:
            for dimension, groups in found.items():
                groups.setdefault(str(getattr(row, dimension)), set()).add(row.person)
    return {dimension: _counted(groups) for dimension, groups in found.items()}


def _counted(groups: Mapping[str, set[str]]) -> _Persons:
    return {name: len(people) for name, people in groups.items()}


def _groups(rows: Iterable[GroupResult], hidden: Mapping[str, frozenset[str]]) -> Iterator[GroupResult]:
    """The rows of groups that are told, without the arms on which too few of the group voted."""
    kept = [row for row in rows if row.group not in hidden[row.dimension]]
    persons = {(row.dimension, row.group, row.arm): row.persons for row in kept if row.votes}
    gone = hidden_cells(persons, lambda key: key[:2])
    yield from (row for row in kept if (row.dimension, row.group, row.arm) not in gone)


def _preference(primary: Preference | None, ministries: frozenset[str]) -> Preference | None:
    if primary is None:
        return None
    weights = {name: weight for name, weight in primary.weights.items() if name not in ministries}
    return msgspec.structs.replace(primary, weights=weights)


def _quiet(evidence: Evidence) -> frozenset[str]:
    """The ministries in which too few answered the short survey, 「」 for all where too few answered at all."""
    groups = dict[str, dict[str, set[str]]]()
    for row in evidence.pulses:
        for group in ("", row.organisation):
            asked = groups.setdefault(group, {})
            for name in ("minutes", "better"):
                if getattr(row, name) is not None:
                    asked.setdefault(name, set()).add(row.person)
    least = {name: min(_counted(asked).values(), default=0) for name, asked in groups.items()}
    whole = least.pop("", LEAST_PERSONS)
    return too_small(least) | frozenset([""] if whole < LEAST_PERSONS else list[str]())
