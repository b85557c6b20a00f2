"""Coincidences of values within units, and alpha from them, with NumPy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genkan.evaluation.statistics.drawing import drawn_counts

Table = NDArray[np.float64]


def values_of(units: Sequence[Sequence[float]]) -> list[float]:
    """The values that occur, in order."""
    return sorted({value for unit in units for value in unit})


def coincidences(units: Sequence[Sequence[float]], values: Sequence[float]) -> Table:
    """For each unit (first axis) how often two values meet, weighted so that a unit of m values counts m."""
    place = {value: number for number, value in enumerate(values)}
    tables = np.zeros((len(units), len(values), len(values)))
    for table, unit in zip(tables, units, strict=True):
        counts = np.bincount([place[value] for value in unit], minlength=len(values)).astype(np.float64)
        table += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    return tables


def alphas(tables: Table, values: Sequence[float], *, scale: str) -> NDArray[np.float64]:
    """Alpha of each table of coincidences (first axis); not a number where all values are the same."""
    totals = tables.sum(axis=2)
    distances = _distances(totals, values, scale)
    observed = (tables * distances).sum(axis=(1, 2))
    by_chance = (totals[:, :, None] * totals[:, None, :] * distances).sum(axis=(1, 2))
    count = totals.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(by_chance > 0, 1 - (count - 1) * observed / by_chance, np.nan)


def drawn_alphas(
    units: Sequence[Sequence[float]], *, scale: str, seed: int, draws: int
) -> NDArray[np.float64]:
    """Alpha of each sample of as many units, lowest first, without those that have none."""
    values = values_of(units)
    tables = coincidences(units, values)
    flat = tables.reshape(len(units), -1)
    rows_at_once = max(1, 4_000_000 // flat.shape[1])
    found: list[NDArray[np.float64]] = []
    for counts in drawn_counts(len(units), seed=seed, draws=draws):
        for begin in range(0, len(counts), rows_at_once):
            drawn = (counts[begin : begin + rows_at_once] @ flat).reshape(-1, *tables.shape[1:])
            found.append(alphas(drawn, values, scale=scale))
    together = np.concatenate(found)
    return np.sort(together[~np.isnan(together)])


def _distances(totals: Table, values: Sequence[float], scale: str) -> Table:
    """Squared distances between values, for each table."""
    if scale == "ordinal":
        places = totals.cumsum(axis=1) - totals / 2
        return (places[:, :, None] - places[:, None, :]) ** 2
    known = np.array(values, dtype=np.float64)
    apart = known[:, None] - known[None, :]
    return ((apart != 0).astype(np.float64) if scale == "nominal" else apart**2)[None, :, :]
