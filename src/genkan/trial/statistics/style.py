"""Strengths with the style of answers held equal (体裁を調整した結果).

A Bradley-Terry model with half wins for ties, whose log odds also hold the logarithm to base 2 of how much longer the left
answer is, and 1 for standing left (shown as A). Errors are clustered by person.
"""

from typing import NamedTuple

import numpy as np

from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.sandwich import clustered, inverse
from genkan.trial.statistics.votes import VoteTable

COVARIATES = ("length", "position")
_RIDGE = 1e-6
_STEPS = 60
_CLOSE = 1e-11


class StyleFit(NamedTuple):
    """``theta`` (arms) adds up to 0, ``effects`` follow ``COVARIATES``; ``covariance`` is of both together."""

    theta: Numbers
    effects: Numbers
    covariance: Numbers
    votes: int


def style_fit(table: VoteTable) -> StyleFit | None:
    """The fit on votes whose answers both have a length; ``None`` where there is none."""
    known = table.where((table.left_length > 0) & (table.right_length > 0))
    if not len(known):
        return None
    columns = _covariates(known)
    points = np.array([1.0, 0.0, 0.5, 0.5])[known.choice]
    values = np.zeros(len(known.arms) + len(COVARIATES))
    for _ in range(_STEPS):
        chance = _chance(known, columns, values)
        step = _newton(known, columns, chance, points, values)
        values += step
        if np.abs(step).max() < _CLOSE:
            break
    arms = len(known.arms)
    spread = _clustered(known, columns, _chance(known, columns, values), points)
    return StyleFit(values[:arms], values[arms:], spread, len(known))


def _covariates(table: VoteTable) -> Numbers:
    longer = np.log2(table.left_length / table.right_length)
    return np.stack([longer, np.ones(len(table))], axis=1)


def _chance(table: VoteTable, columns: Numbers, values: Numbers) -> Numbers:
    arms = len(table.arms)
    odds = values[table.left] - values[table.right] + columns @ values[arms:]
    return 1 / (1 + np.exp(-odds))


def _newton(table: VoteTable, columns: Numbers, chance: Numbers, points: Numbers, values: Numbers) -> Numbers:
    gradient = _gradient(table, columns, points - chance)
    information = _information(table, columns, chance * (1 - chance))
    step = np.linalg.solve(information + _RIDGE * np.eye(len(values)), gradient - _RIDGE * values)
    return step * min(1.0, 1.5 / max(1.5, float(np.abs(step).max())))


def _gradient(table: VoteTable, columns: Numbers, along: Numbers) -> Numbers:
    arms = len(table.arms)
    by_arm = np.bincount(table.left, weights=along, minlength=arms)
    by_arm -= np.bincount(table.right, weights=along, minlength=arms)
    return np.concatenate([by_arm, along @ columns])


def _information(table: VoteTable, columns: Numbers, weight: Numbers) -> Numbers:
    """The information of all parameters, with ones among the strengths, so that they add up to 0."""
    arms, size = len(table.arms), len(table.arms) + columns.shape[1]
    whole = np.zeros((size, size))
    met = np.bincount(table.left.astype(np.int64) * arms + table.right, weights=weight, minlength=arms**2)
    met = met.reshape(arms, arms)
    whole[:arms, :arms] = np.diag(met.sum(axis=0) + met.sum(axis=1)) - met - met.T + 1.0
    for place in range(columns.shape[1]):
        along = weight * columns[:, place]
        whole[arms + place, :arms] = whole[:arms, arms + place] = _gradient(table, columns, along)[:arms]
    whole[arms:, arms:] = columns.T @ (columns * weight[:, None])
    return whole


def _clustered(table: VoteTable, columns: Numbers, chance: Numbers, points: Numbers) -> Numbers:
    """The covariance clustered by person, with G / (G - 1)."""
    arms, along = len(table.arms), points - chance
    size = table.persons * arms
    added = np.bincount(table.person * arms + table.left, weights=along, minlength=size)
    added -= np.bincount(table.person * arms + table.right, weights=along, minlength=size)
    others = [
        np.bincount(table.person, weights=along * column, minlength=table.persons) for column in columns.T
    ]
    parts = np.concatenate([added.reshape(-1, arms), np.stack(others, axis=1)], axis=1)
    information = _information(table, columns, chance * (1 - chance))
    return clustered(table, inverse(information + _RIDGE * np.eye(len(information))), parts)
