"""Home: what awaits each role."""

import re

import pytest

from genkan.governance import GovernanceEvent, Role
from tests.workspace.conftest import QUESTION, Model, Workspace, fields_of


async def test_the_main_job_stands_first(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    page = await browser.get("/")
    form = fields_of(page, "/chat")

    path = await browser.post("/chat", {**form, "question": QUESTION})
    await workspace.until_ended()

    assert page.select_one("main form")["action"] == "/chat"
    assert form["information_class"] == ["2"]
    assert "例示省旅費規程第三条" in (await browser.get(path)).select_one(".sources").text


async def test_an_answer_that_ended_while_away_is_new_until_it_is_seen(
    workspace: Workspace, model: Model
) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    browser = await workspace.browser()
    path = await workspace.begin(browser)
    assert "回答を作成中" in (await browser.get("/")).text
    await browser.get(path)
    workspace.clock.advance(minutes=1)
    model.say("はい。")
    model.finish()
    await workspace.until_ended()
    assert "新しい回答" in (await browser.get("/")).text
    workspace.clock.advance(minutes=1)
    await browser.get(path)
    assert "新しい回答" not in (await browser.get("/")).text


async def test_an_answer_that_broke_off_is_told(workspace: Workspace) -> None:
    await workspace.connect(
        "止まったモデル", protocol="openai_chat", address="http://127.0.0.1:9/v1", remote_model="m"
    )
    browser = await workspace.browser()
    await workspace.ask(browser)
    assert "回答が途中で終了" in (await browser.get("/")).text


@pytest.mark.parametrize(
    ("role", "links", "hidden"),
    [
        (Role.STAFF, {"/chat", "/conversations"}, {"/administration/people", "/trial/report"}),
        (Role.MINISTRY_ADMINISTRATOR, {"/administration/people", "/trial/report", "/chat"}, set[str]()),
        (Role.CAIO, {"/administration/ledger", "/trial/report", "/chat"}, {"/administration/people"}),
        (Role.OPERATOR, {"/models"}, {"/chat", "/administration/people"}),
        (Role.AUDITOR, {"/administration/ledger", "/trial/report"}, {"/chat"}),
        (Role.TRIAL_OFFICE, {"/trial/report", "/chat"}, {"/administration/ledger"}),
    ],
)
async def test_each_role_finds_the_own_work(
    workspace: Workspace, role: Role, links: set[str], hidden: set[str]
) -> None:
    await workspace.connect()
    browser = await workspace.browser("例示花子", role)
    if role in {Role.STAFF, Role.CAIO, Role.TRIAL_OFFICE, Role.MINISTRY_ADMINISTRATOR}:
        await workspace.ask(browser)
    page = await browser.get("/")
    found = {str(link["href"]) for link in page.select("main a")}
    assert links <= found
    assert not hidden & found


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.MARKER])
async def test_without_work_the_page_says_so(workspace: Workspace, role: Role) -> None:
    page = await (await workspace.browser("例示花子", role)).get("/")
    assert "今日お願いしている作業はありません。" in page.text


async def test_an_administrator_is_told_the_first_steps(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser("例示花子", Role.MINISTRY_ADMINISTRATOR)
    page = await browser.get("/")
    steps = {"モデルの接続を依頼する", "規程を読み込む", "利用者を追加する"}
    assert steps <= {card.text for card in page.select(".card strong")}
    assert "運用担当者に依頼してください。" in page.text
    assert page.select('main a[href="/models"].card') == []

    await workspace.connect(
        "国産モデル", protocol="openai_chat", address="http://127.0.0.1:9", remote_model="m"
    )
    await workspace.add_collection("例示省規程集")
    await workspace.person("例示太郎")
    page = await browser.get("/")
    assert not steps & {card.text for card in page.select(".card strong")}


async def test_only_who_may_connect_a_model_is_told_to(workspace: Workspace) -> None:
    await workspace.connect()
    operator = await (await workspace.browser("例示次郎", Role.OPERATOR)).get("/")
    staff = await (await workspace.browser("例示三郎")).get("/")
    assert operator.select_one('a[href="/models"].card strong').text == "モデルを接続する"
    for words in ("モデルを接続する", "モデルの接続を依頼する"):
        assert words not in staff.text


async def test_a_new_model_is_news_for_two_weeks(workspace: Workspace) -> None:
    await workspace.connect("国産モデル")
    browser = await workspace.browser()
    assert "「国産モデル」が使えるようになりました。" in (await browser.get("/")).text
    workspace.clock.advance(days=15)
    assert "「国産モデル」が使えるようになりました。" not in (await browser.get("/")).text


async def test_the_pages_are_there_in_english(workspace: Workspace) -> None:
    await workspace.connect("抽出", place="US")
    browser = await workspace.browser(language="en")
    path = await workspace.ask(browser, "日当?", information_class="1")
    for page in [await browser.get(one) for one in ("/", "/chat", "/conversations", path)]:
        for written_by_others in page.select(".prose, .banner, pre"):
            written_by_others.decompose()
        assert page.select_one("html")["lang"] == "en"
        assert re.findall("[ぁ-ん]+", page.select_one("main").text) == []


async def test_a_comparison_without_a_vote_waits(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.connect("抽出回答（詳細）", parameters={"breadth": "broad"})
    browser = await workspace.browser()
    form = await workspace.form(browser, "/compare", "/compare")
    location = await browser.post(
        "/compare", {**form, "question": "日当は一日いくらですか。", "information_class": "1"}
    )
    page = await browser.get("/")
    assert page.select_one(f'.plain-list a[href="{location}"]').text == "日当は一日いくらですか。"
    await workspace.until_ended()


async def test_an_administrator_is_told_of_locked_accounts(workspace: Workspace) -> None:
    browser = await workspace.browser("例示花子", Role.MINISTRY_ADMINISTRATOR)
    locked = await workspace.person("例示太郎")
    async with workspace.parts.database.write() as connection:
        for person, organisation in ((locked, workspace.ministry), (locked, workspace.city)):
            await workspace.parts.ledger.record(
                connection,
                GovernanceEvent.SIGN_IN_LOCKED,
                actor="system",
                organisation_id=organisation.id,
                object_id=person.id,
            )
    assert "ロックされた利用者：1人" in (await browser.get("/")).text
    assert "ロックされた利用者" not in (await (await workspace.browser("例示次郎")).get("/")).text
    workspace.clock.advance(days=2)
    assert "ロックされた利用者" not in (await (await workspace.sign_in(browser.person)).get("/")).text
