"""The distance of two texts, against the plain way to count it."""

import random

import pytest

from genkan.kit import edit_distance


def plainly(first: str, second: str) -> int:
    """The Levenshtein distance by its table."""
    row = list(range(len(second) + 1))
    for down, one in enumerate(first, start=1):
        above, row = row, [down]
        for across, other in enumerate(second, start=1):
            row.append(min(above[across] + 1, row[-1] + 1, above[across - 1] + (one != other)))
    return row[-1]


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("", "", 0),
        ("", "回答", 2),
        ("回答します。", "回答します。", 0),
        ("回答します。", "御回答します。", 1),
        ("三百円", "二百円です", 3),
        ("あいう", "かきく", 3),
    ],
)
def test_distances(first: str, second: str, distance: int) -> None:
    assert edit_distance(first, second) == edit_distance(second, first) == distance


def test_any_texts_as_the_plain_way_counts_them() -> None:
    draw = random.Random(7)
    for _ in range(400):
        first, second = ("".join(draw.choices("あいう。", k=draw.randrange(70))) for _ in range(2))
        assert edit_distance(first, second) == plainly(first, second), (first, second)
