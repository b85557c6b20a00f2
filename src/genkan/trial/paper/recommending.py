"""Which arms to buy for which work (用途別の推奨), by the weights that the protocol declared. Pure.

In one kind of work an arm is recommended unless its interval lies below that of the best. Over all work an arm has the
weighted mean of its win rates; both ends of the interval are weighted alike, which is wider than the truth.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genkan.trial.analysis import Analysis, Estimate
from genkan.trial.protocol.document import Protocol


@dataclass(frozen=True)
class UseCase:
    """One kind of work: its share of the weights, the arms from the best, and those that are recommended."""

    task: str
    weight: float
    arms: tuple[tuple[str, Estimate], ...]
    recommended: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """The order over all work under one set of weights: ``rule`` and what it is ``of``, arms from the best."""

    rule: str
    of: str
    arms: tuple[tuple[str, Estimate], ...]

    @property
    def first(self) -> str:
        """The best arm; empty where there is none."""
        return self.arms[0][0] if self.arms else ""


@dataclass(frozen=True)
class Recommendation:
    """By use case, over all work with the declared weights, and under others."""

    use_cases: tuple[UseCase, ...]
    declared: Variant
    variants: tuple[Variant, ...]


class _Result(NamedTuple):
    """One arm in one kind of work."""

    votes: int
    estimate: Estimate


def recommend(analysis: Analysis, protocol: Protocol) -> Recommendation | None:
    """The recommendation; ``None`` where no kind of work has votes."""
    found = _by_task(analysis, protocol)
    weights = {each.task: each.weight for each in protocol.tasks if each.task in found}
    if not weights or sum(weights.values()) <= 0 or analysis.preference is None:
        return None
    cases = tuple(_use_case(task, weights, found[task]) for task in weights)
    return Recommendation(
        cases, _variant("declared", "", weights, found), tuple(_variants(analysis, weights, found))
    )


def _by_task(analysis: Analysis, protocol: Protocol) -> dict[str, dict[str, _Result]]:
    """The results in each kind of work; where there is only one, the primary result is that of the work."""
    found = dict[str, dict[str, _Result]]()
    if len(protocol.tasks) == 1 and analysis.preference is not None:
        primary = {row.key: _Result(row.votes, row.expected) for row in analysis.preference.arms}
        return {protocol.tasks[0].task: primary}
    for row in analysis.groups:
        if row.dimension == "task" and row.votes:
            found.setdefault(row.group, {})[row.arm] = _Result(row.votes, row.shrunk)
    return found


def _use_case(task: str, weights: Mapping[str, float], rows: Mapping[str, _Result]) -> UseCase:
    arms = sorted(
        ((key, row.estimate) for key, row in rows.items()), key=lambda pair: (-pair[1].value, pair[0])
    )
    best = arms[0][1]
    recommended = tuple(key for key, estimate in arms if estimate.high >= best.low)
    return UseCase(task, weights[task] / sum(weights.values()), tuple(arms), recommended)


def _variants(
    analysis: Analysis, weights: Mapping[str, float], found: Mapping[str, Mapping[str, _Result]]
) -> Iterable[Variant]:
    yield _variant("equal", "", dict.fromkeys(weights, 1.0), found)
    votes = {task: float(sum(row.votes for row in found[task].values())) for task in weights}
    yield _variant("by_votes", "", votes, found)
    if len(weights) > 1:
        for task in weights:
            yield _variant("doubled", task, {**weights, task: 2 * weights[task]}, found)
            yield _variant("without", task, {**weights, task: 0.0}, found)
    for row in analysis.sensitivity:
        if row.rule in ("ties_otherwise", "ties_left_out"):
            yield Variant(row.rule, row.of, tuple((each.key, each.expected) for each in row.arms))


def _variant(
    rule: str, of: str, weights: Mapping[str, float], found: Mapping[str, Mapping[str, _Result]]
) -> Variant:
    """Only arms with votes in every kind of work that has a weight stand in the order."""
    counted = {task: weight for task, weight in weights.items() if weight > 0}
    known = {key for rows in found.values() for key in rows} if counted else set[str]()
    keys = sorted(key for key in known if all(key in found[task] for task in counted))
    means = [
        (key, _mean([(weight, found[task][key].estimate) for task, weight in counted.items()]))
        for key in keys
    ]
    return Variant(rule, of, tuple(sorted(means, key=lambda pair: (-pair[1].value, pair[0]))))


def _mean(parts: Sequence[tuple[float, Estimate]]) -> Estimate:
    whole = sum(weight for weight, _ in parts)
    ends = [
        sum(weight * end for weight, end in zip((w for w, _ in parts), column, strict=True)) / whole
        for column in zip(*((each.value, each.low, each.high) for _, each in parts), strict=True)
    ]
    return Estimate(*ends)
