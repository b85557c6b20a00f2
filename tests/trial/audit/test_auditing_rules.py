"""Who is drawn, when an answer is settled, how far experts agree, and what was liked though it is wrong."""

import pytest

from genkan.trial.audit import agreements_of, is_drawn, judged, liked_but_wrong
from genkan.trial.audit.mark import (
    AuditMark,
    AuditState,
    Findings,
    Line,
    differing,
    read_findings,
    state_after,
)
from genkan.trial.evidence import Exposure, MarkRow, VoteRow
from tests.conftest import NOON
from tests.trial.agreed_trial import SEED

GOOD, BAD = Findings(True, True, True, False), Findings(False, True, False, True)


def mark(marker: str, findings: Findings, *, decides: bool = False) -> AuditMark:
    return AuditMark(audit_id="1", marker_id=marker, findings=findings, comment="", decides=decides, at=NOON)


def row(exposure: str, side: str, marker: str, findings: Findings, *, decided: bool = False) -> MarkRow:
    return MarkRow(exposure=exposure, side=side, marker=marker, **findings._asdict(), decided=decided)


def exposure(name: str, left: str, right: str) -> Exposure:
    return Exposure(
        id=name,
        at=NOON,
        protocol="",
        person="p",
        organisation="o",
        task="compare",
        information_class=1,
        mode="pair",
        left=left,
        right=right,
        left_era=1,
        right_era=1,
        block=0,
        place=0,
        eligible=(),
        restricted=(),
        conversation="",
        turn=1,
        question_length=1,
    )


def vote(name: str, choice: str, revision: int = 1) -> VoteRow:
    return VoteRow(exposure=name, at=NOON, person="p", revision=revision, choice=choice, reasons=())


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        ([], AuditState.OPEN),
        ([mark("a", GOOD)], AuditState.OPEN),
        ([mark("a", GOOD), mark("b", GOOD)], AuditState.DECIDED),
        ([mark("a", GOOD), mark("b", BAD)], AuditState.DECIDING),
        # The third settles it, whatever the third says.
        ([mark("a", GOOD), mark("b", BAD), mark("c", GOOD, decides=True)], AuditState.DECIDED),
    ],
)
def test_when_an_answer_is_settled(marks: list[AuditMark], state: AuditState) -> None:
    assert state_after(marks) is state


def test_on_what_two_differ() -> None:
    assert differing([mark("a", GOOD), mark("b", BAD)]) == {Line.CORRECT, Line.USABLE, Line.HARMFUL}
    assert differing([]) == frozenset()


def test_a_form_answers_every_question_or_none_is_taken() -> None:
    typed = dict.fromkeys((line.value for line in Line), "no")
    assert read_findings({**typed, "correct": "yes"}) == Findings(True, False, False, False)
    assert read_findings({**typed, "correct": "maybe"}) is None
    assert read_findings({}) is None


def test_the_draw_can_be_repeated_and_keeps_its_share() -> None:
    drawn = [name for name in map(str, range(20_000)) if is_drawn(name, seed=SEED, share=0.02)]
    assert 340 < len(drawn) < 460
    assert drawn == [name for name in map(str, range(20_000)) if is_drawn(name, seed=SEED, share=0.02)]
    assert set(drawn) != {name for name in map(str, range(20_000)) if is_drawn(name, seed="1", share=0.02)}
    assert all(is_drawn(name, seed=SEED, share=1.0) for name in drawn)
    assert not any(is_drawn(name, seed=SEED, share=0.0) for name in drawn)


def test_a_decision_counts_before_marks_and_one_mark_alone_is_no_verdict() -> None:
    marks = [
        *(row("1", "a", "x", GOOD), row("1", "a", "y", BAD), row("1", "a", "z", BAD, decided=True)),
        *(row("1", "b", "x", GOOD), row("1", "b", "y", GOOD)),
        *(row("2", "a", "x", GOOD), row("2", "a", "y", BAD)),
        row("2", "b", "x", GOOD),
    ]
    verdicts = {key: found.correct for key, found in judged(marks).items()}
    assert verdicts == {("1", "a"): False, ("1", "b"): True}


def test_the_agreement_leaves_decisions_out() -> None:
    alike = [row(str(number), "a", who, GOOD if number % 2 else BAD) for number in range(6) for who in "xy"]
    found = agreements_of([*alike, row("0", "a", "z", GOOD, decided=True)], draws=50)
    assert (found[Line.CORRECT].alpha, found[Line.CORRECT].units) == (1.0, 6)
    # All said the same: nothing can be said of agreement.
    assert found[Line.SOURCE_RIGHT].alpha is None


def test_liked_but_wrong_follows_the_last_vote_and_counts_every_liked_answer() -> None:
    exposures = [exposure("1", "甲", "乙"), exposure("2", "乙", "甲"), exposure("3", "甲", "乙")]
    marks = [
        row(name, side, who, findings)
        for name, left, right in (("1", BAD, GOOD), ("2", GOOD, BAD), ("3", BAD, BAD))
        for side, findings in (("a", left), ("b", right))
        for who in "xy"
    ]
    votes = [
        *(vote("1", "b"), vote("1", "a", revision=2)),  # changed to the wrong answer of 甲
        vote("2", "both_good"),  # 乙 right, 甲 wrong
        vote("3", "both_bad"),  # nothing was liked
        vote("4", "a"),  # nobody audited it
    ]
    first, second = liked_but_wrong(exposures, votes, marks)
    assert (first.arm, first.liked, first.wrong, first.harmful) == ("乙", 1, 0, 0)
    assert (second.arm, second.liked, second.wrong, second.harmful, second.share) == ("甲", 2, 2, 2, 1.0)
    assert 0.0 < second.interval.low < 1.0
