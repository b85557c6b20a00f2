"""Errors of strengths where votes of one person belong together (頑健な標準誤差).

The covariance is B M B with B the inverse information and M the sum over persons of the outer product of what the votes of
the person add to the gradient: P. J. Huber (1967), H. White (1982); by clusters K.-Y. Liang and S. L. Zeger (1986). It is
multiplied by G / (G - 1) for G persons. B meets the part of each person before parts are multiplied with each other: where
votes say little, B is large, and the product B M B would lose twice as many digits.
"""

from typing import NamedTuple

import numpy as np

from genkan.trial.statistics.bradley_terry import Strengths, chances, slopes_of
from genkan.trial.statistics.pairs import OUTCOMES, Numbers, cells, pair_places, pairing
from genkan.trial.statistics.votes import VoteTable

# Rounding leaves some 1e-15 of the largest eigenvalue; the least that a fit of ten million votes has is 1e-12 of it.
_NOTHING = 1e-13
# What may be left of parts of size 1 where they cancel each other; and of a parameter without any error, by the ridge of the
# fit: for a true error of 1e-5 there are nowhere votes enough.
_ROUNDING = 1e-12
_LEAST_VARIANCE = 1e-10


class Covariance(NamedTuple):
    """Of all parameters: clustered by person, and as if each vote stood alone."""

    clustered: Numbers
    independent: Numbers

    def errors(self, *, arms: int) -> tuple[Numbers, Numbers]:
        """The standard errors of the strengths, clustered and independent."""
        along = np.eye(len(self.clustered))[:arms]
        return errors_along(along, self.clustered), errors_along(along, self.independent)


def covariance(
    table: VoteTable, strengths: Strengths, counts: Numbers, weights: Numbers | None = None
) -> Covariance:
    """The covariance of one fit; ``counts`` are those that were fitted, ``weights`` one number for each vote."""
    bread = _bread(strengths, counts)
    return Covariance(clustered(table, bread, _added_by_persons(table, strengths, weights)), bread)


def clustered(table: VoteTable, bread: Numbers, added: Numbers) -> Numbers:
    """The covariance clustered by person, from the inverse information and what each person (rows) adds to the gradient."""
    moved = added @ bread
    voters = len(np.unique(table.person))
    return voters / max(1, voters - 1) * (moved.T @ moved)


def errors_along(directions: Numbers, spread: Numbers) -> Numbers:
    """The standard errors of sums of parameters, a row of weights for each; 0 where only rounding or the ridge is left."""
    variance = ((directions @ spread) * directions).sum(axis=1)
    size = ((np.abs(directions) @ np.abs(spread)) * np.abs(directions)).sum(axis=1)
    least = np.maximum(_ROUNDING * size, _LEAST_VARIANCE * (directions**2).sum(axis=1))
    return np.sqrt(np.where(variance > least, variance, 0.0))


def _bread(strengths: Strengths, counts: Numbers) -> Numbers:
    """The inverse information on the strengths that add up to 0."""
    arms = strengths.theta.shape[-1]
    batch = Strengths(strengths.theta[None], None if strengths.log_tie is None else strengths.log_tie[None])
    information = slopes_of(counts[None], batch, pairing(arms)).information[0]
    ones = np.zeros_like(information)
    ones[:arms, :arms] = 1.0
    return inverse(information + ones) - ones / arms**2


def inverse(table: Numbers) -> Numbers:
    """The inverse of a symmetric table; of one that has none, the nearest that there is (Moore and Penrose).

    What is so small beside the rest that only rounding made it counts as nothing.
    """
    return np.asarray(np.linalg.pinv(table, rcond=_NOTHING, hermitian=True), dtype=np.float64)


def _added_by_persons(table: VoteTable, strengths: Strengths, weights: Numbers | None) -> Numbers:
    """What the votes of each person (rows) add to the gradient of each parameter (columns)."""
    pairs = pairing(len(table.arms))
    log_tie = strengths.log_tie
    chance = chances(strengths.theta[pairs.first] - strengths.theta[pairs.second], log_tie)
    place, outcome = pair_places(table), cells(table) % OUTCOMES
    weight = np.ones(len(table)) if weights is None else weights
    along = weight * (np.array([1.0, 0.5, 0.0])[outcome] - (0.5 + chance.lead / 2)[place])
    by_arm = _sums(table.person, pairs.first[place], along, table.persons, pairs.arms)
    by_arm -= _sums(table.person, pairs.second[place], along, table.persons, pairs.arms)
    if log_tie is None:
        return by_arm
    tied = weight * ((outcome == 1) - chance.tie[place])
    by_tie = np.bincount(table.person, weights=tied, minlength=table.persons)
    return np.concatenate([by_arm, by_tie[:, None]], axis=1)


def _sums(rows: Numbers, columns: Numbers, values: Numbers, height: int, width: int) -> Numbers:
    places = rows.astype(np.int64) * width + columns.astype(np.int64)
    return np.bincount(places, weights=values, minlength=height * width).reshape(height, width)
