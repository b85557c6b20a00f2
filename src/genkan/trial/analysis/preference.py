"""The primary result: how strong each arm is by the votes, and who can be told apart."""

from dataclasses import dataclass

import numpy as np

from genkan.evaluation import wilson
from genkan.trial.analysis.apart import Gap, gaps
from genkan.trial.analysis.fitted import Drawn, Fitted, drawn, fitted, percentiles, weighted_strengths
from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.results import ArmResult, Estimate, PairResult, Preference
from genkan.trial.statistics.bradley_terry import Strengths, ranked
from genkan.trial.statistics.expected import expected, expected_of_pairs, scores
from genkan.trial.statistics.multiplicity import tiers
from genkan.trial.statistics.pairs import Numbers, pair_places
from genkan.trial.statistics.votes import VoteTable
from genkan.trial.statistics.weighting import staff_of, staff_weights, votes_by_organisation
from genkan.trial.statistics.win_rate import MINIMUM_PERSONS


@dataclass(frozen=True, eq=False)
class _Tally:
    """Counts of an arm or pair that the model does not need: kinds of ties, and persons."""

    both_good: int
    both_bad: int
    persons: int


def preference(table: VoteTable, plan: Plan) -> Preference | None:
    """The result of a table of votes; ``None`` without votes or with a single arm."""
    if not len(table) or len(table.arms) < 2:
        return None
    found = fitted(table, davidson=plan.davidson)
    staff = staff_of(table, plan.staff)
    weights = None if staff is None else staff_weights(votes_by_organisation(table), staff)
    return _preference(found, drawn(found, plan, staff), plan, weights)


def _preference(found: Fitted, samples: Drawn, plan: Plan, weights: Numbers | None) -> Preference:
    names = found.table.arms
    order = ranked(found.strengths.theta, names)
    pairs = _pairs(found, samples, plan, order)
    groups = tiers([names[arm] for arm in order], {(row.first, row.second) for row in pairs if row.is_clear})
    arms = _arms(found, samples, plan, weights, order, groups)
    persons = len(np.unique(found.table.person))
    log_tie = found.strengths.log_tie
    return Preference(
        tie_rule=plan.tie_rule.value,
        votes=len(found.table),
        persons=persons,
        arms=arms,
        pairs=pairs,
        tiers=groups,
        tie_parameter=None if log_tie is None else float(np.exp(log_tie)),
        connected=found.connected,
        separated=found.separated,
        weights={}
        if weights is None
        else dict(zip(found.table.organisations, map(float, weights), strict=True)),
        enough=len(found.table) >= plan.least_votes and persons >= plan.least_persons,
        half_width=max(((row.expected.high - row.expected.low) / 2 for row in arms), default=None),
    )


def _arms(
    found: Fitted,
    samples: Drawn,
    plan: Plan,
    weights: Numbers | None,
    order: list[int],
    groups: tuple[tuple[str, ...], ...],
) -> tuple[ArmResult, ...]:
    weighted = None if weights is None else weighted_strengths(found, plan, weights)
    tier_of = {name: number for number, group in enumerate(groups, start=1) for name in group}
    return tuple(_arm(found, samples, plan, weighted, arm, tier_of[found.table.arms[arm]]) for arm in order)


def _arm(
    found: Fitted, samples: Drawn, plan: Plan, weighted: Strengths | None, arm: int, tier: int
) -> ArmResult:
    wins, ties, losses = _record(found.counts[None], found, arm)[0]
    kinds = _tally_of_arm(found.table, arm)
    strength = percentiles(found.strengths.theta[arm], samples.strengths.theta[:, arm], level=plan.level)
    clustered, independent = found.covariance.errors(arms=len(found.table.arms))
    return ArmResult(
        key=found.table.arms[arm],
        votes=int(wins + ties + losses),
        persons=kinds.persons,
        wins=int(wins),
        losses=int(losses),
        both_good=kinds.both_good,
        both_bad=kinds.both_bad,
        win_rate=_rate(found, samples, plan, arm, kinds.persons),
        strength=strength,
        score=Estimate(
            *(float(scores(np.array([end]))[0]) for end in (strength.value, strength.low, strength.high))
        ),
        expected=_expected(found, found.strengths, samples.strengths, plan, arm, kinds.persons),
        weighted=None
        if weighted is None or samples.weighted is None
        else _expected(found, weighted, samples.weighted, plan, arm, kinds.persons),
        standard_error=float(clustered[arm]),
        independent_error=float(independent[arm]),
        tier=tier,
    )


def _expected(
    found: Fitted, at: Strengths, samples: Strengths, plan: Plan, arm: int, persons: int
) -> Estimate:
    estimate = percentiles(expected(at)[arm], expected(samples)[:, arm], level=plan.level)
    return _widened(estimate, persons, plan) if found.separated else estimate


def _widened(estimate: Estimate, persons: int, plan: Plan) -> Estimate:
    """Not narrower than Wilson's interval over persons: who all agree leave the bootstrap without width."""
    least = wilson(estimate.value * persons, persons, level=plan.level)
    return Estimate(estimate.value, min(estimate.low, least.low), max(estimate.high, least.high))


def _record(counts: Numbers, found: Fitted, arm: int) -> Numbers:
    """Wins, ties and losses (…, 3) of an arm over all pairs, from counts (…, pairs, 3)."""
    ahead, behind = found.pairs.first == arm, found.pairs.second == arm
    return counts[..., ahead, :].sum(axis=-2) + counts[..., behind, ::-1].sum(axis=-2)


def _points(record: Numbers) -> Numbers:
    """The share of points (…) in records (…, 3), ties counting half; not a number without votes."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return (record[..., 0] + record[..., 1] / 2) / record.sum(axis=-1)


def _rate(found: Fitted, samples: Drawn, plan: Plan, arm: int, persons: int) -> Estimate:
    value = float(_points(_record(found.counts[None], found, arm))[0])
    estimate = percentiles(value, _points(_record(samples.counts, found, arm)), level=plan.level)
    return _widened(estimate, persons, plan) if estimate.low == estimate.high else estimate


def _tally_of_arm(table: VoteTable, arm: int) -> _Tally:
    return _tally(table, (table.left == arm) | (table.right == arm))


def _tally(table: VoteTable, on: Numbers) -> _Tally:
    choice = table.choice[on]
    return _Tally(int((choice == 2).sum()), int((choice == 3).sum()), len(np.unique(table.person[on])))


def _pairs(found: Fitted, samples: Drawn, plan: Plan, order: list[int]) -> tuple[PairResult, ...]:
    """All pairs, by rank of the first and then of the second."""
    couples = [(first, second) for rank, first in enumerate(order) for second in order[rank + 1 :]]
    found_gaps = gaps(found, samples.strengths, couples, level=plan.level)
    return tuple(_pair(found, samples, plan, each) for each in found_gaps)


def _pair(found: Fitted, samples: Drawn, plan: Plan, apart: Gap) -> PairResult:
    first, second = couple = apart.first, apart.second
    place = int(np.flatnonzero((found.pairs.first == min(couple)) & (found.pairs.second == max(couple)))[0])
    turned = slice(None) if first < second else slice(None, None, -1)
    wins, _, losses = found.counts[place, turned]
    kinds = _tally(found.table, pair_places(found.table) == place)
    by_model = expected_of_pairs(found.strengths)[first, second]
    drawn_by_model = expected_of_pairs(samples.strengths)[:, first, second]
    return PairResult(
        first=found.table.arms[first],
        second=found.table.arms[second],
        votes=int(found.counts[place].sum()),
        persons=kinds.persons,
        wins=int(wins),
        losses=int(losses),
        both_good=kinds.both_good,
        both_bad=kinds.both_bad,
        win_rate=_pair_rate(found, samples, plan, place, turned, kinds.persons),
        expected=percentiles(float(by_model), drawn_by_model, level=plan.level),
        difference=Estimate(apart.value, apart.value - apart.reach, apart.value + apart.reach),
        p_value=apart.p_value,
        adjusted=apart.adjusted,
        is_clear=apart.is_clear and apart.value > 0 and _enough(found.table, couple),
    )


def _enough(table: VoteTable, couple: tuple[int, int]) -> bool:
    return all(_tally_of_arm(table, arm).persons >= MINIMUM_PERSONS for arm in couple)


def _pair_rate(
    found: Fitted, samples: Drawn, plan: Plan, place: int, turned: slice, persons: int
) -> Estimate | None:
    if not persons:
        return None
    value = float(_points(found.counts[place, turned]))
    estimate = percentiles(value, _points(samples.counts[:, place, turned]), level=plan.level)
    return _widened(estimate, persons, plan) if estimate.low == estimate.high else estimate
