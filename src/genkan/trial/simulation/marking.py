"""Correctness as experts find it in one played trial, beside the truth: do clustered proportions cover it (採点の検証)."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from genkan.trial.protocol.document import Protocol
from genkan.trial.simulation.covering import MarkCoverage
from genkan.trial.simulation.playing import Played
from genkan.trial.simulation.world import World, log_odds
from genkan.trial.statistics.clustered import Cluster, Share, clusters, gap, share
from genkan.trial.statistics.quantiles import student

_GRID = 4001
_WIDEST = 6.0


class MarkedArm(NamedTuple):
    """The share of correct answers of one arm, by persons and as if answers were independent."""

    answers: int
    clustered: Share | None
    independent: Share | None


class Marking(NamedTuple):
    """One run: all arms by name, and for each pair whether the interval of the difference covers the truth."""

    arms: dict[str, MarkedArm]
    gaps: tuple[bool, ...]


def true_shares(protocol: Protocol, world: World) -> dict[str, float]:
    """How often each arm answers correctly, over people whose questions differ and with its failures."""
    return {
        arm.name: (1 - world.failures.get(arm.name, 0.0)) * _over_people(world, arm.name)
        for arm in protocol.arms
    }


def marking_of(protocol: Protocol, trial: Played, truth: dict[str, float], *, level: float) -> Marking:
    """What the marks of a played trial say."""
    rows = {arm.name: _rows(trial, place) for place, arm in enumerate(protocol.arms)}
    by_person = {name: clusters(each) for name, each in rows.items()}
    arms = {
        name: MarkedArm(
            answers=len(each),
            clustered=share(by_person[name].values(), level=level),
            independent=share((Cluster(value, weight) for _, value, weight in each), level=level),
        )
        for name, each in rows.items()
    }
    return Marking(arms, tuple(_covered_gaps(by_person, truth, level=level)))


def mark_coverage(truth: dict[str, float], found: Sequence[Marking]) -> tuple[MarkCoverage, ...]:
    """All runs, arm by arm; runs in which nothing of an arm was marked say nothing of it."""
    return tuple(row for name in sorted(truth) for row in _arm(name, truth[name], found))


def _over_people(world: World, name: str) -> float:
    """The mean over people of the chance to be correct, by a sum over a fine grid of difficulties."""
    grid = np.linspace(-_WIDEST, _WIDEST, _GRID)
    weight = np.exp(-(grid**2) / 2)
    chance = 1 / (1 + np.exp(-log_odds(world.correct_of(name)) - world.difficulty * grid))
    return float((weight * chance).sum() / weight.sum())


def _rows(trial: Played, arm: int) -> list[tuple[str, float, float]]:
    """(person, correct, 1) of the marked answers of an arm."""
    row, side = np.nonzero(trial.audited[:, None] & (trial.sides == arm))
    return [
        (str(person), float(correct), 1.0)
        for person, correct in zip(trial.person[row].tolist(), trial.correct[row, side].tolist(), strict=True)
    ]


def _covered_gaps(
    by_person: dict[str, dict[str, Cluster]], truth: dict[str, float], *, level: float
) -> list[bool]:
    covered: list[bool] = []
    for first, second in combinations(sorted(by_person), 2):
        apart = gap(by_person[first], by_person[second])
        if apart is not None and apart.persons > 1:
            reach = student(level, apart.persons - 1) * apart.error
            covered.append(abs(apart.value - (truth[first] - truth[second])) <= reach)
    return covered


def _arm(name: str, truth: float, found: Sequence[Marking]) -> list[MarkCoverage]:
    known = [run.arms[name] for run in found]
    clustered = [each.clustered for each in known if each.clustered is not None]
    independent = [each.independent for each in known if each.independent is not None]
    if not clustered:
        return []
    return [
        MarkCoverage(
            arm=name,
            truth=truth,
            estimate=float(np.mean([each.value for each in clustered])),
            answers=float(np.mean([each.answers for each in known])),
            clustered=float(np.mean([each.interval.covers(truth) for each in clustered])),
            independent=float(np.mean([each.interval.covers(truth) for each in independent])),
            half_width=float(np.mean([(each.interval.high - each.interval.low) / 2 for each in clustered])),
        )
    ]
