"""Strengths as people read them: on the scale of Elo, and as win rates against all others met equally often."""

from math import log

import numpy as np

from genkan.trial.statistics.bradley_terry import Strengths, chances, rise
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.sandwich import errors_along

SCALE = 400 / log(10)
MIDDLE = 1000.0


def scores(theta: Numbers, *, anchor: int | None = None, at: float = MIDDLE) -> Numbers:
    """Strengths (…, arms) on the scale of Elo: 400 points are odds of ten to one.

    The mean is ``at``; with ``anchor``, the arm at that place.
    """
    base = 0.0 if anchor is None else theta[..., anchor : anchor + 1]
    return at + SCALE * (theta - base)


def expected_of_pairs(strengths: Strengths) -> Numbers:
    """The expected points (…, arms, arms) of each arm against each, ties counting half; one half against itself."""
    difference = strengths.theta[..., :, None] - strengths.theta[..., None, :]
    log_tie = None if strengths.log_tie is None else strengths.log_tie[..., None, None]
    return 0.5 + chances(difference, log_tie).lead / 2


def expected(strengths: Strengths) -> Numbers:
    """The expected win rate (…, arms) against all other arms met equally often; one half for a single arm."""
    table = expected_of_pairs(strengths)
    others = table.shape[-1] - 1
    return (table.sum(axis=-1) - 0.5) / others if others else table[..., 0]


def expected_errors(strengths: Strengths, covariance: Numbers) -> Numbers:
    """The standard errors (arms) of ``expected`` by the delta method, from the covariance of all parameters."""
    return errors_along(_slopes(strengths), covariance)


def _slopes(strengths: Strengths) -> Numbers:
    """How fast each expected win rate (rows) rises with each parameter (columns)."""
    arms = strengths.theta.shape[-1]
    difference = strengths.theta[:, None] - strengths.theta[None, :]
    chance = chances(difference, strengths.log_tie)
    steep = rise(chance, ties=strengths.log_tie is not None)
    np.fill_diagonal(steep, 0.0)
    table = (np.diag(steep.sum(axis=1)) - steep) / max(1, arms - 1)
    if strengths.log_tie is None:
        return table
    by_ties = (-chance.tie * chance.lead / 2).sum(axis=1) / max(1, arms - 1)
    return np.concatenate([table, by_ties[:, None]], axis=1)
