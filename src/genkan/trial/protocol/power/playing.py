"""Playing a design many times over, to see how wide its intervals are and how often it sees a difference.

Random numbers are the raw output of PCG64; what a run adds up are votes of people, so that one seed gives the same figures.
"""

from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from genkan.trial.protocol.power.design import Design
from genkan.trial.protocol.power.scores import Floats, Integers, clustered, fitted

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Power:
    """What to expect of a design.

    Half widths are means over the runs: ``win_rate`` of an arm's win rate as a share, ``score`` of an arm's Bradley-Terry
    score in log-odds. ``pair`` and ``scores`` are how often the difference between the first two arms was seen, by their
    own pair alone and by the scores; ``design_effect`` is by how much the variance of a win rate is larger than if all votes
    were independent. ``votes_in_pair`` are those of one pair in a run.
    """

    design: Design
    votes: int
    votes_in_pair: int
    win_rate: float
    score: float
    pair: float
    scores: float
    design_effect: float


@dataclass(frozen=True, slots=True)
class _Run:
    left: Integers
    right: Integers
    value: Floats
    person: Integers


def power_of(design: Design) -> Power:
    """Play the design. Raises ``ValueError`` for fewer than two arms or people."""
    if design.arms < 2 or design.persons < 2 or not 0 < design.preference < 1:
        raise ValueError("a design has at least two arms and two people")
    z = _NORMAL.inv_cdf((1 + design.confidence) / 2)
    generator = np.random.PCG64(design.seed)
    counts = design.votes_by_person()
    person = np.repeat(np.arange(len(counts)), counts)
    figures = np.array([_figures(_play(design, person, generator), design, z) for _ in range(design.runs)])
    win_rate, score, pair, scores, effect = figures.mean(axis=0)
    return Power(
        design=design,
        votes=len(person),
        votes_in_pair=round(len(person) / design.pairs),
        win_rate=float(win_rate),
        score=float(score),
        pair=float(pair),
        scores=float(scores),
        design_effect=float(effect),
    )


def _play(design: Design, person: Integers, generator: np.random.PCG64) -> _Run:
    """The votes of one run: pairs equally often, each person with an own taste."""
    votes, persons = len(person), int(person[-1]) + 1
    strength = np.zeros(design.arms)
    strength[0] = log(design.preference / (1 - design.preference)) / 2
    strength[1] = -strength[0]
    taste = _normal(generator, persons * design.arms).reshape(persons, design.arms) * design.taste
    left, right = _pairs(design.arms, votes, generator)
    liking = _widened(strength, design.taste) + taste
    odds = liking[person, left] - liking[person, right]
    chance, tie, choice = 1 / (1 + np.exp(-odds)), _uniform(generator, votes), _uniform(generator, votes)
    value = np.where(tie < design.tie_share, 0.5, (choice < chance).astype(np.float64))
    return _Run(left, right, value, person)


def _widened(strength: Floats, taste: float) -> Floats:
    """Strengths whose preference, averaged over people of that taste, is the one that was asked for (Zeger 1988)."""
    return strength * sqrt(1 + 0.346 * 2 * taste**2)


def _pairs(arms: int, votes: int, generator: np.random.PCG64) -> tuple[Integers, Integers]:
    """Every pair equally often, in an order drawn by lot, so that each person meets different ones."""
    first, second = np.triu_indices(arms, k=1)
    turn = np.argsort(generator.random_raw(votes), kind="stable") % len(first)
    return first[turn].astype(np.int64), second[turn].astype(np.int64)


def _figures(run: _Run, design: Design, z: float) -> tuple[float, float, float, float, float]:
    persons = int(run.person[-1]) + 1
    width, effect = _win_rate(run, persons)
    difference, error = _pair(run, persons)
    scores = fitted(_wins(run, design.arms))
    covariance = clustered(
        scores, left=run.left, right=run.right, value=run.value, person=run.person, persons=persons
    )
    gap = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    seen = abs(scores[0] - scores[1]) > z * sqrt(gap)
    score = z * float(np.sqrt(np.diag(covariance)).mean())
    return z * width, score, float(abs(difference) > z * error), float(seen), effect


def _wins(run: _Run, arms: int) -> Floats:
    size = arms * arms
    won: Floats = np.bincount(run.left * arms + run.right, run.value, minlength=size).astype(np.float64)
    lost: Floats = np.bincount(run.right * arms + run.left, 1 - run.value, minlength=size).astype(np.float64)
    return (won + lost).reshape(arms, arms)


def _win_rate(run: _Run, persons: int) -> tuple[float, float]:
    """The clustered error of the first arm's win rate, and how much larger its variance is than without clusters."""
    ours = (run.left == 0) | (run.right == 0)
    value = np.where(run.left == 0, run.value, 1 - run.value)[ours]
    rate, error = _ratio(value, run.person[ours], persons)
    alone = float(((value - rate) ** 2).mean()) / len(value)
    return error, error**2 / alone if alone else 1.0


def _pair(run: _Run, persons: int) -> tuple[float, float]:
    """By how much the first arm's share in its pair with the second differs from a half, and the clustered error."""
    pair = (run.left == 0) & (run.right == 1)
    rate, error = _ratio(run.value[pair], run.person[pair], persons)
    return rate - 0.5, error


def _ratio(value: Floats, person: Integers, persons: int) -> tuple[float, float]:
    """The mean of votes and its error, as the ratio of sums by person."""
    if not len(value):
        return 0.5, float("inf")
    rate = float(value.mean())
    by_person = np.bincount(person, value - rate, minlength=persons)
    voters = max(int(np.count_nonzero(np.bincount(person, minlength=persons))), 2)
    return rate, sqrt(float((by_person**2).sum()) * voters / (voters - 1)) / len(value)


def _uniform(generator: np.random.PCG64, count: int) -> Floats:
    return ((generator.random_raw(count) >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def _normal(generator: np.random.PCG64, count: int) -> NDArray[np.float64]:
    """Box and Muller (1958)."""
    radius = np.sqrt(-2 * np.log(_uniform(generator, count)))
    return radius * np.cos(2 * np.pi * _uniform(generator, count))
