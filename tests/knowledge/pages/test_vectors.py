"""An operator chooses the model of vectors; everyone sees what became of it on the pages that they use."""

from collections.abc import AsyncIterator

import pytest

from genkan.catalogue import Answer as Fact
from genkan.catalogue import DeploymentDraft, InformationClass, connect_deployment
from genkan.gateway import Gateway
from genkan.governance import Ledger, Role
from genkan.kit import system_clock
from genkan.knowledge import DoorEmbedder, Library
from genkan.knowledge.jobs import BUILD_VECTORS
from genkan.knowledge.text.tokenise import SudachiSegmenter
from tests.knowledge.pages.conftest import RECORDS, TRAVEL, PagesRoom, texts
from tests.knowledge.vectors.meanings import MeaningServer

PATH = "/administration/vectors"
CHOICE = {"model": "imi", "question_class": "2", "characters": "1000"}


@pytest.fixture
async def meant(pages_room: PagesRoom, segmenter: SudachiSegmenter) -> AsyncIterator[MeaningServer]:
    """The application with its door open and a model of embeddings connected."""
    parts = pages_room.application.state.parts
    server, gateway = MeaningServer(), parts[Gateway]
    await server.start()
    await gateway.start()
    parts[Library] = Library(
        pages_room.database,
        system_clock,
        pages_room.index,
        segmenter=segmenter,
        embedder=DoorEmbedder(gateway),
    )
    async with pages_room.database.write() as connection:
        await connect_deployment(
            connection,
            DeploymentDraft(
                title="意味のモデル",
                protocol="openai_chat",
                address=server.url,
                remote_model="meaning",
                public_name="imi",
                place="JP",
                vendor_logging=Fact.NO,
                learning=Fact.NO,
                ceiling=InformationClass.TWO,
                capabilities={"kind": "embeddings"},
            ),
            ledger=parts[Ledger],
            clock=system_clock,
            actor="command_line",
        )
    await gateway.programs.keeper.look()
    yield server
    await gateway.stop()
    await server.stop()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
async def test_only_operators_choose(pages_room: PagesRoom, role: Role) -> None:
    browser = await pages_room.browser(role)
    await browser.get(PATH, status=404)
    await browser.post(PATH, status=404, **CHOICE)
    await browser.post(f"{PATH}/end", status=404)


async def test_without_a_model_the_page_says_what_to_do(pages_room: PagesRoom) -> None:
    page = await (await pages_room.browser(Role.OPERATOR)).get(PATH)
    assert texts(page, ".empty-state-title") == [
        "モデルは選ばれていません。",
        "ベクトルを作成できるモデルは、接続されていません。",
    ]
    assert not page.select("form[action='/administration/vectors']")


async def test_a_model_is_chosen_made_used_and_ended(pages_room: PagesRoom, meant: MeaningServer) -> None:
    shelf = await pages_room.collection("規程集", RECORDS, TRAVEL)
    operator = await pages_room.browser(Role.OPERATOR)
    administrator = await pages_room.browser(Role.MINISTRY_ADMINISTRATOR)
    staff = await pages_room.browser()
    assert not (await administrator.get("/administration/knowledge")).find(
        string=lambda text: "ベクトル" in text
    )
    response = await operator.client.post(PATH, data=CHOICE)
    assert response.headers["location"] == f"{PATH}?done=chosen"
    assert BUILD_VECTORS in await pages_room.jobs()
    assert await pages_room.events("knowledge:vectors:chosen") == ["vectors"]

    page = await operator.get(f"{PATH}?done=chosen")
    assert texts(page, ".progress-number") == ["0 / 4"]
    assert page.select("select[name=model] option[selected]")[0]["value"] == "imi"
    assert await pages_room.library.vectors.build()
    assert texts(await operator.get(PATH), ".progress-number") == ["4 / 4"]
    shown = (await administrator.get("/administration/knowledge")).get_text()
    assert "4条のうち4条で利用できます。" in shown

    found = await staff.get(f"/search?q=モコモコ&collection={shelf.id}")
    assert "意味の近さ（ベクトル）でも検索し、結果を合わせました。" in found.get_text()
    assert "例示省旅費規程" in texts(found, ".hits li")[0]
    meant.status = 500
    found = await staff.get(f"/search?q=モコモコの額&collection={shelf.id}")
    assert "モデルを利用できないため、意味の近さは使わず、言葉だけで検索しました。" in found.get_text()

    response = await operator.client.post(f"{PATH}/end")
    assert response.headers["location"] == f"{PATH}?done=ended"
    assert await pages_room.events("knowledge:vectors:ended") == ["vectors"]
    assert "モデルは選ばれていません。" in (await operator.get(PATH)).get_text()


async def test_why_a_collection_has_no_vectors_is_told_where_it_is_looked_after(
    pages_room: PagesRoom, meant: MeaningServer
) -> None:
    await pages_room.collection("秘密の題名の規程集", RECORDS)
    operator = await pages_room.browser(Role.OPERATOR)
    await operator.client.post(PATH, data=CHOICE)
    meant.status = 500
    assert not await pages_room.library.vectors.build()
    page = (await operator.get(PATH)).get_text()
    assert "規程集1件のベクトルを作成できていません。" in page and "秘密の題名" not in page
    administrator = await pages_room.browser(Role.MINISTRY_ADMINISTRATOR, language="en")
    page = (await administrator.get("/administration/knowledge")).get_text()
    assert "0 of 3 articles have one." in page and "answer" in page


async def test_articles_without_a_vector_are_told(pages_room: PagesRoom, meant: MeaningServer) -> None:
    shelf = await pages_room.collection("規程集", TRAVEL)
    operator = await pages_room.browser(Role.OPERATOR)
    await operator.client.post(PATH, data=CHOICE)
    meant.deaf_to = "例示省旅費規程"
    assert await pages_room.library.vectors.build()
    page = await operator.get(PATH)
    assert texts(page, ".progress-number") == ["0 / 1"] and "1条は、送信できない情報" in page.get_text()
    found = await (await pages_room.browser()).get(f"/search?q=モコモコ&collection={shelf.id}")
    assert "対象の条のベクトルがまだないため" in found.get_text()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("model", "nothing"),
        ("model", ""),
        ("question_class", "3"),
        ("question_class", "x"),
        ("dimensions", "0"),
        ("dimensions", "many"),
        ("dimensions", "5000"),
        ("characters", "長く"),
        ("characters", "99"),
        ("characters", "８００１"),
        ("text_prefix", "長" * 201),
        ("question_prefix", "長" * 201),
    ],
)
async def test_what_cannot_be_kept_comes_back_with_what_was_typed(
    pages_room: PagesRoom, meant: MeaningServer, field: str, value: str
) -> None:
    operator = await pages_room.browser(Role.OPERATOR)
    typed = {**CHOICE, "text_prefix": "文: ", field: value}
    page = await operator.post(PATH, status=422, **typed)
    (wrong,) = page.select(".field-wrong")
    assert wrong.select(f"[name={field}]")
    kept = page.select(f"input[type=text][name={field}]")
    assert not kept or kept[0]["value"] == value
    assert await pages_room.events("knowledge:vectors:chosen") == []
