"""Every table of the analysis, counted by hand."""

from typing import Any

import msgspec
import pytest

from genkan.trial.analysis import Analysis, analyse
from genkan.trial.evidence.rows import Evidence, ExclusionRow
from genkan.trial.protocol.document import Exclusions
from genkan.trial.statistics.votes import vote_table
from tests.trial.analysis.by_hand import EVIDENCE, EXCLUDED, exposure, protocol_of, vote

PROTOCOL = protocol_of("x", "y")
WHOLE = msgspec.structs.replace(EVIDENCE, exclusions=(ExclusionRow(*EXCLUDED),))


@pytest.fixture(scope="module")
def found() -> Analysis:
    return analyse(WHOLE, PROTOCOL)


def of(rows: tuple[Any, ...], **wanted: object) -> Any:
    """The only row with these fields."""
    (row,) = [row for row in rows if all(getattr(row, name) == value for name, value in wanted.items())]
    return row


def test_counts(found: Analysis) -> None:
    counts = found.counts
    assert (counts.exposures, counts.pairs, counts.voted, counts.counted) == (7, 6, 5, 4)
    assert (counts.persons, counts.revised, counts.excluded) == (4, 1, {"vendors_staff": 1})
    assert [(arm.key, arm.title, arm.build) for arm in found.arms] == [
        ("x", "候補 x", "1"), ("x@2", "候補 x", "2"), ("y", "候補 y", "1"),
    ]  # fmt: skip


def test_votes_and_eras(found: Analysis) -> None:
    assert found.preference is not None
    x, later, y = (of(found.preference.arms, key=key) for key in ("x", "x@2", "y"))
    assert (x.wins, x.losses, x.both_good, x.both_bad, x.votes, x.persons) == (2, 0, 1, 0, 3, 2)
    assert (later.wins, later.both_bad, later.votes) == (0, 1, 1)
    assert (y.wins, y.losses, y.both_good, y.both_bad) == (0, 2, 1, 1)
    assert x.win_rate.value == pytest.approx(2.5 / 3)
    assert found.preference.separated  # x never lost, and ties do not say how much stronger that makes it
    assert not any(pair.is_clear for pair in found.preference.pairs)  # three persons say nothing
    assert of(found.preference.pairs, first="x", second="x@2").win_rate is None
    assert found.preference.weights["north"] > found.preference.weights["south"]
    merged = of(found.sensitivity, rule="eras_merged")
    assert ({arm.key for arm in merged.arms}, merged.votes) == ({"x", "y"}, 4)
    assert of(found.sensitivity, rule="nothing_excluded").votes == 5


def test_missing_votes(found: Analysis) -> None:
    y = of(found.missing.arms, key="y")
    assert (y.pairs, y.voted) == (5, 4)
    assert [(row.ending, row.pairs, row.voted) for row in found.missing.endings] == [
        ("both_completed", 4, 3),
        ("one_failed", 1, 1),
    ]
    assert found.missing.bounds["y"] == pytest.approx((1.0 / 5, 2.0 / 5))


def test_guesses(found: Analysis) -> None:
    guesses = found.guesses
    assert (guesses.asked, guesses.unknown, guesses.guessed) == (4, 1, 3)
    assert guesses.right is not None
    assert guesses.right.value == pytest.approx(1 / 3)  # x for x; x for y and y for x are wrong
    assert guesses.chance == pytest.approx((2 * 2 + 1 * 1) / 9)


def test_marks(found: Analysis) -> None:
    x, y = (of(found.marks, key=key, measure="correct") for key in ("x", "y"))
    assert (x.answers, x.share.value) == (2, 0.75)  # two agree; two differ and nobody decided
    assert (y.answers, y.share.value) == (1, 0.0)  # the decision counts
    apart = of(found.mark_differences, measure="correct")
    assert (apart.first, apart.second, apart.difference.value, apart.pairs) == ("x", "y", 0.75, 1)
    assert (of(found.liked_but_wrong, key="x").liked, of(found.liked_but_wrong, key="x").wrong) == (2, 1)


def test_endings_and_prices(found: Analysis) -> None:
    y = of(found.outcomes, key="y")
    assert (y.answers, y.endings, y.completed.value) == (5, {"completed": 4, "timed_out": 1}, 0.8)
    assert y.total_ms_median == 2_000
    assert of(found.outcomes, key="x").citation_precision.value == 0.75
    x = of(found.prices, key="x")
    assert (x.answers, x.accepted, x.shadow_yen) == (5, 4, 5.0)  # preferred twice, both good once, sent once
    assert x.shadow_per_accepted == 1.25
    assert of(found.prices, key="y").shadow_per_accepted == 5.0  # failed answers are paid for, too


def test_work(found: Analysis) -> None:
    x = of(found.uses, key="x")
    assert x.kinds == {"copied": 1, "exported": 0, "sent": 1, "corrected": 1, "dropped": 1}
    assert (x.used.value, x.seconds_median) == (0.4, 50.0)
    assert of(found.edits, key="x").distance.value == 0.5  # the last text counts, by its length of 500
    whole = of(found.pulse, organisation="")
    assert (whole.answers, whole.persons, whole.minutes.value) == (3, 2, 10.0)  # 15 and 5


def test_exposures(found: Analysis) -> None:
    x, y = (of(found.exposures, key=key) for key in ("x", "y"))
    assert (x.as_a, x.as_b, x.alone, x.restricted) == (3, 2, 1, 0)
    assert (y.as_a, y.as_b, y.restricted) == (2, 4, 1)


@pytest.mark.parametrize(
    ("rules", "excluded"),
    [
        (
            Exclusions(fastest_vote_seconds=10),
            {"vendors_staff": 1, "fastest_vote_seconds": 1},
        ),  # 1 s after the end
        (
            Exclusions(most_votes_per_person=1),
            {"vendors_staff": 1, "most_votes_per_person": 1},
        ),  # the second of p1
        (Exclusions(), {"vendors_staff": 1}),
    ],
)
def test_exclusions_of_the_protocol(rules: Exclusions, excluded: dict[str, int]) -> None:
    found = analyse(WHOLE, msgspec.structs.replace(PROTOCOL, exclusions=rules))
    assert found.counts.excluded == excluded
    assert found.counts.counted == 5 - sum(excluded.values())


def test_no_evidence_no_results() -> None:
    found = analyse(Evidence(trial="t"), PROTOCOL)
    assert found.preference is None
    assert (found.marks, found.outcomes, found.groups, found.sequential, found.style) == (
        (),
        (),
        (),
        None,
        None,
    )
    one = Evidence(trial="t", exposures=(exposure("e1", "p1", "x", "y"),), votes=(vote("e1", "p1", "a"),))
    single = analyse(one, PROTOCOL).preference
    assert single is not None
    assert single.separated
    assert single.arms[0].expected.low < 0.5 < single.arms[0].expected.high  # one vote says nothing
    assert len(vote_table(one)) == 1


def test_an_arm_against_itself_or_nothing_does_not_count() -> None:
    """Records that no design makes: the same arm twice, no arm, a vote before the assignment."""
    shown = (exposure("e1", "p1", "x", "x"), exposure("e2", "p1", "", "y"), exposure("e3", "p1", "x", "y"))
    votes = tuple(vote(row.id, "p1", "a", after=-900) for row in shown)
    evidence = Evidence(trial="t", exposures=shown, votes=votes)
    found = analyse(
        evidence, msgspec.structs.replace(PROTOCOL, exclusions=Exclusions(fastest_vote_seconds=10))
    )
    assert found.preference is not None
    assert found.preference.votes == 1
    assert found.counts.excluded == {}
