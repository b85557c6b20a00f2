"""One fit of strengths with its clustered errors and, where asked for, its bootstrap."""

from dataclasses import dataclass

import numpy as np

from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.results import Estimate
from genkan.trial.statistics.bradley_terry import Strengths, fit
from genkan.trial.statistics.drawing import drawn_counts, person_cells
from genkan.trial.statistics.expected import expected, expected_errors
from genkan.trial.statistics.pairs import (
    OUTCOMES,
    Numbers,
    Pairing,
    is_connected,
    is_separated,
    pair_counts,
    pairing,
)
from genkan.trial.statistics.quantiles import student
from genkan.trial.statistics.sandwich import Covariance, covariance
from genkan.trial.statistics.votes import VoteTable
from genkan.trial.statistics.weighting import staff_weights


@dataclass(frozen=True, eq=False)
class Fitted:
    """Strengths of the votes of a table; ``counts`` are those that were fitted."""

    table: VoteTable
    pairs: Pairing
    counts: Numbers
    strengths: Strengths
    covariance: Covariance
    connected: bool
    separated: bool

    @property
    def expected(self) -> Numbers:
        """The expected win rate of each arm."""
        return expected(self.strengths)

    def expected_estimates(self, *, level: float) -> tuple[Estimate, ...]:
        """The same with intervals by the clustered errors."""
        persons = len(np.unique(self.table.person))
        reach = student(level, persons - 1)
        errors = expected_errors(self.strengths, self.covariance.clustered)
        return tuple(
            Estimate(
                float(value), max(0.0, float(value - reach * error)), min(1.0, float(value + reach * error))
            )
            for value, error in zip(self.expected, errors, strict=True)
        )


def fitted(table: VoteTable, *, davidson: bool, always_prior: bool = False) -> Fitted:
    """The fit of a table with votes.

    Where an arm won or lost everything, and with ``always_prior`` everywhere, one vote that says nothing is added to each
    pair that was compared, so that every strength is finite.
    """
    pairs = pairing(len(table.arms))
    counts = pair_counts(table)
    separated = is_separated(counts, pairs, davidson=davidson)
    used = with_prior(counts) if separated or always_prior else counts
    strengths = fit(used, pairs, davidson=davidson)
    return Fitted(
        table=table,
        pairs=pairs,
        counts=counts,
        strengths=strengths,
        covariance=covariance(table, strengths, used),
        connected=is_connected(counts, pairs),
        separated=separated,
    )


def with_prior(counts: Numbers) -> Numbers:
    """The counts (…, pairs, 3) with one vote more on each pair that has any: a third won, a third tied, a third lost."""
    return counts + (counts.sum(axis=-1, keepdims=True) > 0) / OUTCOMES


@dataclass(frozen=True, eq=False)
class Drawn:
    """The samples of the bootstrap: counts (draws, pairs, 3), strengths, and strengths with ministries weighted."""

    counts: Numbers
    strengths: Strengths
    weighted: Strengths | None


def drawn(found: Fitted, plan: Plan, staff: Numbers | None) -> Drawn:
    """The bootstrap of a fit; ``staff`` has one number for each organisation of the table.

    Votes are weighted by what was drawn: in every sample the votes of a ministry weigh as its staff.
    """
    table = found.table
    votes = person_cells(table, table.organisation, groups=len(table.organisations))
    apart = drawn_counts(votes, seed=plan.seed, draws=plan.draws)
    counts = apart.sum(axis=1)
    return Drawn(
        counts=counts,
        strengths=_fit(counts, found, plan),
        weighted=None if staff is None else _fit(_weighted(apart, staff), found, plan),
    )


def _weighted(apart: Numbers, staff: Numbers) -> Numbers:
    """The counts (draws, pairs, 3) of samples by organisation (draws, organisations, pairs, 3), weighted by staff."""
    return np.einsum("dg,dgpo->dpo", staff_weights(apart.sum(axis=(2, 3)), staff), apart)


def _fit(counts: Numbers, found: Fitted, plan: Plan) -> Strengths:
    used = with_prior(counts) if found.separated else counts
    return fit(used, found.pairs, davidson=plan.davidson)


def weighted_strengths(found: Fitted, plan: Plan, weights: Numbers) -> Strengths:
    """The strengths with each vote weighted by its organisation (``weights`` has one number for each)."""
    counts = pair_counts(found.table, weights[found.table.organisation])
    return _fit(counts, found, plan)


def percentiles(value: float, samples: Numbers, *, level: float) -> Estimate:
    """A value with the percentiles of its samples, those that are not a number left out."""
    known = samples[~np.isnan(samples)]
    if not len(known):
        return Estimate(value, value, value)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(value), float(low), float(high))
