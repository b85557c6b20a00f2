"""The rules, row by row."""

from dataclasses import replace

import pytest

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Role
from genkan.policy import Allow, Circumstances, DeploymentFacts, Finding, Mask, Refuse, Rules, decide

ONE, TWO, THREE = InformationClass
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

DOMESTIC = DeploymentFacts(
    id="deployment",
    model_id="model",
    active=True,
    place="JP",
    government_cloud=NO,
    vendor_logging=NO,
    learning=NO,
    ceiling=TWO,
)
STAFF = frozenset({Role.STAFF})
ASKED = Circumstances(
    roles=STAFF,
    organisation_rules=Rules(),
    information_class=TWO,
    deployment=DOMESTIC,
    texts=("旅費の精算はいつまでですか。",),
)


def asked(
    *,
    information_class: InformationClass = TWO,
    rules: Rules | None = None,
    roles: frozenset[Role] = STAFF,
    texts: tuple[str, ...] = ASKED.texts,
    **facts: object,
) -> Circumstances:
    """The usual question with some circumstances changed."""
    deployment = replace(DOMESTIC, **facts)
    return Circumstances(roles, rules or Rules(), information_class, deployment, texts)


# (circumstances, rule that refuses or None where the question may go)
ROWS = [
    # A domestic deployment that neither logs nor learns takes what it was made for.
    (asked(), None),
    (asked(information_class=ONE), None),
    # 機密性3 goes nowhere, not even where every fact is good and every ceiling high.
    (asked(information_class=THREE), "information_class_three"),
    (asked(information_class=THREE, ceiling=THREE, rules=Rules(ceiling=THREE)), "information_class_three"),
    # The deployment's own ceiling.
    (asked(ceiling=ONE), "ceiling"),
    (asked(ceiling=ONE, information_class=ONE), None),
    # The organisation's ceiling is checked before the deployment's, since another model would not help.
    (asked(rules=Rules(ceiling=ONE), ceiling=ONE), "organisation_ceiling"),
    (asked(rules=Rules(ceiling=ONE), information_class=ONE), None),
    # Learning: only a clear no is a no, and only confidential information is at stake.
    (asked(learning=YES), "learning"),
    (asked(learning=UNKNOWN), "learning"),
    (asked(learning=YES, information_class=ONE), None),
    # Place: Japan, or Government Cloud wherever it says it stands.
    (asked(place="US"), "place"),
    (asked(place=""), "place"),
    (asked(place="US", government_cloud=YES), None),
    (asked(place="", government_cloud=UNKNOWN), "place"),
    (asked(place="JP", government_cloud=UNKNOWN), None),
    (asked(place="US", information_class=ONE), None),
    # A vendor that may keep what was typed gets nothing confidential.
    (asked(vendor_logging=YES), "vendor_logging"),
    (asked(vendor_logging=UNKNOWN), "vendor_logging"),
    (asked(vendor_logging=UNKNOWN, information_class=ONE), None),
    # Paused and retired deployments.
    (asked(active=False), "deployment_not_active"),
    (asked(active=False, information_class=ONE), "deployment_not_active"),
    # What the organisation does not use, by deployment or by model.
    (asked(rules=Rules(disallowed_deployments=frozenset({"deployment"}))), "organisation_disallows"),
    (asked(rules=Rules(disallowed_models=frozenset({"model"}))), "organisation_disallows"),
    (asked(rules=Rules(disallowed_models=frozenset({"other"}))), None),
    # A deployment of no model in the catalogue is not touched by a list of models.
    (asked(rules=Rules(disallowed_models=frozenset({"model"})), model_id=None), None),
    # Roles that open no workspace: none at all, an outside marker, an operator.
    (asked(roles=frozenset()), "role"),
    (asked(roles=frozenset({Role.MARKER})), "role"),
    (asked(roles=frozenset({Role.OPERATOR})), "role"),
    (asked(roles=frozenset({Role.MARKER, Role.STAFF})), None),
]


@pytest.mark.parametrize(("circumstances", "rule"), ROWS)
def test_rule(circumstances: Circumstances, rule: str | None) -> None:
    decision = decide(circumstances)

    assert (decision.rule if isinstance(decision, Refuse) else None) == rule


@pytest.mark.parametrize("circumstances", [row[0] for row in ROWS if row[1]])
def test_every_refusal_is_japanese_with_a_way_out(circumstances: Circumstances) -> None:
    decision = decide(circumstances)

    assert isinstance(decision, Refuse)
    assert decision.sentence.endswith("。")
    assert decision.next_step.endswith("ください。")
    assert "{" not in decision.sentence + decision.next_step


def test_a_refusal_names_the_class_that_is_allowed() -> None:
    decision = decide(asked(ceiling=ONE))

    assert isinstance(decision, Refuse)
    assert decision.sentence == "選択したモデルで扱えるのは機密性1までです。この内容は機密性2とされています。"
    assert decision.next_step.startswith("機密性2を扱えるモデルを選んでください。")


# (facts of the deployment for a question of 機密性1, whether personal data is masked)
MASKING = [
    # Nobody keeps it.
    ({}, False),
    # The vendor may keep it, or may learn from it; not knowing is enough.
    ({"vendor_logging": YES}, True),
    ({"vendor_logging": UNKNOWN}, True),
    ({"learning": YES}, True),
    ({"learning": UNKNOWN}, True),
    # Where it stands does not matter for masking.
    ({"place": "US"}, False),
]


@pytest.mark.parametrize(("facts", "masked"), MASKING)
def test_personal_data_is_masked_where_it_may_leave_traces(facts: dict[str, object], masked: bool) -> None:
    decision = decide(asked(information_class=ONE, texts=("連絡先は taro@example.go.jp です。",), **facts))

    assert isinstance(decision, Mask if masked else Allow)


def test_masking_covers_every_text_with_one_placeholder_for_one_value() -> None:
    texts = ("私の番号は1234-5678-9018です。", "資料", "番号１２３４５６７８９０１８の電話は03-1234-5678")
    decision = decide(asked(information_class=ONE, vendor_logging=YES, texts=texts))

    assert isinstance(decision, Mask)
    assert decision.texts == (
        "私の番号は〔個人番号1〕です。",
        "資料",
        "番号〔個人番号1〕の電話は〔電話番号1〕",
    )
    assert decision.originals == {"〔個人番号1〕": "1234-5678-9018", "〔電話番号1〕": "03-1234-5678"}
    assert decision.notice == (
        "個人情報（個人番号1件、電話番号1件）を伏せて送信しました。回答では元に戻して表示します。"
    )


def test_what_is_masked_does_not_show_when_the_decision_is_printed() -> None:
    decision = decide(asked(information_class=ONE, vendor_logging=YES, texts=("taro@example.go.jp",)))

    assert "taro@example.go.jp" not in repr(decision)


def failing(_text: str) -> tuple[Finding, ...]:
    """A detector that breaks."""
    raise RuntimeError("the dictionary is gone")


def lying(text: str) -> tuple[Finding, ...]:
    """A detector that finds things outside the text."""
    from genkan.policy.personal_data import Kind

    return (Finding(Kind.EMAIL, 0, len(text) + 5, "x"),)


@pytest.mark.parametrize("facts", [{}, {"vendor_logging": YES}])
def test_a_detector_that_fails_refuses(facts: dict[str, object]) -> None:
    decision = decide(asked(information_class=ONE, **facts), detect=failing)

    assert isinstance(decision, Refuse)
    assert decision.rule == "detector_failed"


def test_a_detector_that_lies_refuses() -> None:
    decision = decide(asked(information_class=ONE, vendor_logging=YES), detect=lying)

    assert isinstance(decision, Refuse)
    assert decision.rule == "detector_failed"
