"""What is not published because too few persons stand behind it (少人数の秘匿).

Results of a ministry, a kind of work or an information class with fewer than ten voters, and of a ministry with fewer than
ten persons in the short survey, are left out and named; so is everything from which they could be subtracted.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from genkan.trial.analysis import Analysis
from genkan.trial.analysis.columns import Columns
from genkan.trial.analysis.dimensions import DIMENSIONS
from genkan.trial.analysis.results import GroupResult, Preference
from genkan.trial.complementary import Between, completed
from genkan.trial.evidence import Evidence
from genkan.trial.protocol.document import Protocol
from genkan.trial.small_groups import LEAST_PERSONS, hidden_cells, too_small

PULSE = "pulse"
_Persons = Mapping[str, int]


class Suppressed(msgspec.Struct, frozen=True):
    """A group that is not told: ``of`` is the dimension of its votes or 「pulse」; an empty group is the whole survey."""

    of: str
    group: str


def suppressed(
    analysis: Analysis, columns: Columns, protocol: Protocol
) -> tuple[Analysis, tuple[Suppressed, ...]]:
    """The analysis as it may be published, and what was taken out of it."""
    voters = _voters(columns, protocol)
    hidden = {dimension: too_small(persons) for dimension, persons in voters.items()}
    ministries = hidden["organisation"]
    quiet = _quiet(columns.rest)
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


def _voters(columns: Columns, protocol: Protocol) -> dict[str, _Persons]:
    """How many persons gave votes that count in each group of each dimension."""
    from genkan.trial.analysis.voters import voters_by  # NumPy is slow to load

    return {dimension: voters_by(columns, protocol, dimension) for dimension in DIMENSIONS}


def _counted(groups: Mapping[str, set[str]]) -> _Persons:
    return {name: len(people) for name, people in groups.items()}


def _groups(rows: Sequence[GroupResult], hidden: Mapping[str, frozenset[str]]) -> Iterator[GroupResult]:
    """The rows of groups that are told, without the arms on which too few of the group voted.

    The votes of a group, and those on an arm over all groups of a dimension, are taken to be known.
    """
    persons = {(row.dimension, row.group, row.arm): row.persons for row in rows if row.votes}
    gone = {key for key in persons if key[1] in hidden[key[0]]}
    gone |= hidden_cells(persons, lambda key: key[:2], hidden=gone)
    sums = {key: Between(("group", *key[:2]), ("arm", key[0], key[2]), persons[key]) for key in persons}
    gone = completed(sums, gone)
    for row in rows:
        if row.group not in hidden[row.dimension] and (row.dimension, row.group, row.arm) not in gone:
            yield row


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
