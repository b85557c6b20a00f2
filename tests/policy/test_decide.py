"""The rules, row by row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from msgspec import structs

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Role
from genkan.policy import (
    Allow,
    Circumstances,
    DeploymentFacts,
    Finding,
    Kind,
    Mask,
    Memo,
    OpeningHours,
    Refuse,
    Rules,
    Treatment,
    decide,
    find_personal_data,
)
from genkan.policy.decide import MOST_FINDINGS

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
NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # noon of a Monday in Tokyo
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
    now: datetime | None = NOON,
    purpose: str = "chat",
    app_id: str = "",
    **facts: object,
) -> Circumstances:
    """The usual question with some circumstances changed."""
    deployment = replace(DOMESTIC, **facts)
    return Circumstances(roles, rules or Rules(), information_class, deployment, texts, now, purpose, app_id)


def hours(begins: str, ends: str, *weekdays: int) -> Rules:
    """The rules of an organisation with these opening hours."""
    spans = OpeningHours(
        weekdays=frozenset(weekdays), begins=time.fromisoformat(begins), ends=time.fromisoformat(ends)
    )
    return Rules(opening_hours=(spans,))


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
    # What the organisation uses, by model; a deployment of no model is in no list.
    (asked(rules=Rules(allowed_models=frozenset({"model"}))), None),
    (asked(rules=Rules(allowed_models=frozenset({"other"}))), "organisation_disallows"),
    (asked(rules=Rules(allowed_models=frozenset())), "organisation_disallows"),
    (asked(rules=Rules(allowed_models=frozenset({"model"})), model_id=None), "organisation_disallows"),
    # Apps: a request of no app is not touched by a list of apps.
    (asked(rules=Rules(allowed_apps=frozenset({"summary"})), app_id="summary"), None),
    (asked(rules=Rules(allowed_apps=frozenset({"summary"})), app_id="draft"), "app"),
    (asked(rules=Rules(allowed_apps=frozenset({"summary"}))), None),
    # Purposes: one that is not named is not allowed, none at all neither.
    (asked(rules=Rules(allowed_purposes=frozenset({"chat"}))), None),
    (asked(rules=Rules(allowed_purposes=frozenset({"chat"})), purpose="comparison"), "purpose"),
    (asked(rules=Rules(allowed_purposes=frozenset({"chat"})), purpose=""), "purpose"),
    # Opening hours are hours of Japan: it is noon of a Monday there.
    (asked(rules=hours("09:00", "17:30", 0, 1, 2, 3, 4)), None),
    (asked(rules=hours("09:00", "12:00", 0)), "opening_hours"),
    (asked(rules=hours("12:00", "12:01", 0)), None),
    (asked(rules=hours("09:00", "17:30", 1, 2, 3, 4)), "opening_hours"),
    (asked(rules=hours("03:00", "03:30", 0)), "opening_hours"),
    # Over midnight: what began on Sunday evening lasts into Monday noon; what begins on Monday evening has not begun.
    (asked(rules=hours("22:00", "12:30", 6)), None),
    (asked(rules=hours("22:00", "12:30", 0)), "opening_hours"),
    (asked(rules=hours("00:00", "00:00", 0)), None),
    # A moment that is not known is outside the hours; where there are no hours, it does not matter.
    (asked(rules=hours("09:00", "17:30", 0), now=None), "opening_hours"),
    (asked(now=None), None),
    # A moment without time zone cannot be judged.
    (asked(rules=hours("09:00", "17:30", 0), now=datetime(2026, 11, 2, 12, 0)), "rule_failed"),
    # Other countries may be allowed for 機密性2, and Japan be struck out.
    (asked(place="US", rules=Rules(places=frozenset({"JP", "US"}))), None),
    (asked(place="", rules=Rules(places=frozenset({"JP", "US"}))), "place"),
    (asked(place="JP", rules=Rules(places=frozenset())), "place"),
    # Government Cloud and ISMAP, where the organisation demands them; not knowing is a no.
    (asked(rules=Rules(government_cloud_for_two=True)), "government_cloud"),
    (asked(rules=Rules(government_cloud_for_two=True), government_cloud=UNKNOWN), "government_cloud"),
    (asked(rules=Rules(government_cloud_for_two=True), government_cloud=YES), None),
    (asked(rules=Rules(government_cloud_for_two=True), information_class=ONE), None),
    (asked(rules=Rules(ismap_for_two=True), ismap=NO), "ismap"),
    (asked(rules=Rules(ismap_for_two=True)), "ismap"),
    (asked(rules=Rules(ismap_for_two=True), ismap=YES), None),
    (asked(rules=Rules(ismap_for_two=True), information_class=ONE), None),
    # Roles that open no workspace: none at all, an outside marker, an operator.
    (asked(roles=frozenset()), "role"),
    (asked(roles=frozenset({Role.MARKER})), "role"),
    (asked(roles=frozenset({Role.OPERATOR})), "role"),
    (asked(roles=frozenset({Role.MARKER, Role.STAFF})), None),
]


# Rules whose sentences name what the organisation set, which only Japanese sentences do.
ORGANISATION_S_OWN_ROWS = [
    # The size of all texts together.
    (asked(rules=Rules(max_characters=5), texts=("一二三", "四五")), None),
    (asked(rules=Rules(max_characters=5), texts=("一二三", "四五六")), "max_characters"),
    # Banned words in any width, case and spacing, in any text.
    (asked(rules=Rules(banned_words=("極秘計画",)), texts=("資料", "例の極秘 計画について")), "banned_words"),
    (asked(rules=Rules(banned_words=("Project X",)), texts=("ｐｒｏｊｅｃｔｘの件",)), "banned_words"),
    (asked(rules=Rules(banned_words=("コードネーム",)), texts=("ｺｰﾄﾞ\u200bﾈｰﾑ",)), "banned_words"),
    (asked(rules=Rules(banned_words=("株式会社例示",)), texts=("㈱の例示",)), None),
    (asked(rules=Rules(banned_words=("　",)), texts=("何でもない文",)), None),
    (asked(rules=Rules(banned_words=("極秘",)), texts=("公開の計画",)), None),
]


@pytest.mark.parametrize(("circumstances", "rule"), ROWS + ORGANISATION_S_OWN_ROWS)
def test_rule(circumstances: Circumstances, rule: str | None) -> None:
    decision = decide(circumstances)

    assert (decision.rule if isinstance(decision, Refuse) else None) == rule


@pytest.mark.parametrize("circumstances", [row[0] for row in ROWS + ORGANISATION_S_OWN_ROWS if row[1]])
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


MAIL, MINE = "taro@example.jp", "1234-5678-9018"
TREATED = [
    # Nothing is done with what the organisation allows, wherever it goes.
    ({Kind.EMAIL: Treatment.ALLOW}, MAIL, {"vendor_logging": YES}, Allow()),
    # A warning goes with the texts.
    (
        {Kind.EMAIL: Treatment.WARN},
        MAIL,
        {},
        Allow("個人情報（メールアドレス）が含まれています。回答に必要のないものは、取り除いてください。"),
    ),
    # Masking always, or only where traces may stay.
    ({Kind.EMAIL: Treatment.MASK}, MAIL, {}, ("〔メールアドレス1〕",)),
    ({Kind.EMAIL: Treatment.CAUTIOUS}, MAIL, {}, Allow()),
    ({Kind.EMAIL: Treatment.CAUTIOUS}, MAIL, {"learning": UNKNOWN}, ("〔メールアドレス1〕",)),
    # Refusing stands above everything else.
    ({Kind.EMAIL: Treatment.REFUSE, Kind.MY_NUMBER: Treatment.MASK}, f"{MINE} {MAIL}", {}, "personal_data"),
    # My Number is masked at least, whatever the organisation says.
    ({}, MINE, {}, ("〔個人番号1〕",)),
    ({Kind.MY_NUMBER: Treatment.ALLOW}, MINE, {}, ("〔個人番号1〕",)),
    ({Kind.MY_NUMBER: Treatment.WARN}, MINE, {}, ("〔個人番号1〕",)),
    ({Kind.MY_NUMBER: Treatment.CAUTIOUS}, MINE, {}, ("〔個人番号1〕",)),
    ({Kind.MY_NUMBER: Treatment.REFUSE}, MINE, {}, "personal_data"),
    # Names are looked for only where the organisation wants it.
    ({}, "佐藤太郎様", {"vendor_logging": YES}, Allow()),
    ({Kind.NAME: Treatment.MASK}, "佐藤太郎様", {}, ("〔個人の氏名1〕様",)),
]


@pytest.mark.parametrize(("treatments", "text", "facts", "expected"), TREATED)
def test_personal_data_is_treated_as_the_organisation_wants(treatments, text, facts, expected) -> None:
    decision = decide(
        asked(information_class=ONE, rules=Rules(treatments=treatments), texts=(text,), **facts)
    )

    if isinstance(expected, Allow):
        assert decision == expected
    elif isinstance(expected, tuple):
        assert isinstance(decision, Mask)
        assert decision.texts == expected
    else:
        assert isinstance(decision, Refuse)
        assert decision.rule == expected


def test_masking_and_warning_are_both_told() -> None:
    rules = Rules(treatments={Kind.EMAIL: Treatment.WARN})
    decision = decide(asked(rules=rules, texts=(f"{MINE} {MAIL}",)))

    assert isinstance(decision, Mask)
    assert decision.texts == (f"〔個人番号1〕 {MAIL}",)
    assert decision.notice.startswith("個人情報（個人番号1件）を伏せて送信しました。")
    assert "個人情報（メールアドレス）が含まれています。" in decision.notice


def found_once(kind: Kind) -> Callable[[str, frozenset[Kind]], tuple[Finding, ...]]:
    """A detector that finds one thing of this kind in every text."""
    return lambda _text, _kinds: (Finding(kind, 0, 1, "x"),)


@pytest.mark.parametrize("kind", Kind)
def test_a_refused_kind_is_named(kind: Kind) -> None:
    decision = decide(asked(rules=Rules(treatments={kind: Treatment.REFUSE})), detect=found_once(kind))

    assert isinstance(decision, Refuse)
    assert kind in decision.sentence


def test_a_list_of_persons_is_refused_instead_of_masked() -> None:
    roll = "\n".join(f"user{number}@example.jp" for number in range(MOST_FINDINGS + 1))
    decision = decide(asked(information_class=ONE, vendor_logging=YES, texts=(roll,)))

    assert isinstance(decision, Refuse)
    assert decision.rule == "too_much_personal_data"


def failing(_text: str, _kinds: frozenset[Kind]) -> tuple[Finding, ...]:
    """A detector that breaks."""
    raise RuntimeError("the dictionary is gone")


def lying(text: str, _kinds: frozenset[Kind]) -> tuple[Finding, ...]:
    """A detector that finds things outside the text."""
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


def test_what_is_asked_about_several_deployments_is_read_once() -> None:
    read: list[str] = []

    def detect(text: str, kinds: frozenset[Kind]) -> tuple[Finding, ...]:
        read.append(text)
        return find_personal_data(text, kinds)

    memo = Memo()
    question = structs.replace(asked(information_class=ONE, texts=("電話は03-1234-5678です。",)), memo=memo)
    silent = [
        structs.replace(question, deployment=replace(DOMESTIC, id=f"silent-{number}")) for number in range(3)
    ]
    logging = [
        structs.replace(question, deployment=replace(DOMESTIC, id=f"logging-{number}", vendor_logging=YES))
        for number in range(3)
    ]
    assert [decide(each, detect=detect) for each in silent] == [Allow()] * 3
    once = len(read)
    assert once > 0
    assert all(isinstance(decide(each, detect=detect), Mask) for each in logging)
    assert len(read) <= 2 * once + 1  # what is looked for at the others is looked for once
    kept = len(read)
    assert all(decide(each, detect=detect) == decide(question, detect=detect) for each in silent)
    assert len(read) == kept


def test_another_text_or_another_rule_is_read_anew() -> None:
    memo = Memo()
    banned = Rules(banned_words=("例示計画",))
    plain = structs.replace(asked(texts=("計画",)), memo=memo)
    assert decide(plain) == Allow()
    assert isinstance(decide(structs.replace(plain, texts=("例示計画",), organisation_rules=banned)), Refuse)
    assert decide(structs.replace(plain, organisation_rules=banned)) == Allow()
    phone = structs.replace(plain, texts=("電話は03-1234-5678です。",))
    assert decide(phone) == Allow()
    masked = Rules(treatments={Kind.PHONE: Treatment.MASK})
    assert isinstance(decide(structs.replace(phone, organisation_rules=masked)), Mask)


def test_a_detector_that_failed_is_asked_again() -> None:
    attempts: list[str] = []

    def failing(text: str, _kinds: frozenset[Kind]) -> tuple[Finding, ...]:
        attempts.append(text)
        raise LookupError

    question = asked(texts=("一",))
    for number in (1, 2):
        assert isinstance(decide(question, detect=failing), Refuse)
        assert len(attempts) == number
