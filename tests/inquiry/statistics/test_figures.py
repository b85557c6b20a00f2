"""Counts of cases and their sums, periods and CSV, as pure tables."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from genkan.inquiry.statistics import Figures, Key, figures_by, months_named, render_csv, whole_of


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ({}, None),
        ({3: 1}, 3),
        ({1: 1, 4: 1}, 2.5),  # two in the middle
        ({0: 5, 9: 2, 40: 1}, 0),
        ({1: 2, 9: 2}, 5),
    ],
)
def test_the_median_of_days(days: dict[int, int], median: float | None) -> None:
    assert Figures(days=Counter(days)).median_days == median


def test_shares_are_of_what_was_answered() -> None:
    figures = Figures(received=9, timed=4, in_time=3, reopened=1, days=Counter({2: 4}))
    assert (figures.answered, figures.in_time_share, figures.reopened_share) == (4, 0.75, 0.25)
    nothing = Figures(received=9)
    assert (nothing.in_time_share, nothing.mean_edit, nothing.mean_score) == (None, None, None)


def test_sums_by_a_part_of_the_key() -> None:
    counted = {
        Key("2026-10", "a", "x"): Figures(received=2, days=Counter({1: 1}), scores=(4.0, 1)),
        Key("2026-11", "a", ""): Figures(received=3, days=Counter({5: 1}), scores=(7.0, 2)),
        Key("2026-11", "b", "x"): Figures(received=1),
    }
    by_topic = figures_by(counted, lambda key: key.topic_id)
    assert {topic: figures.received for topic, figures in by_topic.items()} == {"a": 5, "b": 1}
    assert by_topic["a"].median_days == 3
    whole = whole_of(counted.values())
    assert (whole.received, whole.mean_score) == (6, pytest.approx(11 / 3))


@pytest.mark.parametrize(
    ("span", "first", "number"),
    [
        ("3", date(2026, 9, 1), 3),
        ("12", date(2025, 12, 1), 12),
        ("24", date(2024, 12, 1), 24),
        ("nonsense", date(2026, 6, 1), 6),  # the usual
    ],
)
def test_months(span: str, first: date, number: int) -> None:
    months = months_named(span, today=date(2026, 11, 2))
    assert (months.first, len(months.names), months.names[-1]) == (first, number, "2026-11")
    assert months.since == datetime(first.year, first.month, 1, tzinfo=UTC).replace(hour=0) - (
        datetime(2026, 1, 1, 9) - datetime(2026, 1, 1)
    )


def test_a_name_in_csv_is_no_formula() -> None:
    counted = {Key("2026-11", "t", "o"): Figures(received=1, days=Counter({2: 1}), edits=(0.5, 1))}
    text = render_csv(counted, names={"t": "=1+1", "o": "総務課"})
    assert text.startswith("\ufeff受付月,")
    assert text.splitlines()[1] == "2026-11,'=1+1,総務課,1,1,0,0,2,0,0,0.5,1,,0"
