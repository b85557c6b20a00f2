"""Prompt templates: who sees them, filling them, and on to the chat."""

import asyncio

import pytest

from genkan.apps.prompts.keeping import TemplateDraft
from genkan.governance import Role, Viewer, permissions_of
from tests.workspace.conftest import Browser, Workspace, fields_of

TEXT = "{{ 会議名 }}の議事概要を、{{ 会議名 }}の資料から作ってください。期限は{{期限}}です。"


async def add(browser: Browser, reach: str = "personal", text: str = TEXT) -> str:
    """A new template; returns the path of its page."""
    form = {"title": "議事概要", "text": text, "reach": reach}
    path: str = await browser.post("/prompts/new", form)
    return path


async def change(browser: Browser, path: str, form: dict[str, str]) -> None:
    """Write a template anew, as its form was read just now."""
    sent = fields_of(await browser.get(f"{path}/edit"), f"{path}/edit")
    await browser.post(f"{path}/edit", {**sent, **form})


async def test_gaps_are_filled_and_the_text_goes_to_the_chat(workspace: Workspace) -> None:
    browser = await workspace.browser()
    path = await add(browser)
    page = await browser.get(path)
    assert [field["name"] for field in page.select("main input[name^='gap.']")] == ["gap.会議名", "gap.期限"]
    page = await browser.get(f"{path}?gap.会議名=例示会議&gap.期限={{{{会議名}}}}")
    prepared = page.select_one("input[name=question]")["value"]
    assert prepared == "例示会議の議事概要を、例示会議の資料から作ってください。期限は{{会議名}}です。"
    chat = await browser.post("/chat/prepared", {"question": prepared}, status=200)
    assert chat.select_one("textarea[name=question]").text.strip() == prepared


async def test_a_template_is_seen_by_whom_it_reaches(workspace: Workspace) -> None:
    author, colleague = await workspace.browser("著者"), await workspace.browser("同僚")
    stranger = await workspace.browser("他の組織の職員", of=workspace.city)
    personal, public = await add(author), await add(author, "organisation")
    await colleague.get(public)
    await colleague.get(personal, status=404)
    for path in (personal, public):
        await stranger.get(path, status=404)
    await colleague.get(f"{public}/edit", status=404)
    assert (await colleague.client.post(f"{public}/delete")).status_code == 404


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"title": "", "text": TEXT}, "名前を100文字以内で"),
        ({"title": "題", "text": " "}, "プロンプトを20,000文字以内で"),
        ({"title": "題", "text": "".join(f"{{{{項目{n}}}}}" for n in range(21))}, "差し込み欄は20個まで"),
        ({"title": "題", "text": TEXT, "reach": "team:unknown"}, "公開の範囲は利用できません"),
        ({"title": "題", "text": TEXT, "reach": "everybody"}, "公開の範囲は利用できません"),
    ],
)
async def test_a_form_with_faults_comes_back_whole(
    workspace: Workspace, form: dict[str, str], told: str
) -> None:
    browser = await workspace.browser()
    page = await browser.post("/prompts/new", form, status=422)
    assert told in page.text
    assert page.select_one("textarea[name=text]").text.strip() == form["text"].strip()
    assert await workspace.rows("prompt_template") == []


async def test_changing_and_deleting(workspace: Workspace) -> None:
    browser = await workspace.browser()
    path = await add(browser)
    await change(browser, path, {"title": "新しい名前", "text": "本文", "reach": "organisation"})
    assert "新しい名前" in (await browser.get("/prompts")).text
    await browser.post(f"{path}/delete")
    await browser.get(path, status=404)


async def test_who_looks_after_apps_may_correct_and_remove_what_the_whole_organisation_sees(
    workspace: Workspace,
) -> None:
    author = await workspace.browser("著者")
    administrator = await workspace.browser("管理者", Role.MINISTRY_ADMINISTRATOR)
    stranger = await workspace.browser("他の管理者", Role.MINISTRY_ADMINISTRATOR, of=workspace.city)
    personal, public = await add(author), await add(author, "organisation")
    assert "作成者：著者" in (await administrator.get(public)).text
    form = {"title": "直した名前", "text": "本文", "reach": "organisation"}
    for path, browser in ((personal, administrator), (public, stranger)):
        assert (await browser.client.post(f"{path}/edit", data=form)).status_code == 404
        assert (await browser.client.post(f"{path}/delete")).status_code == 404
    shown = await administrator.get(f"{public}/edit")
    assert [each["value"] for each in shown.select("input[name=reach]")] == ["personal", "organisation"]
    sent = fields_of(await author.get(f"{public}/edit"), f"{public}/edit")
    await change(administrator, public, form)
    page = await author.post(f"{public}/edit", {**sent, "text": "著者の文"}, status=409)
    assert page.select_one("textarea[name=text]").text.strip() == "著者の文"
    assert "ほかの職員がこのひな型を保存しました。" in page.text and "直した名前" in page.text
    assert "直した名前" in (await author.get(public)).text
    await administrator.post(f"{public}/delete")
    await author.get(public, status=404)
    kinds = sorted(await workspace.events("apps:prompt_template:"))
    assert kinds == ["apps:prompt_template:deleted", "apps:prompt_template:edited"]


async def test_favourites_stand_first(workspace: Workspace) -> None:
    browser = await workspace.browser()
    await browser.post("/apps/summary/favourite")
    await browser.post("/apps/summary/favourite")
    page = await browser.get("/apps")
    assert page.select_one("main section h2").text == "お気に入り"
    await browser.post("/apps/summary/favourite/remove")
    assert "お気に入り" not in [each.text for each in (await browser.get("/apps")).select("main section h2")]


async def test_what_its_author_takes_back_at_that_moment_no_administrator_changes(
    workspace: Workspace,
) -> None:
    """The administrator looks whether the template is still everybody's when the author is done, and not before."""
    author = await workspace.browser("著者")
    administrator = await workspace.browser("管理者", Role.MINISTRY_ADMINISTRATOR)
    path = await add(author, "organisation")
    template_id = path.rpartition("/")[2]
    keeping, database = workspace.parts.apps.keeping, workspace.parts.database
    mark = str(fields_of(await author.get(f"{path}/edit"), f"{path}/edit")["mark"])
    other_words = {"title": "別の題", "text": "別の文", "reach": "organisation"}
    async with database.write() as connection:
        viewer = Viewer(author.person, workspace.ministry, "session", permissions_of(author.person.roles))
        await keeping.change(
            connection, viewer, template_id, TemplateDraft("議事概要", "自分だけの文"), mark=mark
        )
        changing = asyncio.create_task(administrator.client.post(f"{path}/edit", data=other_words))
        await asyncio.wait((changing,), timeout=0.2)
    assert (await changing).status_code == 404
    (row,) = await workspace.rows("prompt_template")
    assert (row["text"], row["reach"]) == ("自分だけの文", "personal")
