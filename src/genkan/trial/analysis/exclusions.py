"""Which exposures do not count in the primary analysis, each with the rule (除外)."""

import numpy as np
from numpy.typing import NDArray

from genkan.trial.analysis.columns import Columns
from genkan.trial.protocol.document import Exclusions, Protocol

FASTEST = "fastest_vote_seconds"
MOST = "most_votes_per_person"
_SECOND = 1_000_000


class Excluded:
    """The rule for each excluded exposure, as a place in ``names``, -1 for one that counts."""

    def __init__(self, names: tuple[str, ...], rule: NDArray[np.int16]) -> None:
        self.names = names
        self.rule = rule

    @property
    def counts(self) -> dict[str, int]:
        """How many exposures each rule leaves out, by the rule's name."""
        found = np.bincount(self.rule[self.rule >= 0], minlength=len(self.names)).tolist()
        counts: dict[str, int] = {}
        for name, count in zip(self.names, found, strict=True):
            if count:
                counts[name] = counts.get(name, 0) + count
        return dict(sorted(counts.items()))


def excluded(columns: Columns, protocol: Protocol) -> Excluded:
    """The rule for each excluded exposure: those recorded as excluded, then those that the protocol's numbers leave out.

    Of several recorded rules the first counts. A vote is too fast by the time between the later end of both answers and
    the first vote; a negative time tells of a clock that was set back, not of haste. Of a person with too many
    votes the first ones count, by the moment of the assignment. That vendors' staff do not count stands in the record
    only, because the evidence does not know where people work.
    """
    names = (*columns.rules, FASTEST, MOST)
    rule = columns.exposures.recorded.copy()
    rule[(rule < 0) & _too_fast(columns, protocol.exclusions)] = len(names) - 2
    rule[(rule < 0) & _too_many(columns, protocol.exclusions, rule < 0)] = len(names) - 1
    return Excluded(names, rule)


def _too_fast(columns: Columns, rules: Exclusions) -> NDArray[np.bool_]:
    exposures, answers = columns.exposures, columns.answers
    if not rules.fastest_vote_seconds:
        return np.zeros(len(exposures), bool)
    took = np.zeros(len(exposures), np.int64)
    np.maximum.at(took, answers.exposure, np.maximum(answers.total_ms, 0))
    waited = exposures.first_vote - exposures.at - 1000 * took
    fast = (waited >= 0) & (waited < _SECOND * rules.fastest_vote_seconds)
    return fast & (exposures.first_vote >= 0)


def _too_many(columns: Columns, rules: Exclusions, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    exposures = columns.exposures
    found = np.zeros(len(exposures), bool)
    if not rules.most_votes_per_person:
        return found
    rows = np.flatnonzero(known & (exposures.choice >= 0))
    order = rows[np.lexsort((exposures.rank[rows], exposures.at[rows], exposures.person[rows]))]
    person = exposures.person[order]
    number = np.arange(len(order)) - np.searchsorted(person, person)
    found[order[number >= rules.most_votes_per_person]] = True
    return found
