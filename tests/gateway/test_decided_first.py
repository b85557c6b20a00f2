"""No text reaches a provider without a decision that allows it, whatever the circumstances."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from genkan.catalogue import Answer as Fact
from genkan.catalogue import Deployment, DeploymentState, InformationClass
from genkan.gateway import Ask, Message, Outcome, Purpose, Source
from genkan.gateway.admission import Admission
from genkan.gateway.door import Door
from genkan.gateway.entrance import Call, Caller, Entrance
from genkan.gateway.journal import CallEnd, CallRow
from genkan.gateway.live import LiveAnswer
from genkan.gateway.route import Route
from genkan.gateway.screening import texts_of, with_texts
from genkan.governance import Role
from genkan.policy import (
    Allow,
    Circumstances,
    Kind,
    Mask,
    Refuse,
    Rules,
    Treatment,
    decide,
    facts_of,
    restore,
)
from genkan.providers import Endpoint, Finished, ProviderEvent, SpeakRequest, TextDelta, ToolCall

NOON = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
MINE, MAIL = "1234-5678-9018", "hanako@example.go.jp"


@dataclass
class Listening:
    """A provider that keeps what it was told, and answers with the first message."""

    heard: list[SpeakRequest] = field(default_factory=list)

    async def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """Keep the request and echo it."""
        self.heard.append(request)
        for character in request.messages[0].content:
            yield TextDelta(character)
        yield Finished("stop")


@dataclass
class Known:
    """A state in which nothing is switched off."""

    switches: tuple[object, ...] = ()
    routes: dict[str, Route] = field(default_factory=dict)

    def price_of(self, _deployment: Deployment, *, now: datetime) -> None:
        """Nothing costs anything."""


@dataclass
class Desk:
    """The registry, the recorder, the keeper and the journal of a house without a database."""

    caller: Caller
    deployment: Deployment
    written: list[tuple[str, object]] = field(default_factory=list)
    snapshot: Known = field(default_factory=Known)

    async def identify(self, ask: Ask, *, answer_id: str | None = None) -> Call:
        """The call of the question."""
        route = Route.to_only(self.deployment)
        return Call(
            self.caller, ask.purpose, ask.information_class, route, texts_of(ask), answer_id=answer_id
        )

    async def know(self, _route: Route) -> None:
        """Everything is known."""

    async def allowed(self, passage: object, _ask: Ask) -> None:
        """Write down what was allowed."""
        self.written.append(("allowed", passage))

    async def refused(self, _call: Call, _ask: Ask, *, rule: str) -> None:
        """Write down what was refused."""
        self.written.append(("refused", rule))

    async def close(self, _call: Call, _ask: Ask, *, ending: object) -> None:
        """Write down the end."""
        self.written.append(("ended", ending))


@dataclass
class Purse:
    """A purse of an organisation without budgets."""

    limits: tuple[object, ...] = ()


@dataclass
class Book:
    """A journal in memory."""

    rows: list[CallRow] = field(default_factory=list)

    def open(self, row: CallRow) -> None:
        """Write a row down."""
        self.rows.append(row)

    def close(self, _call_id: str, _end: CallEnd) -> None:
        """The call ended."""


facts = st.sampled_from(Fact)
classes = st.sampled_from(InformationClass)
deployments = st.builds(
    Deployment,
    id=st.just("deployment"),
    title=st.just("試験用モデル"),
    protocol=st.just("listening"),
    model_id=st.sampled_from([None, "model"]),
    place=st.sampled_from(["JP", "US", ""]),
    government_cloud=facts,
    ismap=facts,
    vendor_logging=facts,
    learning=facts,
    ceiling=classes,
    state=st.sampled_from(DeploymentState),
    created_at=st.just(NOON),
)
rules = st.builds(
    Rules,
    ceiling=classes,
    allowed_models=st.none() | st.just(frozenset({"model"})),
    ismap_for_two=st.booleans(),
    treatments=st.dictionaries(st.sampled_from([Kind.MY_NUMBER, Kind.EMAIL]), st.sampled_from(Treatment)),
    banned_words=st.sampled_from([(), ("極秘",)]),
    max_characters=st.none() | st.integers(1, 60),
)
words = st.lists(
    st.sampled_from([MINE, "１２３４５６７８９０１８", MAIL, "極 秘", "です。", "資料", "\n"]), max_size=4
).map("、".join)
messages = st.builds(
    Message,
    role=st.sampled_from(["system", "user", "assistant", "tool"]),
    content=words,
    tool_calls=st.lists(
        st.builds(ToolCall, id=st.just("1"), name=st.just("search"), arguments=words), max_size=1
    ).map(tuple),
)
sources = st.builds(Source, number=st.just(1), label=words, text=words, anchor=st.just("/regulations/1"))
asks = st.builds(
    Ask,
    person_id=st.just("person"),
    organisation_id=st.just("organisation"),
    purpose=st.sampled_from(Purpose),
    information_class=classes,
    deployment_id=st.just("deployment"),
    messages=st.lists(messages, min_size=1, max_size=3).map(tuple),
    sources=st.lists(sources, max_size=2).map(tuple),
)
roles = st.frozensets(st.sampled_from(Role), max_size=2)


def pass_through(desk: Desk, ask: Ask) -> tuple[Listening, Book, LiveAnswer]:
    """Let the question pass a real door with a real entrance."""
    provider, book, live = Listening(), Book(), LiveAnswer(lambda: NOON)
    entrance = Entrance(
        keeper=desk,  # type: ignore[arg-type]
        admission=Admission(),
        journal=book,  # type: ignore[arg-type]
        purse=Purse(),  # type: ignore[arg-type]
        clock=lambda: NOON,
    )
    door = Door(
        registry=desk,  # type: ignore[arg-type]
        entrance=entrance,
        keeper=desk,  # type: ignore[arg-type]
        recorder=desk,  # type: ignore[arg-type]
        providers={"listening": provider},
        clock=lambda: NOON,
    )
    asyncio.run(door.pass_through("answer", ask, live=live))
    return provider, book, live


def expected(desk: Desk, ask: Ask) -> Allow | Mask | Refuse:
    """What the policy says of everything that the question holds."""
    return decide(
        Circumstances(
            roles=desk.caller.roles,
            organisation_rules=desk.caller.rules,
            information_class=ask.information_class,
            deployment=facts_of(desk.deployment),
            texts=texts_of(ask),
            now=NOON,
            purpose=ask.purpose,
        )
    )


@settings(max_examples=250, deadline=None)
@given(roles, rules, deployments, asks)
def test_a_provider_hears_only_what_was_allowed(
    roles: frozenset[Role], rules: Rules, deployment: Deployment, ask: Ask
) -> None:
    desk = Desk(Caller("person", "organisation", roles, rules), deployment)
    provider, book, live = pass_through(desk, ask)
    decision = expected(desk, ask)

    assert [name for name, _ in desk.written][-1] == "ended"
    assert len(book.rows) == 1
    if isinstance(decision, Refuse):
        assert provider.heard == []
        assert ("refused", decision.rule) in desk.written
        return
    [request] = provider.heard
    allowed = with_texts(ask, decision.texts) if isinstance(decision, Mask) else ask
    assert (request.messages, request.sources) == (allowed.messages, allowed.sources)
    if isinstance(decision, Mask):
        assert live.text == restore(decision.texts[0], originals=decision.originals)
    else:
        assert live.text == ask.messages[0].content
    assert book.rows[0].decision == ("masked" if isinstance(decision, Mask) else "allowed")


@settings(max_examples=100, deadline=None)
@given(asks)
def test_my_number_never_reaches_a_provider(ask: Ask) -> None:
    deployment = _good_deployment()
    rules = Rules(treatments=dict.fromkeys(Kind, Treatment.ALLOW))
    desk = Desk(Caller("person", "organisation", frozenset({Role.STAFF}), rules), deployment)
    provider, _, _ = pass_through(desk, ask)

    for request in provider.heard:
        spoken = "".join(
            [
                *(message.content for message in request.messages),
                *(call.arguments for message in request.messages for call in message.tool_calls),
                *(source.label + source.text for source in request.sources),
            ]
        )
        assert MINE not in spoken
        assert "１２３４５６７８９０１８" not in spoken


def test_every_text_of_a_question_is_screened() -> None:
    """Every string of a message or a source is among the texts, except what names its place."""
    ask = Ask(
        person_id="person",
        organisation_id="organisation",
        purpose=Purpose.CHAT,
        information_class=InformationClass.ONE,
        deployment_id="deployment",
        messages=(
            Message("user", "質問"),
            Message("assistant", "", (ToolCall("1", "search", '{"q": "引数"}'),)),
            Message("tool", "結果", (), "1"),
        ),
        sources=(Source(1, "見出し", "本文", "/regulations/1"),),
    )

    assert texts_of(ask) == ("質問", "", "search", '{"q": "引数"}', "結果", "見出し", "本文")
    turned = with_texts(ask, tuple(text[::-1] for text in texts_of(ask)))
    assert texts_of(turned) == tuple(text[::-1] for text in texts_of(ask))


def test_a_warning_is_told_and_nothing_is_changed() -> None:
    rules = Rules(treatments={Kind.EMAIL: Treatment.WARN})
    desk = Desk(Caller("person", "organisation", frozenset({Role.STAFF}), rules), _good_deployment())
    provider, _, live = pass_through(desk, _asked(f"連絡先は{MAIL}"))

    assert provider.heard[0].messages[0].content == f"連絡先は{MAIL}"
    assert live.notice.startswith("個人情報（メールアドレス）が含まれています。")


def test_a_refusal_is_the_end() -> None:
    rules = Rules(banned_words=("極秘",))
    desk = Desk(Caller("person", "organisation", frozenset({Role.STAFF}), rules), _good_deployment())
    provider, _, _ = pass_through(desk, _asked("極 秘の資料"))

    assert provider.heard == []
    ending = dict(desk.written)["ended"]
    assert getattr(ending, "outcome", None) is Outcome.REFUSED_BY_POLICY
    assert "「極秘」" in getattr(ending, "sentence", "")


def _asked(text: str) -> Ask:
    return Ask(
        person_id="person",
        organisation_id="organisation",
        purpose=Purpose.CHAT,
        information_class=InformationClass.ONE,
        deployment_id="deployment",
        messages=(Message("user", text),),
    )


def _good_deployment() -> Deployment:
    make: Callable[..., Deployment] = Deployment
    return make(
        id="deployment",
        title="試験用モデル",
        protocol="listening",
        place="JP",
        vendor_logging=Fact.NO,
        learning=Fact.NO,
        ceiling=InformationClass.TWO,
        state=DeploymentState.ACTIVE,
        created_at=NOON,
    )
