"""Tables by field, by place of the key and of refusals."""

import pytest

from genkan.evaluation import (
    ALL_FIELDS,
    Chosen,
    Refusable,
    Scored,
    by_field,
    by_position,
    by_refusal,
    cluster_bootstrap,
    wilson,
)


def scored(item: str, field: str, score: float | None, family: str = "", who: str = "甲") -> Scored:
    outcome = {None: "needs_mark", 1.0: "correct"}.get(score, "wrong")
    return Scored(who, item, field, outcome, score, family)


def test_by_field() -> None:
    rows = [
        scored("q1", "起案", 1.0),
        scored("q2", "起案", 0.0),
        scored("q3", "要約", 0.5),  # a share of points: no Wilson
        scored("q4", "要約", None),  # not marked yet
        scored("q5", "安全性", 1.0, "群"),  # a family of two
        scored("q6", "安全性", 1.0, "群"),
        scored("q1", "起案", 1.0, who="乙"),
    ]
    lines = {(line.contestant, line.field): line for line in by_field(rows, draws=200)}
    assert list(lines) == sorted(lines)
    drafting = lines["甲", "起案"]
    assert (drafting.mean, drafting.interval, drafting.method) == (0.5, wilson(1, 2), "wilson")
    summary = lines["甲", "要約"]
    assert (summary.answers, summary.marked, summary.mean, summary.method) == (2, 1, 0.5, "family_bootstrap")
    assert summary.outcomes == {"needs_mark": 1, "wrong": 1}
    safety = lines["甲", "安全性"]
    assert (safety.mean, safety.interval, safety.method) == (1.0, None, "family_bootstrap"), (
        "one family tells nothing"
    )
    whole = lines["甲", ALL_FIELDS]
    assert whole.mean == pytest.approx(3.5 / 5)
    values, families = [1.0, 0.0, 0.5, 1.0, 1.0], ["q1", "q2", "q3", "群", "群"]
    assert whole.interval == cluster_bootstrap(values, families, draws=200)
    unmarked = by_field([scored("q4", "要約", None)])
    assert [(line.mean, line.interval) for line in unmarked] == [(None, None)] * 2


def test_by_position() -> None:
    """One who always takes the first place, and one who is always right."""
    rows = [Chosen("先頭", 1, key) for key in (1, 2, 3, 4) * 5] + [Chosen("先頭", None, 1)]
    rows += [Chosen("正確", key, key) for key in (1, 2, 3, 4) * 5]
    lines = {(line.contestant, line.place): line for line in by_position(rows)}
    assert [lines["先頭", place].is_biased for place in (1, 2, 3, 4)] == [True] * 4
    assert [lines["先頭", place].accuracy for place in (1, 2)] == [5 / 6, 0.0]
    assert (lines["先頭", 1].rate, lines["先頭", 1].key_rate) == (1.0, 6 / 21)
    assert not any(lines["正確", place].is_biased for place in (1, 2, 3, 4))
    silent = by_position([Chosen("無言", None, 2)])
    assert [(line.rate, line.interval, line.is_biased) for line in silent] == [(None, None, False)] * 2


def test_by_refusal() -> None:
    rows = [Refusable("甲", expected=True, refused=True)] * 4 + [
        Refusable("甲", expected=True, refused=False)
    ]
    rows += [Refusable("甲", expected=False, refused=True)] + [
        Refusable("甲", expected=False, refused=False)
    ] * 9
    rows += [Refusable("乙", expected=False, refused=False)]
    other, first = by_refusal(rows)
    assert (first.kept_rate, first.over_rate) == (0.8, 0.1)
    assert (first.kept_interval, first.over_interval) == (wilson(4, 5), wilson(1, 10))
    assert (other.contestant, other.kept_rate, other.kept_interval, other.over_rate) == (
        "乙",
        None,
        None,
        0.0,
    )
