"""What may be said at any moment, and whether the declared rule lets the trial end (停止規則)."""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import Estimate, Sequential, SequentialPair
from genkan.trial.analysis.tabling import names_at
from genkan.trial.protocol.document import Stopping
from genkan.trial.statistics.sequential import always_valid

# What the left answer gets from each choice, by the places of ``CHOICES``.
_POINTS = np.array([1.0, 0.0, 0.5, 0.5])


class _Firsts(NamedTuple):
    """How many persons voted on a pair, and the points of its first arm."""

    persons: int
    total: float


_NOBODY = _Firsts(0, 0.0)


def sequential_of(material: Material) -> Sequential | None:
    """All pairs as they stand now; ``None`` without votes.

    The trial may end by the sequential rule when the least votes and persons are reached and every pair that the
    protocol can show is decided or known to the planned half width.
    """
    firsts = _first_votes(material)
    couples = _couples(material)
    if not firsts or not couples:
        return None
    pairs = [_pair(material, couple, firsts.get(couple, _NOBODY), len(couples)) for couple in couples]
    return Sequential(
        rule=material.plan.stopping.value,
        level=material.plan.level,
        pairs=tuple(pairs),
        may_stop=_may_stop(material, pairs),
    )


def _couples(material: Material) -> tuple[tuple[str, str], ...]:
    """All pairs of the protocol's arms and of further eras that were shown: a number that looking does not change."""
    names = {arm.name for arm in material.protocol.arms}
    shown = set(names_at(material.columns.keys, np.unique(material.shown.key)))
    return tuple(combinations(sorted(names | shown), 2))


def _first_votes(material: Material) -> dict[tuple[str, str], _Firsts]:
    """For each pair the persons who voted on it, and what the first arm got from their first votes on it in all."""
    columns, exposures = material.columns, material.columns.exposures
    rows = np.flatnonzero(material.pairs & (exposures.choice >= 0))
    rows = rows[np.lexsort((exposures.rank[rows], exposures.at[rows]))]
    left, right = exposures.left[rows].astype(np.int64), exposures.right[rows].astype(np.int64)
    couple = np.minimum(left, right) * len(columns.keys) + np.maximum(left, right)
    _, first = np.unique(couple * max(1, columns.persons) + exposures.person[rows], return_index=True)
    points = _POINTS[exposures.choice[rows[first]]]
    points = np.where(left[first] < right[first], points, 1.0 - points)
    found, place = np.unique(couple[first], return_inverse=True)
    totals = np.bincount(place.reshape(-1), weights=points, minlength=len(found))
    persons = np.bincount(place.reshape(-1), minlength=len(found))
    names = columns.keys
    return {
        (names[code // len(names)], names[code % len(names)]): _Firsts(int(count), float(total))
        for code, count, total in zip(found.tolist(), persons.tolist(), totals.tolist(), strict=True)
    }


def _pair(material: Material, couple: tuple[str, str], votes: _Firsts, couples: int) -> SequentialPair:
    plan, total = material.plan, votes.total
    interval = always_valid(
        total,
        votes.persons,
        level=1 - (1 - plan.level) / couples,
        tightest=max(plan.least_persons, plan.least_votes // couples),
    )
    mean = total / votes.persons if votes.persons else 0.5
    return SequentialPair(
        first=couple[0],
        second=couple[1],
        persons=votes.persons,
        mean=Estimate(mean, interval.low, interval.high),
        decided=not interval.covers(0.5),
    )


def _may_stop(material: Material, pairs: list[SequentialPair]) -> bool:
    plan, table = material.plan, material.table
    if plan.stopping is not Stopping.SEQUENTIAL:
        return False
    enough = len(table) >= plan.least_votes and table.persons >= plan.least_persons
    return enough and all(
        pair.decided or (pair.mean.high - pair.mean.low) / 2 <= plan.half_width for pair in pairs
    )
