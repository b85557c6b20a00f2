"""The evidence as the parts of the analysis take it: columns, with exclusions applied."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genkan.trial.analysis.columns import Columns
from genkan.trial.analysis.exclusions import Excluded, excluded
from genkan.trial.analysis.flattening import flat
from genkan.trial.analysis.plan import Plan, plan_of
from genkan.trial.analysis.tabling import names_at, table_of_votes
from genkan.trial.evidence.choice import Choice
from genkan.trial.evidence.rows import Evidence
from genkan.trial.protocol.document import Protocol
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.votes import CHOICES, VoteTable

_USES = frozenset({"copied", "exported", "sent"})
_BOTH_GOOD = CHOICES.index(Choice.BOTH_GOOD)
Truths = NDArray[np.bool_]


class Shown(NamedTuple):
    """The pairs that count, each as often as it has sides: its exposure, the arm of the side, and the side (0 or 1)."""

    exposure: Numbers
    key: Numbers
    side: Numbers


@dataclass(frozen=True, eq=False)
class Material:
    """The evidence of a trial and its protocol, and what is left out."""

    columns: Columns
    protocol: Protocol
    excluded: Excluded

    @cached_property
    def plan(self) -> Plan:
        """The rules of the analysis."""
        return plan_of(self.protocol)

    @cached_property
    def counted(self) -> Truths:
        """Which exposures count."""
        return self.excluded.rule < 0

    @cached_property
    def pairs(self) -> Truths:
        """Which of them showed two answers."""
        return self.counted & (self.columns.exposures.right >= 0)

    @cached_property
    def table(self) -> VoteTable:
        """The votes that count."""
        return table_of_votes(self.columns, self.counted)

    @cached_property
    def answers(self) -> Truths:
        """Which answers belong to exposures that count."""
        return self.counted[self.columns.answers.exposure]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all arms that were shown where it counts, in order."""
        exposures = self.columns.exposures
        shown = np.concatenate([exposures.left[self.counted], exposures.right[self.pairs]])
        return names_at(self.columns.keys, np.unique(shown))

    @cached_property
    def shown(self) -> Shown:
        """The sides of the pairs that count, both of a pair one after the other."""
        rows, exposures = np.flatnonzero(self.pairs), self.columns.exposures
        keys = np.stack([exposures.left[rows], exposures.right[rows]], axis=1).reshape(-1)
        return Shown(np.repeat(rows, 2), keys, np.tile([0, 1], len(rows)))

    @cached_property
    def used(self) -> Truths:
        """Which answers (exposures, 2) were copied, exported or sent."""
        found = np.zeros((len(self.columns.exposures), 2), bool)
        for place, row in self.columns.uses:
            if row.use in _USES and row.side in "ab":
                found[place, "ab".index(row.side)] = True
        return found

    @cached_property
    def preferred(self) -> Truths:
        """Which answers (exposures, 2) of pairs that count were preferred or both good."""
        choice = self.columns.exposures.choice
        liked = np.stack(
            [(choice == 0) | (choice == _BOTH_GOOD), (choice == 1) | (choice == _BOTH_GOOD)], axis=1
        )
        return liked & self.pairs[:, None]

    def key_of(self, exposure: int, side: str) -> str | None:
        """The arm that stood on a side of an exposure; ``None`` where none did or where it does not count."""
        exposures = self.columns.exposures
        if side not in ("a", "b") or not self.counted[exposure]:
            return None
        key = int((exposures.left if side == "a" else exposures.right)[exposure])
        return self.columns.keys[key] if key >= 0 else None


def material(evidence: Evidence | Columns, protocol: Protocol) -> Material:
    """The evidence with the exclusions of its protocol."""
    columns = flat(evidence)
    return Material(columns, protocol, excluded(columns, protocol))
