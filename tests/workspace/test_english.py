"""What is kept in Japanese and shown in English: refusals, endings, masks, example questions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec
import pytest

from genkan.catalogue import Answer, InformationClass, load_models
from genkan.catalogue.model import Claim, Protocols, Source
from genkan.catalogue.model import Model as ModelFile
from genkan.gateway import Outcome
from genkan.gateway.outcomes import told
from genkan.governance import Role
from genkan.knowledge import sample_questions
from genkan.policy import Circumstances, DeploymentFacts, Mask, Refuse, Rules, decide
from genkan.providers.errors import EndpointRefused, ProviderProblem
from genkan.ui.translation import Translations
from tests.workspace.conftest import QUESTION, Model, Workspace

SAFE = DeploymentFacts(
    id="one",
    model_id=None,
    active=True,
    place="JP",
    government_cloud=Answer.NO,
    vendor_logging=Answer.NO,
    learning=Answer.NO,
    ceiling=InformationClass.TWO,
)
ALLOWED = Circumstances(
    roles=frozenset({Role.STAFF}),
    organisation_rules=Rules(),
    information_class=InformationClass.TWO,
    deployment=SAFE,
    texts=(),
)
LOW = Rules(ceiling=InformationClass.ONE)
REFUSED = [
    msgspec.structs.replace(ALLOWED, information_class=InformationClass.THREE),
    msgspec.structs.replace(ALLOWED, roles=frozenset[Role]()),
    msgspec.structs.replace(ALLOWED, deployment=replace(SAFE, active=False)),
    msgspec.structs.replace(
        ALLOWED, organisation_rules=msgspec.structs.replace(LOW, disallowed_deployments=frozenset({"one"}))
    ),
    msgspec.structs.replace(ALLOWED, organisation_rules=LOW),
    msgspec.structs.replace(ALLOWED, deployment=replace(SAFE, ceiling=InformationClass.ONE)),
    msgspec.structs.replace(ALLOWED, deployment=replace(SAFE, learning=Answer.UNKNOWN)),
    msgspec.structs.replace(ALLOWED, deployment=replace(SAFE, place="US")),
    msgspec.structs.replace(ALLOWED, deployment=replace(SAFE, vendor_logging=Answer.YES)),
]
PERSONAL = ("電話は090-1234-5678、又は03-1234-5678、メールはhanako@example.go.jpです。",)
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def english(text: str) -> str:
    return Translations().translate("en", text)


@pytest.mark.parametrize("circumstances", REFUSED)
def test_every_refusal_can_be_read_in_english(circumstances: Circumstances) -> None:
    refusal = decide(circumstances)
    assert isinstance(refusal, Refuse)
    for text in (refusal.sentence, refusal.next_step):
        assert not JAPANESE.search(english(text)), text


def test_what_was_masked_can_be_read_in_english() -> None:
    public = msgspec.structs.replace(ALLOWED, information_class=InformationClass.ONE, texts=PERSONAL)
    mask = decide(msgspec.structs.replace(public, deployment=replace(SAFE, vendor_logging=Answer.YES)))
    assert isinstance(mask, Mask)
    assert english(mask.notice) == (
        "Personal data (e-mail address: 1, telephone number: 2) was masked before sending. "
        "In the answer it is shown again as it was."
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_every_ending_can_be_read_in_english(outcome: Outcome) -> None:
    assert not JAPANESE.search("".join(map(english, told(outcome))))


def kinds(of: type[ProviderProblem]) -> Iterator[type[ProviderProblem]]:
    yield of
    for kind in of.__subclasses__():
        yield from kinds(kind)


def test_every_failure_of_an_endpoint_can_be_read_in_english() -> None:
    for kind in kinds(ProviderProblem):
        details = dict.fromkeys(re.findall(r"\{(\w+)\}", kind.sentence + kind.next_step), "503")
        for text in (kind.sentence, kind.next_step):
            assert not JAPANESE.search(english(text.format_map(details))), kind
    assert "(status 503)" in english(EndpointRefused.sentence.format(http_status=503))


def test_every_example_question_is_explained_in_english() -> None:
    examples = [question.question for question in sample_questions()]
    assert examples
    assert not [example for example in examples if JAPANESE.search(english(example))]


async def test_an_english_reader_sees_the_mask_and_the_ending_in_english(
    workspace: Workspace, model: Model
) -> None:
    await workspace.connect(
        "Logging", protocol="openai_chat", address=model.address, remote_model="m", vendor_logging=Answer.YES
    )
    browser = await workspace.browser(language="en")
    model.say("ok")
    model.finish()
    path = await workspace.ask(browser, f"Call 090-1234-5678. {QUESTION}", information_class="1")
    await workspace.end_as(
        "stopped",
        sentence="利用者の操作により停止しました。",
        next_step="続きが必要な場合は、もう一度質問してください。",
    )

    banners = [banner.text for banner in (await browser.get(path)).select(".answer .banner")]

    assert "Personal data (telephone number: 1) was masked before sending." in banners[0]
    assert "Stopped by you." in banners[1]
    assert not JAPANESE.search("".join(banners))


async def test_an_example_is_explained_and_asked_as_it_is_written(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection(
        "例示省規程集",
        "---\ntitle: 例示省行政文書管理規程\norganisation: 例示省\n---\n\n#### 第一条（目的）\n\n文書を管理する。\n",
    )
    browser = await workspace.browser(language="en")
    for path in ("/", "/chat"):
        page = await browser.get(path)
        link = next(one for one in page.select('main a[href^="/chat?question="]'))
        assert "From when does the retention period of a document count?" in link.text
        assert link.select_one('span[lang="ja"]').text == "文書の保存期間はいつから数え始めますか。"
        asked = await browser.get(str(link["href"]))
        assert asked.select_one("textarea").text.strip() == "文書の保存期間はいつから数え始めますか。"


def texts_of(model: ModelFile) -> Iterator[str]:
    """Everything that the model's file says, but its title."""
    for name in model.__struct_fields__:
        match getattr(model, name):
            case Claim(value=value, ask=ask):
                yield from (value or "", ask)
            case Protocols(ask=ask, ask_maker=questions):
                yield from (ask, *questions)
            case _:
                pass
    yield from (source.title for source in model.sources.values())


def only_in_japanese(models: Iterable[ModelFile]) -> list[str]:
    return [text for model in models for text in texts_of(model) if JAPANESE.search(english(text))]


def test_everything_said_of_a_model_can_be_read_in_english() -> None:
    assert sum(1 for model in load_models() for text in texts_of(model) if text) > 100
    assert only_in_japanese(load_models()) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"size": Claim(value="とても大きい", source="survey")},
        {"size": Claim(ask="大きさ")},
        {"sources": {"survey": Source(title="ある記事")}},
    ],
)
def test_what_has_no_english_is_found_out(planted: dict[str, object]) -> None:
    model = msgspec.structs.replace(load_models()[0], **planted)
    assert len(only_in_japanese([model])) == 1


async def test_models_and_searches_are_explained_in_english(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection(
        "例示省規程集",
        "---\ntitle: 例示省行政文書管理規程\norganisation: 例示省\n---\n\n#### 第一条（目的）\n\n文書を管理する。\n",
    )
    browser = await workspace.browser(language="en")
    searches = await browser.get("/search")
    link = next(one for one in searches.select(".examples a") if "retention period" in one.text)
    assert link.select_one('span[lang="ja"]').text == "文書の保存期間はいつから数え始めますか。"
    assert "%E6%96%87%E6%9B%B8" in str(link["href"])
    models = await browser.get("/models")
    assert "whether it streams" in models.text.lower()
    for place in ("#model-comparison", "#sheets + .cards", "#sources + ol"):
        (part,) = models.select(place)
        assert not JAPANESE.search(part.text), place
