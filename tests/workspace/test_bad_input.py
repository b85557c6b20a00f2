"""A form that cannot be taken comes back with a sentence, a next step, its status and every word."""

import json
import re

import pytest

from tests.workspace.conftest import QUESTION, Model, Workspace, fields_of

LONG = "あ" * 20_001
MEGABYTE = "a" * 1_000_000


@pytest.mark.parametrize(
    ("question", "status", "sentence"),
    [
        ("", 422, "質問が入力されていません。"),
        (" \r\n　", 422, "質問が入力されていません。"),
        (LONG, 413, "質問が長すぎます（20,001文字）。"),
        (MEGABYTE, 413, "質問が長すぎます（1,000,000文字）。"),
    ],
    ids=["empty", "blank", "too long", "a megabyte"],
)
async def test_a_question_that_cannot_be_asked(
    workspace: Workspace, question: str, status: int, sentence: str
) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    new = await workspace.form(browser)
    following = fields_of(await browser.get(path), f"{path}/questions")
    editing = fields_of(await browser.get(path), f"{path}/edit")
    before = len(await workspace.rows("turn"))

    for action, form in (("/chat", new), (f"{path}/questions", following), (f"{path}/edit", editing)):
        page = await browser.post(action, {**form, "question": question}, status=status)
        area = page.select_one(f'form[action="{action}"] textarea[name=question]')
        assert sentence in page.select_one(f'form[action="{action}"] .field-error').text
        assert "送信してください。" in page.select_one(f'form[action="{action}"] .field-error').text
        assert area.text.removeprefix("\n") == question
        assert area["aria-invalid"] == "true"
    assert len(await workspace.rows("turn")) == before


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"information_class": ""}, 422, "情報の区分が選択されていません。"),
        ({"information_class": "9"}, 422, "情報の区分が選択されていません。"),
        ({"information_class": "3"}, 422, "機密性3の情報は、どのモデルにも送信できません。"),
        ({"deployment": ""}, 422, "使用するモデルが選択されていません。"),
        ({"collections": []}, 422, "検索する規程集が選択されていません。"),
    ],
)
async def test_a_choice_that_cannot_be_taken(
    workspace: Workspace, changes: dict[str, str], status: int, sentence: str
) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    form = {**await workspace.form(browser), "question": QUESTION, **changes}
    page = await browser.post("/chat", form, status=status)
    assert sentence in page.select_one(".field-error").text
    assert page.select_one("textarea[name=question]").text.removeprefix("\n") == QUESTION
    assert await workspace.rows("conversation") == []


async def test_an_unknown_model_does_not_exist(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    form = {**await workspace.form(browser), "question": QUESTION, "deployment": "nonsense"}
    await browser.post("/chat", form, status=404)
    path = await workspace.ask(browser)
    turn = (await workspace.rows("turn"))[0]["id"]
    await browser.post(f"{path}/regenerate", {"turn": turn, "deployment": "nonsense"}, status=404)


async def test_a_confidential_collection_is_not_quoted_into_a_public_conversation(
    workspace: Workspace,
) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省内部規程集", information_class=2)
    browser = await workspace.browser()
    form = {**await workspace.form(browser), "question": QUESTION, "information_class": "1"}

    page = await browser.post("/chat", form, status=422)

    assert "「例示省内部規程集」は機密性2の規程集であるため" in page.text
    assert page.select_one("input[name=information_class][value='1']").has_attr("checked")


async def test_a_question_waits_for_the_answer_before_it(workspace: Workspace, model: Model) -> None:
    await workspace.connect("国産モデル", protocol="openai_chat", address=model.address, remote_model="m")
    browser = await workspace.browser()
    path = await workspace.begin(browser)
    form = fields_of(await browser.get(path), f"{path}/questions")

    page = await browser.post(f"{path}/questions", {**form, "question": "日当は？"}, status=409)

    assert "前の質問への回答を作成しているため" in page.select_one(".banner-error").text
    assert page.select_one("#composer textarea").text.removeprefix("\n") == "日当は？"
    model.finish()
    await workspace.until_ended()


async def test_a_class_above_the_models_ceiling_is_refused_at_the_form_and_recorded(
    workspace: Workspace,
) -> None:
    low = await workspace.connect("外国モデル", place="US")
    browser = await workspace.browser()
    form = {**await workspace.form(browser), "question": QUESTION, "information_class": "2"}

    page = await browser.post("/chat", {**form, "deployment": low.id}, status=422)

    error = page.select_one("#deployment-error").text
    assert "「外国モデル」には送信しませんでした。" in error
    assert "機密性1だけを扱えます。この内容は機密性2とされています。" in error
    assert "機密性2を扱えるモデルを選んでください。" in error
    assert page.select_one("textarea[name=question]").text.removeprefix("\n") == QUESTION
    for table in ("conversation", "turn", "answer", "call"):
        assert await workspace.rows(table) == []
    [event] = [row for row in await workspace.rows("ledger_event") if row["kind"].startswith("gateway:")]
    assert event["kind"] == "gateway:call:refused"
    assert json.loads(event["details"]) == {
        "rule": "place",
        "purpose": "chat",
        "information_class": 2,
        "deployment": low.id,
        "build": "",
    }


async def test_the_next_question_to_a_model_below_the_class_is_refused_at_the_form(
    workspace: Workspace,
) -> None:
    high = await workspace.connect()
    low = await workspace.connect("外国モデル", place="US")
    browser = await workspace.browser()
    path = await workspace.ask(browser, deployment=high.id, information_class="2")
    form = {**fields_of(await browser.get(path), f"{path}/questions"), "question": "日当は？"}

    page = await browser.post(f"{path}/questions", {**form, "deployment": low.id}, status=422)

    assert "「外国モデル」には送信しませんでした。" in page.select_one("#deployment-error").text
    assert page.select_one("#composer textarea").text.removeprefix("\n") == "日当は？"
    assert page.select_one("#deployment option[selected]")["value"] == high.id
    assert len(await workspace.rows("turn")) == len(await workspace.answers()) == 1
    assert (await workspace.events("gateway:")).count("gateway:call:refused") == 1


async def test_another_answer_by_a_model_below_the_class_is_refused_beside_the_answer(
    workspace: Workspace,
) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser, information_class="2")
    turn = (await workspace.rows("turn"))[0]["id"]
    low = await workspace.connect("外国モデル", place="US")

    page = await browser.post(f"{path}/regenerate", {"turn": turn, "deployment": low.id}, status=422)

    assert page.select_one("details.regenerate").has_attr("open")
    assert "「外国モデル」には送信しませんでした。" in page.select_one(".regenerate .field-error").text
    assert len(await workspace.answers()) == 1


async def test_the_policy_speaks_the_language_of_the_reader(workspace: Workspace) -> None:
    low = await workspace.connect("Foreign", place="US")
    browser = await workspace.browser(language="en")
    form = {**await workspace.form(browser), "question": QUESTION, "information_class": "2"}
    page = await browser.post("/chat", {**form, "deployment": low.id}, status=422)
    error = page.select_one("#deployment-error").text
    assert "Nothing was sent to “Foreign”. The chosen model takes only confidentiality 1" in error
    assert re.findall("[ぁ-ん]+", error) == []


async def test_a_refused_answer_offers_only_what_makes_sense(workspace: Workspace) -> None:
    await workspace.connect()
    await workspace.add_collection("例示省規程集")
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    await workspace.end_as(
        "refused_by_policy",
        sentence="選択したモデルは、現在停止しています。",
        next_step="別のモデルを選んでください。再開の予定は運用担当者に確認してください。",
    )

    answer = (await browser.get(path)).select_one("article.answer")

    assert answer.select(".sources, .check, .feedback, .answer-foot, .answer-caution") == []
    assert len(answer.select('form[action$="/regenerate"]')) == 1
    again = await browser.get(answer.select_one(".banner-warning a")["href"])
    assert again.select_one("textarea").text.removeprefix("\n") == QUESTION


async def test_an_endpoint_that_is_dead_says_so_and_offers_another_try(workspace: Workspace) -> None:
    await workspace.connect(
        "止まったモデル", protocol="openai_chat", address="http://127.0.0.1:9/v1", remote_model="m"
    )
    browser = await workspace.browser()
    page = await browser.get(await workspace.ask(browser))
    banner = page.select_one(".answer .banner-warning")
    assert "接続" in banner.text
    assert banner.select_one('form[action$="/regenerate"] button').text.strip() == "もう一度作成"


@pytest.mark.parametrize(
    ("title", "sentence"), [(" ", "会話の名前が入力されていません。"), ("長" * 101, "101文字")]
)
async def test_a_title_that_cannot_be_taken(workspace: Workspace, title: str, sentence: str) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    page = await browser.post(f"{path}/rename", {"title": title}, status=422)
    assert sentence in page.select_one(".conversation-menu .field-error").text
    assert page.select_one("input[name=title]")["value"] == title


async def test_a_comment_that_is_too_long_comes_back(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    path = await workspace.ask(browser)
    answer = (await workspace.answers())[0].id
    await browser.post(f"{path}/feedback", {"answer": answer, "helpful": "no"})
    comment = "長" * 1001

    page = await browser.post(
        f"{path}/feedback", {"answer": answer, "helpful": "no", "comment": comment}, status=413
    )

    assert "コメントが長すぎます" in page.select_one(".feedback .field-error").text
    assert page.select_one("textarea[name=comment]").text.removeprefix("\n") == comment


async def test_what_a_person_types_is_never_taken_for_html(workspace: Workspace) -> None:
    await workspace.connect()
    browser = await workspace.browser()
    page = await browser.get(await workspace.ask(browser, "<script>alert(1)</script>"))
    assert page.select_one(".question").text == "<script>alert(1)</script>"
    assert not [script for script in page.select("script") if "alert" in script.text]


async def test_a_full_disk_keeps_what_was_typed(sqlite_workspace: Workspace) -> None:
    workspace = sqlite_workspace
    await workspace.connect()
    browser = await workspace.browser()
    form = await workspace.form(browser)
    await workspace.fill_the_disk()

    page = await browser.post("/chat", {**form, "question": "長" * 20_000}, status=507)

    banner = page.select_one(".banner-error")
    assert "ディスクの空き容量がないため、記録できませんでした。" in banner.text
    assert "運用担当者に" in banner.text
    assert page.select_one("textarea[name=question]").text.removeprefix("\n") == "長" * 20_000
