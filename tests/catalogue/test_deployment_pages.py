"""A deployment's own page, its prices, verification and history, and connecting by every protocol."""

import json

import pytest
from bs4 import BeautifulSoup

from genkan.catalogue import Check, CheckName, CheckResult
from genkan.catalogue.store.probes import add_probe
from genkan.catalogue.store.verifications import set_results
from genkan.governance import Role
from tests.catalogue.conftest import ModelsRoom
from tests.catalogue.test_pages import ADDRESS, FACTS, soup


async def connected(room: ModelsRoom, **facts: str) -> tuple[object, dict]:
    """An operator's browser, and the row of the deployment that was connected with it."""
    operator = await room.browser(Role.OPERATOR)
    answered = await operator.post("/models/deployments", data={**FACTS, **facts})
    assert answered.status_code == 303, answered.text
    rows = await room.rows("deployment")
    return operator, rows[-1]


def words(page: BeautifulSoup, selector: str = "main") -> str:
    found = page.select_one(selector)
    return " ".join(found.get_text(" ", strip=True).split()) if found else ""


async def test_staff_see_the_facts_and_no_deeds(room: ModelsRoom) -> None:
    _, row = await connected(room)
    page = soup(await (await room.browser(Role.STAFF)).get(f"/models/deployments/{row['id']}"))

    assert "plamo-2.0-prime" in words(page)
    assert "2026-10-01" in words(page)
    assert ADDRESS not in page.get_text()
    assert not page.select("main form[method=post]")
    assert "行った人" not in words(page)


async def test_what_is_not_there(room: ModelsRoom) -> None:
    operator = await room.browser(Role.OPERATOR)

    assert (await operator.get("/models/deployments/nowhere")).status_code == 404
    assert (await operator.get("/models/deployments/nowhere/new-build")).status_code == 404
    assert (await operator.post("/models/deployments/nowhere/verification")).status_code == 404
    assert (await operator.get("/models/deployments/nowhere/verification/events")).status_code == 404


async def test_for_others_the_deeds_of_the_page_do_not_exist(room: ModelsRoom) -> None:
    _, row = await connected(room)
    staff, path = await room.browser(Role.STAFF), f"/models/deployments/{row['id']}"

    assert (await staff.get(f"{path}/new-build")).status_code == 404
    assert (await staff.post(f"{path}/verification")).status_code == 404
    assert (await staff.post(f"{path}/prices", data={"valid_from": "2026-01-01"})).status_code == 404


async def test_prices_are_added_with_their_day(room: ModelsRoom) -> None:
    operator, row = await connected(room)
    path = f"/models/deployments/{row['id']}"
    typed = {"valid_from": "2027-04-01", "input_price": "70", "output_price": ""}
    answered = await operator.post(f"{path}/prices", data=typed)
    page = soup(await operator.get(path))
    lines = [" ".join(line.get_text(" ", strip=True).split()) for line in page.select("tbody tr")]

    assert answered.headers["location"] == f"{path}#prices"
    assert "2027年4月1日 70 ―" in lines
    assert "2026年11月1日 62.5 1,250 適用中" in lines
    assert any("料金を登録しました" in line for line in lines)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"valid_from": "", "input_price": "1"}, "料金の基準日がありません。"),
        ({"valid_from": "tomorrow", "input_price": "1"}, "料金の基準日が正しくありません。"),
        ({"valid_from": "2027-01-01"}, "料金が正しくありません。"),
        ({"valid_from": "2027-01-01", "input_price": "-1"}, "料金が正しくありません。"),
    ],
)
async def test_a_price_that_is_none_comes_back(typed: dict[str, str], says: str, room: ModelsRoom) -> None:
    operator, row = await connected(room)
    answered = await operator.post(f"/models/deployments/{row['id']}/prices", data=typed)

    assert answered.status_code == 422
    assert says in soup(answered).get_text()
    assert len(await room.rows("deployment_change")) == 1


async def test_a_new_build_is_registered_from_the_former_one(room: ModelsRoom) -> None:
    operator, row = await connected(room)
    form = soup(await operator.get(f"/models/deployments/{row['id']}/new-build"))
    typed = {
        field["name"]: field.get("value", "")
        for field in form.select("main form input[name]")
        if field.get("type") != "radio" or field.has_attr("checked")
    }
    assert (typed["address"], typed["operator"], typed["title"], typed["build"]) == (
        ADDRESS,
        "例示省",
        "",
        "",
    )
    room.clock.advance(minutes=1)
    model = {"model_id": "plamo-2.0-prime", "title": "PLaMo（次）", "build": "2027-01-01"}
    await operator.post("/models/deployments", data=typed | model)
    new = (await room.rows("deployment"))[-1]
    assert (new["replaces"], new["state"], new["public_name"]) == (row["id"], "paused", row["public_name"])

    page = soup(await operator.get(f"/models/deployments/{new['id']}"))
    assert "「PLaMo（省内）」のビルドを引き継ぐ接続先です。" in words(page)
    await operator.post(f"/models/deployments/{new['id']}/resume")
    states = {each["id"]: each["state"] for each in await room.rows("deployment")}
    assert states == {row["id"]: "retired", new["id"]: "active"}


async def test_which_build_answered_when(room: ModelsRoom) -> None:
    operator, row = await connected(room)
    room.clock.advance(hours=1)
    await operator.post(f"/models/deployments/{row['id']}/pause")
    room.clock.advance(hours=1)
    staff = await room.browser(Role.STAFF)

    # The clock stands at noon in Japan when the deployment is connected.
    then = soup(await staff.get("/models/history?at=2026-11-02T12:30"))
    later = soup(await staff.get("/models/history?at=2026-11-02T13:30"))
    other = soup(await staff.get("/models/history?at=2026-11-02T12:30&name=other"))
    assert "plamo-2.0-prime PLaMo 2.0 Prime 2026-10-01 PLaMo（省内）" in words(then, "tbody")
    assert "この日時に利用できた接続先はありません。" in words(later)
    assert "この日時に利用できた接続先はありません。" in words(other)
    assert not soup(await staff.get("/models/history")).select("tbody")
    for none in ("yesterday", "2026-11-02T14:01"):
        refused = await staff.get(f"/models/history?at={none}")
        assert (refused.status_code, "日時が正しくありません。" in refused.text) == (422, True)


async def test_a_verification_is_asked_for_once_and_its_end_is_shown(room: ModelsRoom) -> None:
    operator, row = await connected(room)
    path = f"/models/deployments/{row['id']}"
    for _ in range(2):
        assert (await operator.post(f"{path}/verification")).status_code == 303
    [asked] = await room.rows("deployment_verification")
    [job] = [each for each in await room.rows("job") if each["task"] == "catalogue:verify_deployment"]
    page = soup(await operator.get(path))
    assert page.select_one("#verification progress[value='0'][max='11']")
    assert page.select_one(f'[hx-sse\\:connect="{path}/verification/events"]')
    assert asked["id"] in str(job["payload"])

    check = Check(name=CheckName.CHAT, result=CheckResult.FAILED, measured="空の回答でした。", milliseconds=3)
    async with room.database.write() as connection:
        await set_results(connection, asked["id"], [check], ended_at=room.clock(), passed=False)
    page = soup(await operator.get(path))
    assert "質問への回答 不合格 空の回答でした。" in words(page, "#verification tbody")
    assert not page.select("#verification progress")
    followed = await operator.get(f"{path}/verification/events")
    assert "空の回答でした。" in followed.text


async def test_health_and_saturation_stand_apart(room: ModelsRoom) -> None:
    from genkan.catalogue import Probe

    operator, row = await connected(room)
    probe = Probe(deployment_id=row["id"], at=room.clock(), ok=False, milliseconds=12, problem="届きません。")
    async with room.database.write() as connection:
        await add_probe(connection, probe)
    room.loads[row["id"]] = (3, 2, 16)
    overview = soup(await operator.get("/models"))
    page = soup(await operator.get(f"/models/deployments/{row['id']}"))

    assert words(overview, "#deployment-health tbody").startswith("PLaMo（省内） 応答なし")
    assert words(overview, "#deployment-health tbody").endswith("3 16 2")
    assert "届きません。" in words(page)
    assert "処理中3件（上限16件）、順番待ち2件" in words(page)


# (protocol, what it needs, parameters and capabilities that come of it)
PROTOCOLS = [
    ("azure_openai", {"api_version": "2024-10-21"}, {"api_version": "2024-10-21"}, {}),
    (
        "cotomi",
        {"client_id": "c1", "client_id_header": "x-nec-genai-client-id"},
        {"client_id": "c1"},
        {"client_id_header": "x-nec-genai-client-id"},
    ),
    ("cohere_chat", {}, {}, {}),
    ("bedrock_converse", {"region": "ap-northeast-1"}, {"region": "ap-northeast-1"}, {}),
]


@pytest.mark.parametrize(("protocol", "needs", "parameters", "capabilities"), PROTOCOLS)
async def test_every_protocol_can_be_connected(
    protocol: str, needs: dict, parameters: dict, capabilities: dict, room: ModelsRoom
) -> None:
    operator = await room.browser(Role.OPERATOR)
    form = soup(await operator.post("/models/connect", data={"address": ADDRESS, "protocol": protocol}))
    assert room.endpoints.looked_at == []
    for name in needs:
        assert form.select_one(f"input#{name}")
    typed = {**FACTS, "protocol": protocol, "parameters": "", "listed": []}
    if any(name != "client_id_header" for name in needs):
        refused = await operator.post("/models/deployments", data=typed)
        assert refused.status_code == 422
        assert soup(refused).select_one(f"#{next(iter(needs))}-error")
    await operator.post("/models/deployments", data={**typed, **needs, "capabilities": '{"streams": false}'})
    [row] = await room.rows("deployment")

    assert row["protocol"] == protocol
    assert row["parameters"] == parameters
    assert row["capabilities"] == {"streams": False, **capabilities}
    again = soup(await operator.get(f"/models/deployments/{row['id']}/new-build"))
    assert [again.select_one(f"input#{name}")["value"] for name in needs] == list(needs.values())
    assert json.loads(words(again, "#capabilities")) == {"streams": False}


async def test_an_unknown_protocol_is_asked_for_again(room: ModelsRoom) -> None:
    operator = await room.browser(Role.OPERATOR)
    for protocol in ("extract", "telepathy"):
        answered = await operator.post("/models/connect", data={"address": ADDRESS, "protocol": protocol})
        assert answered.status_code == 422


async def test_each_model_says_how_it_is_connected_or_what_to_ask(room: ModelsRoom) -> None:
    page = soup(await (await room.browser(Role.OPERATOR)).get("/models"))

    assert page.select_one('#model-tsuzumi-2 a[href="/models/connect?protocol=azure_openai"]')
    assert page.select_one('#model-cotomi-v3 a[href="/models/connect?protocol=cotomi"]')
    assert not page.select("#model-cc-gov-llm a[href^='/models/connect']")
    assert "接続の方法 公表されていません" in words(page, "#model-cc-gov-llm")
    assert all(sheet.select("details li") for sheet in page.select("article[id^=model-]"))
    assert not page.select("#model-cc-gov-llm a[href*='service=']")
    assert page.select_one('#model-cotomi-v3 a[href="/models/connect?service=sakura-ai-engine"]')
    chosen = soup(await (await room.browser(Role.OPERATOR)).get("/models/connect?protocol=cotomi"))
    assert chosen.select_one("#protocol option[value=cotomi][selected]")


async def test_what_is_published_of_a_service_is_filled_in(room: ModelsRoom) -> None:
    operator = await room.browser(Role.OPERATOR)
    page = soup(await operator.get("/models"))
    link = page.select_one("#model-plamo-2\\.0-prime a[href$='service=plamo-api']")
    assert link is not None
    first = soup(await operator.get(str(link["href"])))
    address = str(first.select("input#address")[0]["value"])
    assert address == "https://api.platform.preferredai.jp/v1"
    room.endpoints.served[address] = ("plamo-2.0-prime",)
    facts = soup(await operator.post("/models/connect", data={"address": address}))
    assert json.loads(words(facts, "#capabilities"))["choices"] == [1, 2]
    assert "PLaMo API" in words(facts, "main")
    other = soup(await operator.get("/models/connect?service=other"))
    assert not other.select("input#address")[0].get("value")
