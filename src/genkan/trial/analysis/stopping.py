"""What may be said at any moment, and whether the declared rule lets the trial end (停止規則)."""

from collections.abc import Mapping
from itertools import combinations

from genkan.trial.analysis.material import Material, sides_of
from genkan.trial.analysis.results import Estimate, Sequential, SequentialPair
from genkan.trial.evidence.choice import Choice
from genkan.trial.protocol.document import Stopping
from genkan.trial.statistics.sequential import always_valid

_POINTS = {Choice.A: 1.0, Choice.B: 0.0, Choice.BOTH_GOOD: 0.5, Choice.BOTH_BAD: 0.5}


def sequential_of(material: Material) -> Sequential | None:
    """All pairs as they stand now; ``None`` without votes.

    The trial may end by the sequential rule when the least votes and persons are reached and every pair that the
    protocol can show is decided or known to the planned half width.
    """
    firsts = _first_votes(material)
    couples = _couples(material)
    if not firsts or not couples:
        return None
    pairs = [_pair(material, couple, firsts.get(couple, {}), len(couples)) for couple in couples]
    return Sequential(
        rule=material.plan.stopping.value,
        level=material.plan.level,
        pairs=tuple(pairs),
        may_stop=_may_stop(material, pairs),
    )


def _couples(material: Material) -> tuple[tuple[str, str], ...]:
    """All pairs of the protocol's arms and of further eras that were shown: a number that looking does not change."""
    names = {arm.name for arm in material.protocol.arms}
    shown = {key for row in material.pairs for _, key in sides_of(row)}
    return tuple(combinations(sorted(names | shown), 2))


def _first_votes(material: Material) -> dict[tuple[str, str], dict[str, float]]:
    """For each pair and person what the first arm got from the person's first vote on the pair."""
    firsts: dict[tuple[str, str], dict[str, float]] = {}
    for row in sorted(material.pairs, key=lambda row: (row.at, row.id)):
        choice = material.choices.get(row.id)
        if choice is not None:
            (_, left), (_, right) = sides_of(row)
            points = _POINTS[choice]
            couple = (left, right) if left < right else (right, left)
            kept = points if left < right else 1.0 - points
            firsts.setdefault(couple, {}).setdefault(row.person, kept)
    return firsts


def _pair(
    material: Material, couple: tuple[str, str], votes: Mapping[str, float], couples: int
) -> SequentialPair:
    plan, total = material.plan, sum(votes.values())
    interval = always_valid(
        total,
        len(votes),
        level=1 - (1 - plan.level) / couples,
        tightest=max(plan.least_persons, plan.least_votes // couples),
    )
    mean = total / len(votes) if votes else 0.5
    return SequentialPair(
        first=couple[0],
        second=couple[1],
        persons=len(votes),
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
