"""What holds for every input."""

import re
import unicodedata
from datetime import UTC, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Role
from genkan.policy import (
    Allow,
    Circumstances,
    DeploymentFacts,
    Finding,
    Kind,
    Mask,
    OpeningHours,
    Refuse,
    Rules,
    Treatment,
    decide,
    restore,
)

classes = st.sampled_from(InformationClass)
answers = st.sampled_from(Answer)
deployments = st.builds(
    DeploymentFacts,
    id=st.just("deployment"),
    model_id=st.sampled_from([None, "model"]),
    active=st.booleans(),
    place=st.sampled_from(["JP", "US", ""]),
    government_cloud=answers,
    vendor_logging=answers,
    learning=answers,
    ceiling=classes,
    ismap=answers,
)
names = st.sampled_from(["deployment", "model", "chat"])
hours = st.builds(
    OpeningHours,
    weekdays=st.frozensets(st.integers(0, 6)),
    begins=st.times(),
    ends=st.sampled_from([time(0), time(12), time(23, 59)]),
)
rules = st.builds(
    Rules,
    ceiling=classes,
    disallowed_deployments=st.sampled_from([frozenset(), frozenset({"deployment"})]),
    allowed_models=st.none() | st.frozensets(names),
    allowed_apps=st.none() | st.frozensets(names),
    allowed_purposes=st.none() | st.frozensets(names),
    places=st.frozensets(st.sampled_from(["JP", "US"])),
    government_cloud_for_two=st.booleans(),
    ismap_for_two=st.booleans(),
    treatments=st.dictionaries(st.sampled_from(Kind), st.sampled_from(Treatment)),
    banned_words=st.lists(st.text(min_size=1, max_size=3), max_size=2).map(tuple),
    max_characters=st.none() | st.integers(1, 100),
    opening_hours=st.lists(hours, max_size=1).map(tuple),
)
personal = st.sampled_from(
    ["1234 5678 9018", "１２３４５６７８９０１８", "taro@example.go.jp", "090-1234-5678", "0312345678"]
)
texts = st.lists(st.one_of(st.text(), personal), max_size=6).map("".join)
circumstances = st.builds(
    Circumstances,
    roles=st.frozensets(st.sampled_from(Role), max_size=3),
    organisation_rules=rules,
    information_class=classes,
    deployment=deployments,
    texts=st.lists(texts, max_size=4).map(tuple),
    now=st.none() | st.datetimes() | st.datetimes(timezones=st.just(UTC)),
    purpose=st.sampled_from(["chat", "comparison", ""]),
    app_id=st.sampled_from(["model", "other", ""]),
)


@given(circumstances)
def test_nothing_above_a_ceiling_ever_goes(asked: Circumstances) -> None:
    decision = decide(asked)

    if asked.information_class > min(asked.deployment.ceiling, asked.organisation_rules.ceiling, 2):
        assert isinstance(decision, Refuse)


@given(circumstances)
def test_confidential_information_goes_only_where_every_fact_is_known_to_be_good(
    asked: Circumstances,
) -> None:
    decision = decide(asked)

    if asked.information_class >= InformationClass.TWO and not isinstance(decision, Refuse):
        deployment = asked.deployment
        assert (deployment.learning, deployment.vendor_logging) == (Answer.NO, Answer.NO)
        organisation = asked.organisation_rules
        assert deployment.place in organisation.places or deployment.government_cloud is Answer.YES
        assert not organisation.government_cloud_for_two or deployment.government_cloud is Answer.YES
        assert not organisation.ismap_for_two or deployment.ismap is Answer.YES


@given(circumstances)
def test_an_inactive_deployment_gets_nothing(asked: Circumstances) -> None:
    if not asked.deployment.active:
        assert isinstance(decide(asked), Refuse)


@given(circumstances)
def test_a_failing_detector_opens_nothing(asked: Circumstances) -> None:
    def detect(_text: str, _kinds: frozenset[Kind]) -> tuple[Finding, ...]:
        raise ValueError

    decision = decide(asked, detect=detect)

    assert isinstance(decision, Refuse) or (isinstance(decision, Allow) and not asked.texts)


@given(st.lists(st.lists(st.one_of(st.text(), personal), max_size=6).map("".join), min_size=1, max_size=4))
def test_masked_texts_hold_no_value_and_can_be_restored(parts: list[str]) -> None:
    asked = Circumstances(
        roles=frozenset({Role.STAFF}),
        organisation_rules=Rules(),
        information_class=InformationClass.ONE,
        deployment=DeploymentFacts(
            "deployment", None, True, "JP", Answer.NO, Answer.UNKNOWN, Answer.NO, InformationClass.TWO
        ),
        texts=tuple(parts),
    )
    decision = decide(asked)

    assert isinstance(decision, Allow | Mask)
    if isinstance(decision, Mask):
        assert len(decision.texts) == len(parts)
        for value in decision.originals.values():
            assert not any(value in text for text in decision.texts)
        for placeholder, value in decision.originals.items():
            assert restore(f"「{placeholder}」", originals=decision.originals) == f"「{value}」"


@given(
    circumstances,
    st.sampled_from([RuntimeError, RecursionError, MemoryError, KeyError, UnicodeError, TimeoutError]),
)
def test_nothing_is_ever_raised_and_any_failure_refuses(
    asked: Circumstances, failure: type[Exception]
) -> None:
    def detect(_text: str, _kinds: frozenset[Kind]) -> tuple[Finding, ...]:
        raise failure("out of order")

    assert isinstance(decide(asked), Allow | Mask | Refuse)
    if asked.texts:
        assert isinstance(decide(asked, detect=detect), Refuse)


@given(circumstances, st.lists(st.tuples(st.integers(-3, 99), st.integers(-3, 99)), max_size=3))
def test_a_detector_that_talks_nonsense_opens_nothing(
    asked: Circumstances, spans: list[tuple[int, int]]
) -> None:
    def detect(text: str, _kinds: frozenset[Kind]) -> tuple[Finding, ...]:
        return tuple(Finding(Kind.MY_NUMBER, start, end, "x") for start, end in spans)

    decision = decide(asked, detect=detect)

    if asked.texts and spans:
        assert not isinstance(decision, Allow)
    if isinstance(decision, Mask):
        assert decision.originals


SCRIPTS = (
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "٠١٢٣٤٥٦٧٨٩",
)
GAPS = ("", " ", "　", "-", "－", "ー", "・", "\u200b", "\n", ".", " - ")
OUTSIDE = re.compile(r"[\s\-./()_,:・ー－‐−\u200b]")


@st.composite
def spelled(draw: st.DrawFn, digits: str, group: int) -> str:
    """A number in any script, with one kind of gap between its groups."""
    script, gap = draw(st.sampled_from(SCRIPTS)), draw(st.sampled_from(GAPS))
    parts = [digits[start : start + group] for start in range(0, len(digits), group)]
    return gap.join("".join(script[int(digit)] for digit in part) for part in parts)


numbers = st.sampled_from(
    [
        ("123456789018", 4),
        ("526018159084", 4),
        ("526018159084", 1),
        ("4875004743957553", 4),
        ("4131373537990751", 16),
    ]
)
prose = st.sampled_from(["", "番号は", "です。", "及び", "（控え）", "令和8年", "第2号"])


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            prose, numbers.flatmap(lambda number: st.tuples(st.just(number[0]), spelled(*number))), prose
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_finding_stays_readable_in_any_spelling(parts: list[tuple[str, tuple[str, str], str]]) -> None:
    pieces = [before + "」「" + written + "」" + after for before, (_, written), after in parts]
    asked = Circumstances(
        roles=frozenset({Role.STAFF}),
        organisation_rules=Rules(treatments=dict.fromkeys(Kind, Treatment.MASK)),
        information_class=InformationClass.ONE,
        deployment=DeploymentFacts(
            "deployment", None, True, "JP", Answer.NO, Answer.NO, Answer.NO, InformationClass.TWO
        ),
        texts=("".join(pieces), pieces[0]),
        now=datetime(2026, 11, 2, tzinfo=UTC),
    )
    decision = decide(asked)

    assert isinstance(decision, Mask)
    for text in decision.texts:
        assert not any(digits in plain(text) for _, (digits, _), _ in parts)


@given(
    st.sampled_from(["普通 1234567", "旅券番号TK1234567", "基礎年金番号1234-567890", "佐藤太郎様"]),
    st.sampled_from(GAPS),
)
def test_what_a_cue_gave_away_once_is_masked_also_where_there_is_none(said: str, gap: str) -> None:
    value = re.sub(r"^(普通 |旅券番号|基礎年金番号)|様$", "", said)
    again = gap.join(OUTSIDE.sub("", value))
    asked = Circumstances(
        roles=frozenset({Role.STAFF}),
        organisation_rules=Rules(treatments=dict.fromkeys(Kind, Treatment.MASK)),
        information_class=InformationClass.ONE,
        deployment=DeploymentFacts(
            "deployment", None, True, "JP", Answer.NO, Answer.NO, Answer.NO, InformationClass.TWO
        ),
        texts=(said, f"控えは「{again}」"),
    )
    decision = decide(asked)

    assert isinstance(decision, Mask)
    assert plain(again) not in plain(decision.texts[1])


def plain(text: str) -> str:
    """ASCII digits without anything between them, made another way than the policy makes them."""
    digits = (str(value) if (value := unicodedata.digit(each, None)) is not None else each for each in text)
    kanji = str.maketrans(SCRIPTS[2], SCRIPTS[0])
    return OUTSIDE.sub("", "".join(digits).translate(kanji)).casefold()
