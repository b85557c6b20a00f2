"""The pages of apps: the catalogue, a form, a run, the history."""

from datetime import timedelta, timezone
from urllib.parse import unquote

import pytest

from genkan.governance import Role
from tests.apps.conftest import Oracle, Runner
from tests.workspace.conftest import Workspace, fields_of

TEXT = "予算額は1,200万円です。"


async def form_of(runner: Runner, path: str = "/apps/summary") -> dict[str, object]:
    """The form as a browser would send it, with what has to be chosen."""
    fields = fields_of(await runner.browser.get(path), "/apps/summary")
    fields.pop("field.documents", None)
    return {**fields, "information_class": "1"}


async def test_the_catalogue_lists_and_finds(runner: Runner) -> None:
    page = await runner.browser.get("/apps")
    assert "要約" in page.select_one("main").text
    found = await runner.browser.get("/apps?q=要約")
    assert [link["href"] for link in found.select(".app-cards h3 a")] == ["/apps/summary"]
    assert "条件に合うアプリはありません" in (await runner.browser.get("/apps?q=存在しないもの")).text


async def test_a_form_is_sent_and_the_run_is_shown(runner: Runner, oracle: Oracle) -> None:
    oracle.prepare("- 予算額は**1,500万円**である。")
    fields = await form_of(runner)
    path = await runner.browser.post("/apps/summary", {**fields, "field.text": TEXT})
    await runner.ended(path.removeprefix("/runs/"))
    page = await runner.browser.get(path)
    assert page.select_one("#output strong").text == "1,500万円"
    assert "「1500」は元の資料にありません。" in page.text
    assert TEXT in page.select_one(".entered").text
    assert page.select_one("#run").get("hx-get") is None
    assert path in {link.get("href") for link in (await runner.browser.get("/runs")).select("a")}


async def test_a_form_with_faults_comes_back_whole(runner: Runner) -> None:
    fields = await form_of(runner)
    sent = {**fields, "field.text": TEXT, "field.focus": "長" * 201, "field.length": "endless"}
    page = await runner.browser.post("/apps/summary", sent, status=422)
    assert page.select_one("textarea[name='field.text']").text.strip() == TEXT
    told = " ".join(each.text for each in page.select(".field-error"))
    assert "200文字以内" in told
    assert "示された中から選択してください。" in told
    assert await runner.house.rows("app_run") == []


async def test_a_form_without_any_material_is_refused_before_it_runs(runner: Runner) -> None:
    fields = await form_of(runner)
    page = await runner.browser.post("/apps/summary", {**fields, "field.focus": "予算額"}, status=422)
    told = " ".join(each.text for each in page.select(".field-error"))
    assert "「要約する文書」「ファイル」のいずれかに、内容を入れてください。" in told
    assert page.select_one("input[name='field.focus']")["value"] == "予算額"
    assert await runner.house.rows("app_run") == []


async def test_a_form_begins_with_the_safest_class_as_the_chat_does(runner: Runner) -> None:
    form = await runner.browser.get("/apps/summary")
    chat = await runner.browser.get("/")
    chosen = "input[name=information_class][checked]"
    assert form.select_one(chosen)["value"] == chat.select_one(chosen)["value"]
    fields = await form_of(runner)
    page = await runner.browser.post("/apps/summary", {**fields, "deployment_id": ""}, status=422)
    assert page.select_one("select[name=deployment_id] option[selected]")["value"] == ""


async def test_without_a_class_nothing_runs_and_the_text_stays(runner: Runner) -> None:
    fields = await form_of(runner)
    del fields["information_class"]
    page = await runner.browser.post("/apps/summary", {**fields, "field.text": TEXT}, status=422)
    assert "情報の区分が選択されていません。" in page.text
    assert page.select_one("textarea[name='field.text']").text.strip() == TEXT


async def test_a_download_is_called_by_what_it_is_about(runner: Runner) -> None:
    run = await runner.run(
        "summary", {"text": "# 令和8/4の予算\n\n本文である。", "length": "short", "shape": "points"}
    )
    answer = await runner.browser.client.get(f"/runs/{run.id}/export/docx")
    day = run.ended_at.astimezone(timezone(timedelta(hours=9))).date()
    assert (
        unquote(answer.headers["content-disposition"].rpartition("''")[2])
        == f"要約_令和8／4の予算_{day}.docx"
    )
    assert "令和8/4の予算" in (await runner.browser.get("/runs")).select_one("main li").text


async def test_the_same_again_fills_the_form(runner: Runner) -> None:
    fields = await form_of(runner)
    path = await runner.browser.post("/apps/summary", {**fields, "field.text": TEXT})
    run = await runner.ended(path.removeprefix("/runs/"))
    page = await runner.browser.get(f"/apps/summary?again={run.id}")
    assert page.select_one("textarea[name='field.text']").text.strip() == TEXT


async def test_an_example_fills_the_form(runner: Runner) -> None:
    page = await runner.browser.get("/apps/summary?example=1")
    assert page.select_one("textarea[name='field.text']").text.strip()


@pytest.mark.parametrize("path", ["", "/progress", "/files/unknown"])
async def test_a_run_of_somebody_else_does_not_exist(runner: Runner, path: str) -> None:
    run = await runner.run("summary", {"text": TEXT, "length": "short", "shape": "points"})
    other = await runner.house.browser("別の職員")
    await other.get(f"/runs/{run.id}{path}", status=404)
    for deed in ("stop", "delete"):
        assert (await other.client.post(f"/runs/{run.id}/{deed}")).status_code == 404


async def test_deleting_from_the_page(runner: Runner) -> None:
    run = await runner.run("summary", {"text": TEXT, "length": "short", "shape": "points"})
    assert await runner.browser.post(f"/runs/{run.id}/delete") == "/runs?deleted=yes"
    await runner.browser.get(f"/runs/{run.id}", status=404)


async def test_who_may_not_use_the_workspace_sees_no_apps(workspace: Workspace) -> None:
    operator = await workspace.browser("運用者", Role.OPERATOR)
    for path in ("/apps", "/apps/summary", "/runs"):
        await operator.get(path, status=404)
