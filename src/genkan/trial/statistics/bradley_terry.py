"""Strengths of arms from counts of pairs: Bradley-Terry, with ties by Davidson or as half wins.

R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs (1952); R. R. Davidson, On extending the
Bradley-Terry model to accommodate ties in paired comparison experiments (1970). With d the difference of two strengths
and t the logarithm of ν, a win, a tie and a loss have odds exp(d/2) : exp(t) : exp(-d/2).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from genkan.trial.statistics.pairs import Numbers, Pairing

# Keeps estimates finite where a sample has nothing against an arm; it moves others by less than a millionth.
_RIDGE = 1e-6
_LONGEST_STEP = 1.5
_STEPS = 80
_CLOSE = 1e-11


class Strengths(NamedTuple):
    """``theta`` (…, arms) adds up to 0; ``log_tie`` (…) is the logarithm of ν, ``None`` where ties are half wins."""

    theta: Numbers
    log_tie: Numbers | None

    @property
    def parameters(self) -> Numbers:
        """All parameters in one array, that of ties last."""
        if self.log_tie is None:
            return self.theta
        return np.concatenate([self.theta, self.log_tie[..., None]], axis=-1)


def ranked(theta: Numbers, names: Sequence[str]) -> list[int]:
    """The places of arms, strongest first; equal ones, to nine decimals, by name."""
    return sorted(range(len(names)), key=lambda arm: (-round(float(theta[arm]), 9), names[arm]))


class Slopes(NamedTuple):
    """First derivatives and the information (their negative second ones) of the log likelihood."""

    gradient: Numbers
    information: Numbers


def fit(counts: Numbers, pairs: Pairing, *, davidson: bool) -> Strengths:
    """The strengths that fit counts (…, pairs, 3) best, each table of a batch by itself, by Newton's method."""
    batch = counts.reshape(-1, *counts.shape[-2:])
    values = np.zeros((len(batch), pairs.arms + davidson))
    going = np.arange(len(batch))
    for _ in range(_STEPS):
        step = _step(batch[going], values[going], pairs, davidson)
        values[going] += step
        going = going[np.abs(step).max(axis=1) > _CLOSE]
        if not len(going):
            break
    return _strengths(values.reshape(*counts.shape[:-2], -1), davidson=davidson)


def _strengths(values: Numbers, *, davidson: bool) -> Strengths:
    return Strengths(values[..., :-1], values[..., -1]) if davidson else Strengths(values, None)


def _step(counts: Numbers, values: Numbers, pairs: Pairing, davidson: bool) -> Numbers:
    slopes = slopes_of(counts, _strengths(values, davidson=davidson), pairs)
    ridge = _RIDGE * np.eye(values.shape[1])
    found = np.linalg.solve(
        slopes.information + ridge + _identifying(pairs.arms, values.shape[1]),
        (slopes.gradient - _RIDGE * values)[..., None],
    )[..., 0]
    longest = np.abs(found).max(axis=1, keepdims=True)
    return found * np.minimum(1.0, _LONGEST_STEP / np.maximum(longest, _LONGEST_STEP))


def _identifying(arms: int, size: int) -> Numbers:
    """Ones among the strengths: their sum, which no vote says anything about, stays 0."""
    table = np.zeros((size, size))
    table[:arms, :arms] = 1.0
    return table


class Chances(NamedTuple):
    """How likely the first of each pair wins, both tie, and the first loses."""

    win: Numbers
    tie: Numbers
    loss: Numbers

    @property
    def lead(self) -> Numbers:
        """How much likelier a win is than a loss."""
        return self.win - self.loss


def chances(difference: Numbers, log_tie: Numbers | None) -> Chances:
    """The chances for a difference of strengths; without ``log_tie`` there are no ties."""
    if log_tie is None:
        win = 1 / (1 + np.exp(-difference))
        return Chances(win, np.zeros_like(win), 1 - win)
    win, tie, loss = np.exp(difference / 2), np.exp(log_tie), np.exp(-difference / 2)
    total = win + tie + loss
    return Chances(win / total, tie / total, loss / total)


def rise(chance: Chances, *, ties: bool) -> Numbers:
    """How fast the expected points (a tie counting half) rise with the difference: the information of one vote on it."""
    return (chance.win + chance.loss - chance.lead**2) / 4 if ties else chance.win * chance.loss


def slopes_of(counts: Numbers, strengths: Strengths, pairs: Pairing) -> Slopes:
    """Gradient (batch, parameters) and information (batch, parameters, parameters) at some strengths."""
    incidence = pairs.incidence()
    log_tie = None if strengths.log_tie is None else strengths.log_tie[:, None]
    chance = chances(strengths.theta @ incidence.T, log_tie)
    votes = counts.sum(axis=2)
    points = counts[..., 0] + counts[..., 1] / 2
    along = points - votes * (0.5 + chance.lead / 2)
    gradient = along @ incidence
    bend = _outer(votes * rise(chance, ties=log_tie is not None), incidence)
    if log_tie is None:
        return Slopes(gradient, bend)
    return _with_ties(counts, votes, chance, incidence, Slopes(gradient, bend))


def _outer(weights: Numbers, incidence: Numbers) -> Numbers:
    """The sum over pairs of weight times incidence times incidence, for each table of the batch."""
    arms = incidence.shape[1]
    products = (incidence[:, :, None] * incidence[:, None, :]).reshape(-1, arms * arms)
    return (weights @ products).reshape(-1, arms, arms)


def _with_ties(
    counts: Numbers, votes: Numbers, chance: Chances, incidence: Numbers, slopes: Slopes
) -> Slopes:
    """The slopes with the parameter of ties as the last row and column."""
    along_ties = (counts[..., 1] - votes * chance.tie).sum(axis=1)
    across = (-votes * chance.tie * chance.lead / 2) @ incidence
    bend = (votes * chance.tie * (1 - chance.tie)).sum(axis=1)
    size = incidence.shape[1] + 1
    information = np.zeros((len(counts), size, size))
    information[:, :-1, :-1] = slopes.information
    information[:, :-1, -1] = information[:, -1, :-1] = across
    information[:, -1, -1] = bend
    return Slopes(np.concatenate([slopes.gradient, along_ties[:, None]], axis=1), information)
