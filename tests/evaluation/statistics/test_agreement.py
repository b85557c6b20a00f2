"""Krippendorff's alpha against its author's own examples, and against the sum over all pairs of values."""

import random
from collections.abc import Sequence
from itertools import permutations

import pytest

from genkan.evaluation import Scale, agreement, agreement_by_field, krippendorff_alpha

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", the examples of its sections A, B and C: two observers with
# two values, two observers with five, and four observers of twelve units with missing values.
TWO_VALUES = [[int(one), int(other)] for one, other in zip("0100000010", "1110010000", strict=True)]
FIVE_VALUES = [[ord(one), ord(other)] for one, other in zip("aabbdcccedda", "babbbccceddd", strict=True)]
_ = None
PUBLISHED = [
    [1, 1, _, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [_, 5, 5, 5], [_, _, 1, 1], [_, _, 3, _],
]  # fmt: skip


@pytest.mark.parametrize(
    ("units", "scale", "published"),
    [
        (TWO_VALUES, Scale.NOMINAL, 0.095),
        (FIVE_VALUES, Scale.NOMINAL, 0.692),
        (PUBLISHED, Scale.NOMINAL, 0.743),
        (PUBLISHED, Scale.ORDINAL, 0.815),
        (PUBLISHED, Scale.INTERVAL, 0.849),
    ],
)
def test_the_published_examples(
    units: Sequence[Sequence[float | None]], scale: Scale, published: float
) -> None:
    assert krippendorff_alpha(units, scale=scale) == pytest.approx(published, abs=0.0005)


def alpha_by_pairs(units: Sequence[Sequence[float | None]], scale: Scale) -> float:
    """One minus the mean distance of pairs within units over that of all pairs, with no table between.

    A pair of a unit of m values weighs 1 / (m - 1), as in the definition.
    """
    told = [[value for value in unit if value is not None] for unit in units]
    paired = [values for values in told if len(values) > 1]
    every = [value for values in paired for value in values]

    def distance(one: float, other: float) -> float:
        if scale is Scale.NOMINAL:
            return float(one != other)
        if scale is Scale.INTERVAL:
            return (one - other) ** 2
        low, high = sorted((one, other))
        between = sum(low <= value <= high for value in every)
        return (between - (every.count(low) + every.count(high)) / 2) ** 2

    within = sum(distance(*pair) / (len(values) - 1) for values in paired for pair in permutations(values, 2))
    by_chance = sum(distance(*pair) for pair in permutations(every, 2))
    return 1 - (within / len(every)) / (by_chance / (len(every) * (len(every) - 1)))


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_the_sum_over_all_pairs(scale: Scale, seed: int) -> None:
    """Two to five markers, values from 0 to 4 or in tenths, a fifth of them missing."""
    chance = random.Random(seed)
    markers = 2 + seed % 4
    units = [
        [
            None if chance.random() < 0.2 else chance.randrange(5) / (1 + 9 * (seed % 2))
            for _ in range(markers)
        ]
        for _ in range(30)
    ]
    assert krippendorff_alpha(units, scale=scale) == pytest.approx(alpha_by_pairs(units, scale), abs=1e-6)


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        ([[1, 1], [2, 2], [3, 3]], 1.0),  # they always agree
        ([[1, 2], [2, 1]], pytest.approx(-0.5)),  # they always disagree
        ([[1, 1], [1, 1]], None),  # one value only: no chance to disagree
        ([[1, None], [None, 2]], None),  # nobody marked the same unit
        ([], None),
    ],
)
def test_ends(units: list[list[float | None]], alpha: object) -> None:
    assert krippendorff_alpha(units) == alpha


def test_the_interval_draws_units() -> None:
    found = agreement(PUBLISHED, draws=2000)
    assert found.alpha is not None and found.interval is not None
    assert found.interval.low < found.alpha < found.interval.high
    assert (found.units, found.values) == (11, 40)
    assert found == agreement(PUBLISHED, draws=2000)
    assert found.interval != agreement(PUBLISHED, draws=2000, seed=1).interval


def test_an_interval_by_hand() -> None:
    """Two units: half of the samples hold both, the others one unit of a single value, of which nothing can be said."""
    found = agreement([[1, 1], [2, 2]], draws=400)
    assert (found.alpha, found.interval) == (1.0, (1.0, 1.0))
    assert 150 < found.undefined < 250


def test_fields_stand_alone() -> None:
    fields = agreement_by_field(
        {"要約": [[1, 1], [5, 5]], "起案": [[1, 5], [5, 1]], "安全性": [[1, 1]]}, draws=50
    )
    assert list(fields) == ["安全性", "要約", "起案"]
    assert [fields[name].alpha for name in ("要約", "起案", "安全性")] == [1.0, pytest.approx(-0.5), None]
