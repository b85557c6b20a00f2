"""The pages of models: what each person sees, and what an operator does."""

import json

import httpx2
import pytest
from bs4 import BeautifulSoup, Tag

from genkan.catalogue.errors import SecretMissing
from genkan.governance import Role
from genkan.kit import digest
from tests.catalogue.conftest import ModelsRoom

ADDRESS = "https://llm.example.go.jp/v1"
FACTS = {
    "address": ADDRESS,
    "secret_reference": "env:GENKAN_SECRET_PLAMO",
    "remote_model": "plamo",
    "title": "PLaMo（省内）",
    "model_id": "plamo-2.0-prime",
    "build": "2026-10-01",
    "place": "JP",
    "operator": "例示省",
    "government_cloud": "yes",
    "ismap": "unknown",
    "vendor_logging": "no",
    "learning": "no",
    "ceiling": "2",
    "capacity": "16",
    "input_price": "62.5",
    "output_price": "1,250",
    "price_date": "2026-11-01",
    "parameters": '{"temperature": 0.2}',
    "listed": ["plamo", "other"],
}


def soup(response: httpx2.Response) -> BeautifulSoup:
    """The page, which must be one with a single heading."""
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.find_all("h1")) == 1
    return page


def words(element: Tag) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.get_text(" ", strip=True).split())


def cell(page: BeautifulSoup, question: str, model: str) -> str:
    """The text of one claim in the comparison."""
    table = page.select_one("#model-comparison")
    assert isinstance(table, Tag)
    column = [heading.get_text(strip=True) for heading in table.select("thead th")].index(question)
    [found] = [line for line in table.select("tbody tr") if line.th and words(line.th) == model]
    return words(found.select("th, td")[column])


def sheet(page: BeautifulSoup, model_id: str) -> dict[str, str]:
    """What a model's own sheet answers to each question."""
    found = page.find(id=f"model-{model_id}")
    assert isinstance(found, Tag)
    return {words(line.select("dt")[0]): words(line.select("dd")[0]) for line in found.select("dl > div")}


async def test_the_seven_stand_side_by_side(room: ModelsRoom) -> None:
    page = soup(await (await room.browser(Role.STAFF)).get("/models"))

    assert len(page.select("#model-comparison tbody tr")) == 7
    assert len(page.select("#model-comparison thead th")) == 7
    assert cell(page, "規模", "PLaMo 2.0 Prime").startswith("310億パラメーター（31B）")
    assert cell(page, "規模", "CC Gov-LLM") == "公表されていません"
    assert cell(page, "通信方式", "cotomi v3").startswith("NEC cotomi API")
    assert "OpenAI Chat Completions互換 出典" in cell(page, "通信方式", "cotomi v3")


async def test_each_model_has_a_sheet_that_says_what_to_ask(room: ModelsRoom) -> None:
    page = soup(await (await room.browser(Role.STAFF)).get("/models"))
    links = [str(link["href"]) for link in page.select("#model-comparison tbody th a")]

    assert links == [f"#{card['id']}" for card in page.select("article[id^=model-]")]
    assert sheet(page, "cc-gov-llm")["規模"] == "公表されていません 提供者に確認すること： パラメーター数"
    assert len(sheet(page, "cc-gov-llm")) == 9


async def test_every_claim_leads_to_its_source(room: ModelsRoom) -> None:
    page = soup(await (await room.browser(Role.STAFF)).get("/models"))
    sources = {f"#{entry['id']}" for entry in page.select("ol li[id^=source-]")}

    assert {link["href"] for link in page.select("[id^=model-] dd a.source-number")} == sources
    assert {link["href"] for link in page.select("#model-comparison td a")} <= sources
    assert page.select_one('a[href="https://docs.plamo.preferredai.jp/en/api"]')


async def test_english(room: ModelsRoom) -> None:
    page = soup(await (await room.browser(Role.STAFF, language="en")).get("/models"))

    assert cell(page, "Size", "CC Gov-LLM") == "Not published"
    assert sheet(page, "cc-gov-llm")["Size"].startswith("Not published Ask the maker: ")


async def test_one_must_be_signed_in(room: ModelsRoom) -> None:
    client = await room.browser(Role.STAFF)
    client.cookies.clear()

    assert (await client.get("/models")).headers["location"] == "/sign-in?next=/models"


@pytest.mark.parametrize("role", [Role.STAFF, Role.CAIO, Role.MINISTRY_ADMINISTRATOR])
async def test_for_others_the_deeds_do_not_exist(role: Role, room: ModelsRoom) -> None:
    client = await room.browser(role)

    assert (await client.get("/models/connect")).status_code == 404
    assert (await client.post("/models/connect", data={"address": ADDRESS})).status_code == 404
    assert (await client.post("/models/deployments", data=FACTS)).status_code == 404
    assert (await client.post("/models/deployments/x/pause")).status_code == 404
    assert room.endpoints.looked_at == []


async def test_servers_on_this_machine_are_offered_and_not_added(room: ModelsRoom) -> None:
    room.endpoints.served = {"http://127.0.0.1:11434/v1": ("gemma", "llama")}
    page = soup(await (await room.browser(Role.OPERATOR)).get("/models/connect"))

    assert "Ollamaと思われるサーバー" in page.get_text()
    assert page.select_one('input[type=hidden][name=address][value="http://127.0.0.1:11434/v1"]')
    assert await room.rows("deployment") == []


async def test_an_operator_connects_a_deployment_and_everyone_sees_it(room: ModelsRoom) -> None:
    room.endpoints.served = {ADDRESS: ("other", "plamo")}
    operator = await room.browser(Role.OPERATOR)
    page = soup(
        await operator.post(
            "/models/connect", data={"address": ADDRESS, "secret_reference": "env:GENKAN_SECRET_A"}
        )
    )
    assert [option["value"] for option in page.select("#remote_model option")] == ["other", "plamo"]
    assert room.endpoints.looked_at == [(ADDRESS, "env:GENKAN_SECRET_A")]

    [looked] = await room.rows("ledger_event")
    assert looked["kind"] == "catalogue:endpoint:looked_at"
    assert json.loads(looked["details"]) == {"address_digest": digest(ADDRESS), "with_secret": True}

    response = await operator.post("/models/deployments", data=FACTS)
    [row] = await room.rows("deployment")
    assert (response.status_code, response.headers["location"]) == (303, f"/models/deployments/{row['id']}")
    assert row["secret_reference"] == "env:GENKAN_SECRET_PLAMO"

    seen = soup(await (await room.browser(Role.STAFF)).get("/models")).select_one(f"#deployment-{row['id']}")
    assert isinstance(seen, Tag)
    text = " ".join(seen.get_text(" ", strip=True).split())
    assert "PLaMo 2.0 Prime" in text
    assert "入力 62.5円、出力 1,250円（100万トークン当たり。2026年11月1日現在）" in text
    assert "機密性2" in text
    assert ADDRESS not in text
    assert "GENKAN_SECRET_PLAMO" not in text
    assert not seen.select("form")


async def test_an_endpoint_that_lists_nothing_can_be_described_by_hand(room: ModelsRoom) -> None:
    page = soup(await (await room.browser(Role.OPERATOR)).post("/models/connect", data={"address": ADDRESS}))

    assert "モデルの接続先に接続できませんでした。" in page.get_text()
    assert page.select_one("input#remote_model[type=text]")


async def test_an_address_that_is_none_is_asked_for_again(room: ModelsRoom) -> None:
    operator = await room.browser(Role.OPERATOR)
    response = await operator.post("/models/connect", data={"address": "llm.example.go.jp/v1"})

    assert response.status_code == 422
    assert soup(response).select_one('input#address[value="llm.example.go.jp/v1"][aria-invalid="true"]')
    assert room.endpoints.looked_at == []


async def test_a_secret_in_clear_is_refused_and_not_sent_back(room: ModelsRoom) -> None:
    secret = "sk-abcdefghijklmnop1234567890"
    operator = await room.browser(Role.OPERATOR)
    response = await operator.post("/models/deployments", data={**FACTS, "secret_reference": secret})

    assert response.status_code == 422
    assert secret not in response.text
    assert "＊認証情報そのものが入力されたようです。" in response.text
    assert soup(response).select_one(f'input[name=address][value="{ADDRESS}"]')
    assert await room.rows("deployment") == []


async def test_a_secret_that_is_missing_can_be_corrected(room: ModelsRoom) -> None:
    room.endpoints.failure = SecretMissing(reference="env:GENKAN_SECRET_NONE")
    operator = await room.browser(Role.OPERATOR)
    response = await operator.post(
        "/models/connect", data={"address": ADDRESS, "secret_reference": "env:GENKAN_SECRET_NONE"}
    )

    assert response.status_code == 503
    assert soup(response).select_one('input#secret_reference[value="env:GENKAN_SECRET_NONE"]')


# (what is typed, the field beside which the error stands, its beginning)
WRONG = [
    ({"title": ""}, "title", "接続先の名称がないか"),
    ({"capacity": "many"}, "capacity", "同時に処理できる件数"),
    ({"ceiling": "3"}, "ceiling", "機密性3の情報"),
    ({"ceiling": "x"}, "ceiling", "機密性3の情報"),
    ({"input_price": "free"}, "input_price", "料金が正しくありません"),
    ({"price_date": "yesterday"}, "price_date", "料金の基準日が正しくありません"),
    ({"price_date": ""}, "price_date", "料金の基準日がありません"),
    ({"place": "日本"}, "place", "処理する国"),
    ({"remote_model": ""}, "remote_model", "接続先で使うモデル"),
    ({"parameters": "[1]"}, "parameters", "追加のパラメーター"),
    ({"parameters": "{"}, "parameters", "追加のパラメーター"),
    ({"address": "ftp://x"}, "", "接続先のアドレスが正しくありません"),
    ({"learning": "maybe"}, "", "選択肢にない回答"),
]


@pytest.mark.parametrize(("typed", "field", "says"), WRONG)
async def test_a_refused_form_comes_back_with_everything_typed(
    typed: dict[str, str], field: str, says: str, room: ModelsRoom
) -> None:
    response = await (await room.browser(Role.OPERATOR)).post("/models/deployments", data={**FACTS, **typed})
    page = soup(response)

    assert response.status_code == 422
    assert f"＊{says}" in response.text or not field
    assert says in response.text
    if field:
        error = page.select_one(f"#{field}-error")
        assert error is not None
    assert page.select_one('input#operator[value="例示省"]')
    assert page.select_one("#learning-1") is not None
    assert len(page.select("#remote_model option")) == 2
    assert await room.rows("deployment") == []


async def test_pause_resume_retire(room: ModelsRoom) -> None:
    operator = await room.browser(Role.OPERATOR)
    await operator.post("/models/deployments", data=FACTS)
    [row] = await room.rows("deployment")
    path = f"/models/deployments/{row['id']}"
    seen: list[str] = []
    for deed in ("pause", "resume", "retire"):
        assert (await operator.post(f"{path}/{deed}")).headers["location"] == path
        page = soup(await operator.get("/models"))
        badge = page.select_one(f"#deployment-{row['id']} .badge")
        seen.append(badge.get_text(strip=True) if badge else "")

    assert seen == ["一時停止中", "利用できます", "廃止"]
    assert (await operator.post(f"{path}/resume")).status_code == 409
    assert (await operator.post("/models/deployments/nowhere/pause")).status_code == 404
    actors = {event["actor"] for event in await room.rows("ledger_event")}
    assert len(actors) == 1


async def test_what_was_typed_is_escaped(room: ModelsRoom) -> None:
    operator = await room.browser(Role.OPERATOR)
    await operator.post("/models/deployments", data={**FACTS, "title": "<script>alert(1)</script>"})

    assert "<script>alert" not in (await operator.get("/models")).text
