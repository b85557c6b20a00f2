"""Every rule of a protocol: a table of drafts that are refused, each with the rule that it breaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from genkan.catalogue import Deployment, DeploymentState, InformationClass
from genkan.kit import digest
from genkan.trial.evidence import Mode
from genkan.trial.protocol import (
    Cause,
    Due,
    Ending,
    Exclusions,
    Item,
    Measure,
    Protocol,
    Rule,
    Stopping,
    Surroundings,
    TieRule,
    TrialArm,
    TrialOrganisation,
    TrialState,
    TrialTask,
    begins_at,
    check_protocol,
    complete,
    days_of_looks,
    differences,
    draft_of,
    due,
    examine,
    read_draft,
    with_connected_arms,
)
from genkan.trial.protocol.document import digest_of, is_digest_of, without_seed
from genkan.trial.protocol.vendors_staff import entries_of, entries_that_mean

TODAY = date(2026, 9, 1)


def deployment(name: str, **facts: Any) -> Deployment:
    usual = {
        "title": f"モデル{name}",
        "protocol": "openai_chat",
        "build": "1",
        "parameters": {"temperature": 0},
        "ceiling": InformationClass.TWO,
        "input_price": Decimal(100),
        "output_price": Decimal(300),
        "state": DeploymentState.ACTIVE,
        "created_at": datetime(2026, 8, 1, tzinfo=UTC),
    }
    return Deployment(id=name, **{**usual, **facts})


KNOWN = Surroundings(
    today=TODAY,
    deployments={
        each.id: each
        for each in (
            deployment("x"),
            deployment("y"),
            deployment("rest", state=DeploymentState.PAUSED),
            deployment("vectors", capabilities={"kind": "embeddings"}),
            deployment("unbuilt", build=""),
            deployment("low", ceiling=InformationClass.ONE),
            deployment("free", input_price=None, output_price=None),
            deployment("extract", protocol="extract"),
        )
    },
    organisations={"m": "例示省", "c": "例示市"},
    tasks={"compare": "回答の比較", "chat": "チャット", "letter": "文書作成", "outside": "外部の文書作成"},
    elsewhere=frozenset({"outside"}),
)


def arm(name: str, of: str = "", **changes: Any) -> TrialArm:
    there = KNOWN.deployments.get(of or name)
    facts = {"build": there.build if there else "1", "parameters": {"temperature": 0}}
    return TrialArm(**{"name": name, "deployment": of or name, "title": name, **facts, **changes})


SOUND = Protocol(
    title="比較の試行",
    purpose="役立つものを選ぶ。",
    opens_on="2026-09-01",
    closes_on="2026-11-30",
    organisations=(TrialOrganisation(organisation="m", title="例示省", staff=1200),),
    arms=(arm("x"), arm("y")),
    tasks=(TrialTask(task="compare", title="回答の比較", mode=Mode.PAIR),),
    information_classes=(1, 2),
    least_votes=400,
    consent="記録するものと使いみち",
    reply_days=14,
)
Change = Callable[[Protocol], Protocol]


def having(**changes: Any) -> Protocol:
    return msgspec.structs.replace(SOUND, **changes)


def task(name: str, mode: Mode = Mode.PAIR, weight: float = 1.0) -> TrialTask:
    return TrialTask(task=name, title=name, mode=mode, weight=weight)


def ministry(identity: str, staff: int = 1200) -> TrialOrganisation:
    return TrialOrganisation(organisation=identity, title=identity, staff=staff)


REFUSED = [
    (
        having(exclusions=Exclusions(without_vendors_staff=True)),
        Rule.VENDORS_STAFF_UNKNOWN,
        "exclusions.vendors_staff",
    ),
    (having(stopping=Stopping.SEQUENTIAL), Rule.LOOKS_MISSING, "look_every_days"),
    (having(stopping=Stopping.SEQUENTIAL, look_every_days=91), Rule.LOOKS_MISSING, "look_every_days"),
    (having(look_every_days=7), Rule.LOOKS_WITHOUT_RULE, "look_every_days"),
    (having(reply_days=0), Rule.NUMBER_OUTSIDE, "reply_days"),
    (having(grace_days=61), Rule.NUMBER_OUTSIDE, "grace_days"),
    (having(title=""), Rule.TEXT_NEEDED, "title"),
    (having(consent=""), Rule.TEXT_NEEDED, "consent"),
    (having(purpose="長" * 20_001), Rule.TEXT_TOO_LONG, "purpose"),
    (having(arms=(arm("x"), arm("長" * 41, "y"))), Rule.TEXT_TOO_LONG, "arm.2.name"),
    (having(opens_on="来月"), Rule.DAY_UNFIT, "opens_on"),
    (having(closes_on="2026-11-31"), Rule.DAY_UNFIT, "closes_on"),
    (having(opens_on="2026-12-01"), Rule.DAYS_REVERSED, "closes_on"),
    (having(opens_on="2026-08-31"), Rule.OPENS_IN_THE_PAST, "opens_on"),
    (having(opens_on="2026-08-01", closes_on="2026-08-31"), Rule.CLOSES_IN_THE_PAST, "closes_on"),
    (having(organisations=()), Rule.ORGANISATION_MISSING, "organisations"),
    (having(organisations=(ministry("nowhere"),)), Rule.ORGANISATION_UNKNOWN, "organisation.1.organisation"),
    (having(organisations=(ministry("m"),) * 2), Rule.ORGANISATION_TWICE, "organisation.2.organisation"),
    (having(organisations=(ministry("m"), ministry("c", 0))), Rule.STAFF_MISSING, "organisation.2.staff"),
    (having(arms=(arm("x"),)), Rule.TOO_FEW_ARMS, "arms"),
    (having(arms=(arm("x"), arm("", "y"))), Rule.ARM_UNNAMED, "arm.2.name"),
    (having(arms=(arm("x"), arm("x", "y"))), Rule.ARM_NAME_TWICE, "arm.2.name"),
    (having(arms=(arm("x"), arm("y", "x"))), Rule.ARM_TWICE, "arm.2.name"),
    (having(arms=(arm("x"), arm("y"), arm("z"))), Rule.DEPLOYMENT_UNKNOWN, "arm.3.deployment"),
    (having(arms=(arm("x"), arm("y"), arm("rest"))), Rule.DEPLOYMENT_AT_REST, "arm.3.deployment"),
    (having(arms=(arm("x"), arm("y"), arm("vectors"))), Rule.DEPLOYMENT_EMBEDS, "arm.3.deployment"),
    (having(arms=(arm("x"), arm("y"), arm("unbuilt"))), Rule.BUILD_MISSING, "arm.3.build"),
    (having(arms=(arm("x"), arm("y", build="2"))), Rule.BUILD_DIFFERS, "arm.2.build"),
    (having(arms=(arm("x"), arm("y", parameters={}))), Rule.PARAMETERS_DIFFER, "arm.2.parameters"),
    (having(arms=(arm("x"), arm("y"), arm("low"))), Rule.CLASS_ABOVE_CEILING, "arm.3.highest_class"),
    (having(arms=(arm("x"), arm("y"), arm("free"))), Rule.SHADOW_PRICE_MISSING, "arm.3.shadow_price_in"),
    (having(arms=(arm("x"), arm("y", shadow_price_in=9.0))), Rule.SHADOW_PRICE_HALF, "arm.2.shadow_price_in"),
    (
        having(arms=(arm("x"), arm("y", shadow_price_in=9.0, shadow_price_out=-1.0))),
        Rule.NUMBER_OUTSIDE,
        "arm.2.shadow_price_out",
    ),
    (having(arms=(arm("x"), arm("y"), arm("extract"))), Rule.EXTRACT_AMONG_MODELS, "arms"),
    (having(arms=(arm("x"), arm("y", joins_on="2027-01-01"))), Rule.ARM_OUTSIDE_PERIOD, "arm.2.joins_on"),
    (having(arms=(arm("x"), arm("y", leaves_on="きのう"))), Rule.DAY_UNFIT, "arm.2.leaves_on"),
    (
        having(arms=(arm("x"), arm("y", joins_on="2026-10-02", leaves_on="2026-10-02"))),
        Rule.ARM_NEVER_THERE,
        "arm.2.leaves_on",
    ),
    (having(arms=(arm("x"), arm("y", joins_on="2026-10-02"))), Rule.ARMS_TOO_FEW_ON_A_DAY, "arms"),
    (having(information_classes=()), Rule.CLASS_MISSING, "information_classes"),
    (having(information_classes=(2, 3)), Rule.CLASS_THREE, "information_classes"),
    (
        having(arms=(arm("x"), arm("y", highest_class=1))),
        Rule.CLASS_WITHOUT_ARMS,
        "information_classes",
    ),
    (having(tasks=()), Rule.TASK_MISSING, "tasks"),
    (having(tasks=(task("nothing"),)), Rule.TASK_UNKNOWN, "task.1.task"),
    (having(tasks=(task("compare"),) * 2), Rule.TASK_TWICE, "task.2.task"),
    (having(tasks=(task("compare"), task("outside"))), Rule.TASK_ELSEWHERE, "task.2.task"),
    (having(tasks=(task("compare", Mode.PERSON),)), Rule.COMPARE_NOT_IN_PAIRS, "task.1.mode"),
    (having(tasks=(task("compare", weight=0.0),)), Rule.WEIGHTS_EMPTY, "task.1.weight"),
    (having(tasks=(task("compare", weight=-1.0), task("chat"))), Rule.NUMBER_OUTSIDE, "task.1.weight"),
    (having(tasks=(task("chat", Mode.PERSON),), pair_share=0.0), Rule.PREFERENCE_WITHOUT_PAIRS, "tasks"),
    (having(secondary=(Measure.PREFERENCE,)), Rule.PRIMARY_IS_SECONDARY, "secondary"),
    (having(secondary=(Measure.CORRECT,), audit_share=0.0), Rule.NOTHING_MARKED, "audit_share"),
    (having(secondary=(Measure.MINUTES_SAVED,), pulse_share=0.0), Rule.NOBODY_ASKED, "pulse_share"),
    (
        having(least_votes=384),
        Rule.TOO_FEW_VOTES,
        "least_votes",
    ),  # 1.96² / 4 / 0.05² = 384.2 votes for each of two
    (
        having(exclusions=Exclusions(most_votes_per_person=1), least_votes=1201),
        Rule.VOTES_OUT_OF_REACH,
        "least_votes",
    ),
    (having(least_persons=1201), Rule.PERSONS_OUT_OF_REACH, "least_persons"),
    (having(least_persons=19), Rule.NUMBER_OUTSIDE, "least_persons"),
    (having(confidence=0.5), Rule.NUMBER_OUTSIDE, "confidence"),
    (having(pair_share=1.5), Rule.NUMBER_OUTSIDE, "pair_share"),
    (
        having(exclusions=Exclusions(fastest_vote_seconds=-1)),
        Rule.NUMBER_OUTSIDE,
        "exclusions.fastest_vote_seconds",
    ),
    (
        having(primary=Measure.COMPLETED, stopping=Stopping.SEQUENTIAL),
        Rule.SEQUENTIAL_WITHOUT_PREFERENCE,
        "stopping",
    ),
    (having(closes_on="2026-09-01", stopping=Stopping.SEQUENTIAL), Rule.SEQUENTIAL_ON_ONE_DAY, "stopping"),
]
LEAVES = arm("y", leaves_on="2026-10-01")
AMENDED = [
    (having(), Rule.NOTHING_AMENDED, ""),
    (having(tie_rule=TieRule.HALF_WIN), Rule.AMENDED_WHAT_STAYS, "tie_rule"),
    (having(primary=Measure.COMPLETED), Rule.AMENDED_WHAT_STAYS, "primary"),
    (having(least_votes=399), Rule.AMENDED_TO_LESS, "least_votes"),
    (having(reply_days=13), Rule.AMENDED_TO_LESS, "reply_days"),
    (having(grace_days=3), Rule.AMENDED_WHAT_STAYS, "grace_days"),
    (having(seed="7"), Rule.AMENDED_WHAT_STAYS, "seed"),
    (having(arms=(arm("x"), arm("renamed", "y"))), Rule.ARM_TAKEN_AWAY, "arms"),
    (
        having(arms=(arm("x"), arm("y"), arm("z", "low", highest_class=1))),
        Rule.ARM_JOINS_EARLIER,
        "arm.3.joins_on",
    ),
    (having(arms=(arm("x"), arm("y", leaves_on="2026-08-31"))), Rule.ARM_LEFT_EARLIER, "arm.2.leaves_on"),
]


def broken(protocol: Protocol, before: Protocol | None = None) -> dict[tuple[Rule, str], str]:
    return {
        (each.rule, str(each.field)): each.sentence for each in check_protocol(protocol, KNOWN, before=before)
    }


def test_a_sound_protocol_breaks_no_rule() -> None:
    assert broken(SOUND) == {}
    assert broken(having(closes_on="2026-12-31", consent="改めた説明"), before=SOUND) == {}
    assert broken(having(stopping=Stopping.SEQUENTIAL, look_every_days=7)) == {}
    listed = Exclusions(without_vendors_staff=True, vendors_staff="f" * 64)
    known = replace(KNOWN, vendors_lists=frozenset({"f" * 64}))
    assert check_protocol(having(exclusions=listed), known) == ()
    earlier = having(stopping=Stopping.SEQUENTIAL, reply_days=0)
    assert broken(msgspec.structs.replace(earlier, closes_on="2026-12-31"), before=earlier) == {}
    free = arm("y2", "free", joins_on="2026-10-01", shadow_price_in=1.0, shadow_price_out=2.0)
    low = arm("later", "low", highest_class=1, joins_on="2026-10-01")
    after = having(arms=(arm("x"), LEAVES, free, low), least_votes=770)
    assert broken(after, before=SOUND) == {}


@pytest.mark.parametrize(("protocol", "rule", "field"), REFUSED)
def test_a_draft_is_refused(protocol: Protocol, rule: Rule, field: str) -> None:
    assert "{" not in broken(protocol)[rule, field]


@pytest.mark.parametrize(("protocol", "rule", "field"), AMENDED)
def test_an_amendment_is_refused(protocol: Protocol, rule: Rule, field: str) -> None:
    assert "{" not in broken(protocol, before=SOUND)[rule, field]


def test_every_rule_is_seen_to_be_broken() -> None:
    of_typing = {Rule.VALUE_UNFIT}
    assert {rule for _, rule, _ in (*REFUSED, *AMENDED)} | of_typing == set(Rule)


def test_the_digest_holds_before_and_after_the_seed_is_told() -> None:
    signed = having(seed="5eed", seed_commitment=digest("5eed"))
    told = without_seed(signed.document())
    assert "5eed" not in told.replace(digest("5eed"), "")
    assert digest(told) == signed.digest() == digest_of(signed.document()) == digest_of(told)
    other = signed.document().replace('"seed":"5eed"', '"seed":"other"')
    assert digest_of(other) == ""
    assert is_digest_of(signed.document(), signed.digest())
    assert not is_digest_of("no document", signed.digest())


def test_what_came_later_changes_no_digest_of_what_was_signed_earlier() -> None:
    earlier = having(seed="5eed", reply_days=0)
    document = msgspec.json.decode(earlier.document())
    later = {"grace_days", "look_every_days", "when_met", "reply_days", "signers", "seed_commitment"}
    assert not later & {*document}
    assert "vendors_staff" not in document["exclusions"]
    assert earlier.digest() == digest(earlier.document())


DUE = [
    ("open", "2026-11-30", "", Due.NOTHING),
    # The day after the last day begins in Japan.
    ("open", "2026-12-01", "", Due.END),
    ("ended", "2026-12-03", "2026-11-30", Due.NOTHING),
    ("ended", "2026-12-04", "2026-11-30", Due.CLOSE),
    # A clock that was set back opens nothing again.
    ("ended", "2026-11-01", "2026-11-30", Due.NOTHING),
    ("closed", "2026-11-01", "2026-11-30", Due.NOTHING),
    # Days of grace count from an early end.
    ("ended", "2026-10-09", "2026-10-05", Due.CLOSE),
    ("frozen", "2026-12-01", "", Due.NOTHING),
]


@pytest.mark.parametrize(("state", "today", "day", "wanted"), DUE)
def test_what_is_due(state: str, today: str, day: str, wanted: Due) -> None:
    moment = datetime(2026, 11, 30, tzinfo=UTC)
    ending = Ending(trial_id="t", cause=Cause.LAST_DAY, asked_at=moment, ended_at=moment, day=day)
    protocol = having(grace_days=3)
    told = due(TrialState(state), protocol, ending if day else None, today=date.fromisoformat(today))
    assert told is wanted


def test_the_days_of_the_looks_and_who_is_of_a_vendor() -> None:
    plan = having(stopping=Stopping.SEQUENTIAL, look_every_days=45)
    assert [str(day) for day in days_of_looks(plan)] == ["2026-10-16", "2026-11-30"]
    assert begins_at(date(2026, 10, 16)) == datetime(2026, 10, 15, 15, tzinfo=UTC)
    assert days_of_looks(SOUND) == ()
    assert entries_of("Hanako.Rei, ＠Vendor.example\n\n@vendor.example、taro") == (
        "@vendor.example",
        "hanako.rei",
        "taro",
    )
    assert entries_that_mean("a@x.vendor.example") == (
        "a@x.vendor.example",
        "@x.vendor.example",
        "@vendor.example",
        "@example",
    )


def test_a_left_arm_may_be_gone() -> None:
    gone = having(arms=(arm("x"), arm("y"), arm("old", "nowhere", leaves_on="2026-09-01")), least_votes=578)
    assert broken(gone, before=gone).keys() == {(Rule.NOTHING_AMENDED, "")}


def test_a_protocol_comes_through_the_form_as_it_was() -> None:
    draft = draft_of(SOUND)
    assert read_draft(draft.document()) == draft
    examined = examine(draft, KNOWN)
    assert examined.findings == ()
    assert examined.protocol == SOUND


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("draws", "千", "draws"),
        ("draws", "10.5", "draws"),
        ("confidence", "nan", "confidence"),
        ("primary", "楽しさ", "primary"),
        ("exclusions.fastest_vote_seconds", "-", "exclusions.fastest_vote_seconds"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_was_typed(name: str, typed: str, field: str) -> None:
    draft = draft_of(SOUND)
    examined = examine(replace(draft, values={**draft.values, name: typed}), KNOWN)
    assert [(each.rule, each.field) for each in examined.findings] == [(Rule.VALUE_UNFIT, field)]
    assert typed in examined.findings[0].sentence


@pytest.mark.parametrize(
    "document", ["", "[]", "{", '{"arms": 3, "exclusions": [], "title": null, "tasks": [1]}']
)
def test_what_is_no_draft_gives_an_empty_one_with_its_faults(document: str) -> None:
    findings = examine(read_draft(document), KNOWN).findings
    assert {each.rule for each in findings} >= {Rule.TEXT_NEEDED, Rule.TOO_FEW_ARMS}


def test_arms_are_filled_in_from_what_is_connected() -> None:
    draft = draft_of(having(arms=(TrialArm(name="対象1", deployment="x", title="", build=""),)))
    filled = complete(with_connected_arms(draft, KNOWN), KNOWN)
    rows = [(row["name"], row["deployment"], row["build"], row["highest_class"]) for row in filled.arms]
    assert rows[0] == ("対象1", "x", "1", "2")
    assert ("対象2", "y", "1", "2") in rows
    assert ("low", "1") in {(row["deployment"], row["highest_class"]) for row in filled.arms}
    assert {row["deployment"] for row in filled.arms}.isdisjoint({"rest", "vectors", "extract"})


def test_differences_are_told_part_by_part() -> None:
    after = having(
        closes_on="2026-12-31",
        arms=(arm("x"), LEAVES, arm("z", "low")),
        exclusions=Exclusions(fastest_vote_seconds=5),
    )
    told = {(each.item, each.row): (each.before, each.after) for each in differences(SOUND, after)}
    assert told.pop((Item.CLOSES_ON, "")) == ("2026-11-30", "2026-12-31")
    assert told.pop((Item.ARM_LEAVES_ON, "y")) == ("", "2026-10-01")
    assert told.pop((Item.FASTEST_VOTE_SECONDS, "")) == ("0", "5")
    ((item, row), (before, text)) = told.popitem()
    assert (item, row, before) == (Item.ARMS, "z", "")
    assert "deployment=low" in text
    assert not told
