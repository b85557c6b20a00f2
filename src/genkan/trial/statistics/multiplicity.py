"""Many comparisons at one rate of error (多重比較の調整).

S. Holm, A simple sequentially rejective multiple test procedure (1979). Simultaneous intervals from the largest of all
deviations in each sample of a bootstrap: P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing (1993).
"""

from collections.abc import Sequence

import numpy as np

from genkan.trial.statistics.pairs import Numbers


def holm(values: Sequence[float]) -> list[float]:
    """The p values adjusted for their number, in the order given."""
    adjusted, highest = [0.0] * len(values), 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: values[place])):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = highest
    return adjusted


def reach_of_all(drawn: Numbers, centre: Numbers, errors: Numbers, *, level: float) -> float:
    """How many errors cover all values (columns) at once in a share ``level`` of the samples (rows); at least 0."""
    known = errors > 0
    if not known.any():
        return 0.0
    farthest = (np.abs(drawn - centre)[:, known] / errors[known]).max(axis=1)
    return float(np.quantile(farthest, level))


def tiers(order: Sequence[str], clear: set[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Arms, best first, in tiers: each begins with the best who is left and holds all not clearly below that one.

    ``clear`` has the pairs, better first, that can be told apart.
    """
    groups: list[tuple[str, ...]] = []
    left: list[str] = list(order)
    while left:
        group: tuple[str, ...] = tuple(name for name in left if (left[0], name) not in clear)
        groups.append(group)
        left = [name for name in left if name not in group]
    return tuple(groups)
