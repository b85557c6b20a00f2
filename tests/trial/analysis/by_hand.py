"""Evidence written by hand: two arms, few people, every kind of row."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from genkan.trial.evidence.rows import (
    AnswerRow,
    Evidence,
    Exposure,
    GuessRow,
    MarkRow,
    PulseRow,
    UseRow,
    VoteRow,
)
from genkan.trial.protocol.document import Protocol, TrialArm, TrialOrganisation
from genkan.trial.simulation import sample_protocol

OPENS = datetime(2026, 9, 1, 9, tzinfo=UTC)


def protocol_of(*arms: str, **changes: Any) -> Protocol:
    return msgspec.structs.replace(
        sample_protocol(),
        arms=tuple(TrialArm(name=arm, deployment=arm, title=f"候補 {arm}", build="1") for arm in arms),
        organisations=(
            TrialOrganisation(organisation="north", title="例示省", staff=900),
            TrialOrganisation(organisation="south", title="例示市", staff=100),
        ),
        **changes,
    )


def exposure(name: str, person: str, left: str, right: str = "", **changes: Any) -> Exposure:
    plain = Exposure(
        id=name,
        at=OPENS + timedelta(minutes=int(name[1:])),
        protocol="",
        person=person,
        organisation="north",
        task="compare",
        information_class=2,
        mode="pair" if right else "conversation",
        left=left,
        right=right,
        left_era=1,
        right_era=1,
        block=0,
        place=0,
        eligible=("x", "y"),
        restricted=(),
        conversation="",
        turn=1,
        question_length=40,
    )
    return msgspec.structs.replace(plain, **changes)


def answer(name: str, side: str, arm: str, **changes: Any) -> AnswerRow:
    plain = AnswerRow(
        exposure=name,
        side=side,
        arm=arm,
        era=1,
        build="1",
        outcome="completed",
        characters=400,
        first_token_ms=300,
        total_ms=2_000,
        cost_microyen=0,
        shadow_microyen=1_000_000,
        citations=4,
        citations_verified=3,
        quotations=1,
        quotations_faithful=1,
        style_findings=2,
        personal_data=0,
        japanese=True,
        refused=False,
    )
    return msgspec.structs.replace(plain, **changes)


def vote(name: str, person: str, choice: str, *, revision: int = 1, after: int = 60) -> VoteRow:
    at = OPENS + timedelta(minutes=int(name[1:]), seconds=after + revision)
    return VoteRow(name, at, person, revision, choice, ())


def mark(name: str, side: str, marker: str, correct: bool, *, decided: bool = False) -> MarkRow:
    return MarkRow(name, side, marker, correct, correct, correct, not correct, decided)


def use(
    name: str, side: str, kind: str, *, distance: int | None = None, seconds: int | None = None
) -> UseRow:
    return UseRow(name, side, OPENS, kind, 400, 500, distance, seconds)


EVIDENCE = Evidence(
    trial="t1",
    exposures=(
        exposure("e1", "p1", "x", "y"),
        exposure("e2", "p1", "y", "x"),
        exposure("e3", "p2", "x", "y", organisation="south"),
        exposure("e4", "p3", "x", "y", left_era=2),
        exposure("e5", "p3", "y", "x"),  # nobody voted
        exposure("e6", "p4", "x", restricted=("y=information_class",)),
        exposure("e7", "p4", "x", "y"),  # excluded below
    ),
    answers=(
        answer("e1", "a", "x"),
        answer("e1", "b", "y", total_ms=4_000),
        answer("e2", "a", "y", outcome="timed_out", characters=0, total_ms=None, first_token_ms=None),
        answer("e2", "b", "x", citations=None, citations_verified=None),
        answer("e3", "a", "x"),
        answer("e3", "b", "y"),
        answer("e4", "a", "x", era=2, build="2"),
        answer("e4", "b", "y"),
        answer("e5", "a", "y"),
        answer("e5", "b", "x"),
        answer("e6", "a", "x"),
    ),
    votes=(
        vote("e1", "p1", "b"),
        vote("e1", "p1", "a", revision=2),  # the change counts
        vote("e1", "p9", "b", revision=3),  # somebody else's does not
        vote("e2", "p1", "b"),
        vote("e3", "p2", "both_good", after=3),
        vote("e4", "p3", "both_bad"),
        vote("e7", "p4", "b"),
    ),
    guesses=(GuessRow("e1", "x", "x"), GuessRow("e2", "", "y")),
    marks=(
        mark("e1", "a", "m1", True),
        mark("e1", "a", "m2", True),
        mark("e1", "b", "m1", True),
        mark("e1", "b", "m2", False),
        mark("e1", "b", "m3", False, decided=True),
        mark("e3", "a", "m1", True),
        mark("e3", "a", "m2", False),
    ),
    uses=(
        use("e1", "a", "copied", distance=100, seconds=70),
        use("e1", "a", "corrected", distance=250),
        use("e6", "a", "sent", seconds=30),
        use("e5", "b", "dropped"),
    ),
    pulses=(
        PulseRow(OPENS, "p1", "north", 10, 4),
        PulseRow(OPENS, "p1", "north", 20, 5),
        PulseRow(OPENS, "p2", "south", 5, None),
    ),
)
EXCLUDED = ("e7", "vendors_staff", "ベンダーの職員")
