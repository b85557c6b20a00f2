"""What a call counts as, one row a case."""

from datetime import UTC, date, datetime

import pytest

from genkan.gateway.answer import Outcome
from genkan.gateway.journal.tally import tally
from genkan.gateway.usage import OutcomeKind, UsageCounts, UsageKey, kind_of
from tests.gateway.usage.conftest import ended

KINDS = {
    Outcome.COMPLETED: OutcomeKind.ANSWERED,
    Outcome.TRUNCATED: OutcomeKind.ANSWERED,  # the reader got an answer
    Outcome.REFUSED_BY_POLICY: OutcomeKind.REFUSED,
    Outcome.REFUSED_BY_ENDPOINT: OutcomeKind.REFUSED,
    Outcome.NOT_ADMITTED: OutcomeKind.REFUSED,
    Outcome.UNREACHABLE: OutcomeKind.FAILED,
    Outcome.TIMED_OUT: OutcomeKind.FAILED,
    Outcome.BROKEN: OutcomeKind.FAILED,
    Outcome.INTERRUPTED: OutcomeKind.FAILED,  # the server ended
    Outcome.STOPPED: OutcomeKind.STOPPED,  # the caller wanted no more
    Outcome.SWITCHED_OFF: OutcomeKind.STOPPED,  # so did whoever threw the kill switch
}


def only(**changes: object) -> UsageCounts:
    """What one call counts as."""
    call = ended(**changes)
    (counts,) = tally([(call.row, call.end)]).values()
    return counts


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_kind(outcome: Outcome) -> None:
    assert kind_of(outcome) is KINDS[outcome]
    assert kind_of(str(outcome)) is KINDS[outcome]


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, UsageCounts(1, 0, 0, 0, 7, 3, 0, 0, 1170, 0, 0, 0)),
        # nothing was reported: every token of it is an estimate
        ({"tokens_reported": False}, UsageCounts(1, 0, 0, 0, 7, 3, 1, 10, 1170, 0, 0, 0)),
        # no price in force
        ({"price_micro_yen": None}, UsageCounts(1, 0, 0, 0, 7, 3, 0, 0, 0, 1, 0, 0)),
        # refused before a word left: neither estimated nor without a price
        (
            {
                "outcome": Outcome.REFUSED_BY_POLICY,
                "input_tokens": 0,
                "output_tokens": 0,
                "tokens_reported": False,
                "price_micro_yen": None,
            },
            UsageCounts(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        ),
        (
            {"outcome": Outcome.BROKEN, "first_token_ms": 250.7},
            UsageCounts(1, 0, 1, 0, 7, 3, 0, 0, 1170, 0, 1, 250),
        ),
        ({"outcome": Outcome.STOPPED}, UsageCounts(1, 0, 0, 1, 7, 3, 0, 0, 1170, 0, 0, 0)),
        # a clock that was set back
        ({"first_token_ms": -20}, UsageCounts(1, 0, 0, 0, 7, 3, 0, 0, 1170, 0, 1, 0)),
    ],
)
def test_a_call_counts_as(changes: dict[str, object], counts: UsageCounts) -> None:
    assert only(**changes) == counts


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 10, 31, 14, 59, 59, tzinfo=UTC), date(2026, 10, 31)),
        (datetime(2026, 10, 31, 15, 0, tzinfo=UTC), date(2026, 11, 1)),  # midnight in Tokyo
    ],
)
def test_a_day_is_a_day_in_japan(at: datetime, day: date) -> None:
    call = ended(at=at)
    (key,) = tally([(call.row, call.end)])
    assert key == UsageKey(day, "ministry", "program", "", "small", "deployment")


def test_calls_of_the_same_kind_are_added_up() -> None:
    calls = [ended(), ended(), ended(app="文書検索")]
    sums = tally((call.row, call.end) for call in calls)
    assert sorted((key.app, counts.calls, counts.tokens) for key, counts in sums.items()) == [
        ("", 2, 20),
        ("文書検索", 1, 10),
    ]


def test_shares_and_yen() -> None:
    counts = UsageCounts(
        calls=4, refused=1, input_tokens=60, output_tokens=40, estimated_tokens=25, micro_yen=1_500_000
    )
    assert (counts.answered, counts.estimated_share, counts.yen) == (3, 0.25, 1.5)
    assert UsageCounts().estimated_share == 0
