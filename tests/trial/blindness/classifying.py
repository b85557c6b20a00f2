"""Guessing from recorded traffic which arm stands on which side: features of bytes and moments, and who learns from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

Matrix = NDArray[np.float64]
BUCKETS = 192
FOLDS = 5
_CHANCE = 0.0002
_QUANTILES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


@dataclass
class Traffic:
    """What one browser got for one comparison: bytes of pages with their headers, and frames of the stream.

    ``frames`` are seconds since the question and bytes; ``lengths`` the characters of both answers as they are shown.
    """

    pages: list[bytes] = field(default_factory=list[bytes])
    frames: list[tuple[float, bytes]] = field(default_factory=list[tuple[float, bytes]])
    lengths: tuple[int, int] = (0, 0)


def of_bytes(traffic: Sequence[Traffic]) -> Matrix:
    """How often runs of three bytes come, in ``BUCKETS`` drawers: whatever is written anywhere has its share."""
    return np.array([_drawers(one) for one in traffic])


def _drawers(traffic: Traffic) -> NDArray[np.float64]:
    counts = np.zeros(BUCKETS)
    for text in (*traffic.pages, *(frame for _, frame in traffic.frames)):
        for line in text.split(b"\n"):
            counts[crc32(line) % BUCKETS] += 1
            for word in line.split():
                counts[crc32(word) % BUCKETS] += 1
    return np.log1p(counts)


def of_moments(traffic: Sequence[Traffic]) -> Matrix:
    """When frames came, how large they were and how long the pauses, beside the lengths of both answers, with products."""
    plain = np.array([_moments(one) for one in traffic])
    plain = (plain - plain.mean(axis=0)) / (plain.std(axis=0) + 1e-9)
    longer = plain[:, -1:]
    return np.hstack([plain, plain * longer, plain * plain])


def _moments(traffic: Traffic) -> list[float]:
    times = np.array([at for at, _ in traffic.frames])
    sizes = np.array([len(frame) for _, frame in traffic.frames], dtype=float)
    pauses = np.diff(times, prepend=0.0)
    left, right = traffic.lengths
    longest = int(np.argmax(pauses))
    return [
        float(len(times)),
        *np.quantile(times, _QUANTILES),
        *np.quantile(pauses, _QUANTILES),
        *np.quantile(sizes, _QUANTILES),
        float(times[longest]),
        float(pauses[longest]),
        float(times[-1]),
        times[-1] / (left + 10),
        times[-1] / (right + 10),
        float(left),
        float(right),
        float(left - right),
    ]


def accuracy(features: Matrix, labels: NDArray[np.bool_]) -> float:
    """The share that is told rightly by a logistic regression with a ridge, each fifth by what the others taught."""
    order = np.random.Generator(np.random.PCG64(7)).permutation(len(labels))
    right = 0
    for fold in range(FOLDS):
        tested = np.zeros(len(labels), dtype=bool)
        tested[order[fold::FOLDS]] = True
        weights, centre, scale = _learn(features[~tested], labels[~tested])
        told = ((features[tested] - centre) / scale) @ weights[1:] + weights[0] > 0
        right += int((told == labels[tested]).sum())
    return right / len(labels)


def _learn(features: Matrix, labels: NDArray[np.bool_]) -> tuple[Matrix, Matrix, Matrix]:
    """Newton's steps for the weights, the first of which is the constant."""
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    rows = np.hstack([np.ones((len(features), 1)), (features - centre) / scale])
    ridge = np.eye(rows.shape[1]) * 3.0
    ridge[0, 0] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(12):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chances - labels) + ridge @ weights
        curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights, centre, scale


def chance(labels: NDArray[np.bool_]) -> float:
    """The share that blind guessing exceeds once in five thousand times, given how often each label comes."""
    share = max(labels.mean(), 1 - labels.mean())
    return float(binom.isf(_CHANCE, len(labels), share)) / len(labels)
