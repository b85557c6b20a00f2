"""What holds for every input."""

from hypothesis import given
from hypothesis import strategies as st

from genkan.catalogue import Answer, InformationClass
from genkan.governance import Role
from genkan.policy import Allow, Circumstances, DeploymentFacts, Finding, Mask, Refuse, Rules, decide, restore

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
)
rules = st.builds(
    Rules, ceiling=classes, disallowed_deployments=st.sampled_from([frozenset(), frozenset({"deployment"})])
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
        assert deployment.place == "JP" or deployment.government_cloud is Answer.YES


@given(circumstances)
def test_an_inactive_deployment_gets_nothing(asked: Circumstances) -> None:
    if not asked.deployment.active:
        assert isinstance(decide(asked), Refuse)


@given(circumstances)
def test_a_failing_detector_opens_nothing(asked: Circumstances) -> None:
    def detect(_text: str) -> tuple[Finding, ...]:
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
