"""Krippendorff's alpha against the package of that name and its author's own example."""

import random

import krippendorff
import numpy as np
import pytest

from genkan.evaluation import Scale, agreement, agreement_by_field, krippendorff_alpha

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", C: four observers, twelve units.
_ = None
PUBLISHED = [
    [1, 1, _, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [_, 5, 5, 5], [_, _, 1, 1], [_, _, 3, _],
]  # fmt: skip


@pytest.mark.parametrize(
    ("scale", "published"), [(Scale.NOMINAL, 0.743), (Scale.ORDINAL, 0.815), (Scale.INTERVAL, 0.849)]
)
def test_the_published_example(scale: Scale, published: float) -> None:
    assert krippendorff_alpha(PUBLISHED, scale=scale) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize("scale", Scale)
@pytest.mark.parametrize("seed", range(8))
def test_agrees_with_the_package(scale: Scale, seed: int) -> None:
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
    data = np.array(units, dtype=np.float64).T
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement=scale.value)
    assert krippendorff_alpha(units, scale=scale) == pytest.approx(expected, abs=1e-6)


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
