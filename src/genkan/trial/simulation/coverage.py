"""Many trials of one world beside its truth: do intervals cover, how wide are they, what sample is needed (計画の検証)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import ceil

import msgspec
import numpy as np

from genkan.trial.analysis.apart import gaps
from genkan.trial.analysis.fitted import Fitted, drawn, fitted, percentiles
from genkan.trial.analysis.plan import Plan
from genkan.trial.protocol.document import Protocol
from genkan.trial.simulation.covering import ArmCoverage, Coverage
from genkan.trial.simulation.marking import Marking, mark_coverage, marking_of, true_shares
from genkan.trial.simulation.playing import played, table_of
from genkan.trial.simulation.source import Numbers
from genkan.trial.simulation.world import World
from genkan.trial.statistics.bradley_terry import Strengths
from genkan.trial.statistics.expected import expected, expected_errors
from genkan.trial.statistics.quantiles import normal, student

_MANY = 60_000


@dataclass(frozen=True, eq=False)
class _Run:
    """One run: estimates and the low and high ends of three intervals (arms, 3, 2), and who is clearly above whom."""

    votes: int
    persons: int
    estimates: Numbers
    ends: Numbers
    clear: frozenset[tuple[str, str]]
    marking: Marking


def truth_of(protocol: Protocol, world: World, *, seed: int, people: int = _MANY) -> dict[str, float]:
    """The expected win rates that endless votes of such people would show, from one trial of very many.

    With tastes of people's own they lie closer together than the strengths alone say.
    """
    table = table_of(protocol, played(protocol, msgspec.structs.replace(world, people=people), seed=seed))
    found = fitted(table, davidson=protocol.tie_rule.value == "davidson")
    return dict(zip(table.arms, map(float, found.expected), strict=True))


def coverage(
    protocol: Protocol,
    world: World,
    *,
    runs: int,
    seed: int,
    plan: Plan,
    truth: dict[str, float] | None = None,
) -> Coverage:
    """So many trials, each analysed with ``plan``. Raises ``ValueError`` where a class has fewer than two arms."""
    known = truth_of(protocol, world, seed=seed) if truth is None else truth
    correct = true_shares(protocol, world)
    found = [
        run
        for number in range(runs)
        for run in _run(protocol, world, plan, known, correct, seed + 1 + number)
    ]
    arms = tuple(_arm(name, place, known, found) for place, name in enumerate(sorted(known)))
    widest = max(row.half_width for row in arms)
    return Coverage(
        runs=len(found),
        votes=float(np.mean([run.votes for run in found])),
        persons=float(np.mean([run.persons for run in found])),
        arms=arms,
        marks=mark_coverage(correct, [run.marking for run in found]),
        mark_gaps=float(np.mean([covered for run in found for covered in run.marking.gaps] or [1.0])),
        told_apart=_told_apart(known, found),
        any_error=float(np.mean([bool(run.clear & _wrong(known)) for run in found])),
        half_width=widest,
        people=ceil(world.people * (widest / plan.half_width) ** 2),
    )


def _run(
    protocol: Protocol,
    world: World,
    plan: Plan,
    truth: dict[str, float],
    correct: dict[str, float],
    seed: int,
) -> Iterator[_Run]:
    """One run; none where an arm got no vote at all."""
    trial = played(protocol, world, seed=seed)
    table = table_of(protocol, trial)
    if table.arms != tuple(sorted(truth)):
        return
    found = fitted(table, davidson=plan.davidson)
    samples = drawn(found, plan, None)
    estimates = found.expected
    rows = [
        percentiles(value, draws, level=plan.level)
        for value, draws in zip(estimates, expected(samples.strengths).T, strict=True)
    ]
    by_bootstrap = np.array([[row.low, row.high] for row in rows])
    persons = len(np.unique(table.person))
    yield _Run(
        votes=len(table),
        persons=persons,
        estimates=estimates,
        ends=np.stack(
            [
                by_bootstrap,
                _around(found, found.covariance.clustered, student(plan.level, persons - 1)),
                _around(found, found.covariance.independent, normal(plan.level)),
            ],
            axis=1,
        ),
        clear=_clear(found, samples.strengths, plan),
        marking=marking_of(protocol, trial, correct, level=plan.level),
    )


def _around(found: Fitted, covariance: Numbers, reach: float) -> Numbers:
    half = reach * expected_errors(found.strengths, covariance)
    return np.stack([found.expected - half, found.expected + half], axis=1)


def _clear(found: Fitted, samples: Strengths, plan: Plan) -> frozenset[tuple[str, str]]:
    """The pairs that can be told apart, the stronger first."""
    couples = list(combinations(range(len(found.table.arms)), 2))
    names = found.table.arms
    return frozenset(
        (names[each.first], names[each.second]) if each.value > 0 else (names[each.second], names[each.first])
        for each in gaps(found, samples, couples, level=plan.level)
        if each.is_clear
    )


def _arm(name: str, place: int, truth: dict[str, float], found: list[_Run]) -> ArmCoverage:
    ends = np.array([run.ends[place] for run in found])
    covers = ((ends[..., 0] <= truth[name]) & (truth[name] <= ends[..., 1])).mean(axis=0)
    return ArmCoverage(
        arm=name,
        truth=truth[name],
        estimate=float(np.mean([run.estimates[place] for run in found])),
        bootstrap=float(covers[0]),
        clustered=float(covers[1]),
        independent=float(covers[2]),
        half_width=float((ends[:, 0, 1] - ends[:, 0, 0]).mean() / 2),
    )


def _told_apart(truth: dict[str, float], found: list[_Run]) -> dict[str, float]:
    """For each pair, the truly stronger first, the share of runs that say so."""
    order = sorted(truth, key=lambda name: (-truth[name], name))
    return {
        f"{first} > {second}": float(np.mean([(first, second) in run.clear for run in found]))
        for first, second in combinations(order, 2)
    }


def _wrong(truth: dict[str, float], *, alike: float = 1e-9) -> set[tuple[str, str]]:
    """The pairs whose first is truly not stronger."""
    return {(first, second) for first in truth for second in truth if truth[first] <= truth[second] + alike}
