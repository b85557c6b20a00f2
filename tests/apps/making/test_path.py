"""The whole path: an author makes an app, an administrator publishes it, a colleague runs it."""

from tests.apps.conftest import Oracle, Runner
from tests.apps.making.conftest import Studio
from tests.workspace.conftest import Browser, fields_of

USE_CASE = "窓口の担当者が、住民への回答を読みやすくする。"


async def begin(studio: Studio, browser: Browser) -> str:
    """Begin an app from a use case; returns the path of its page."""
    page = await browser.get("/making/new")
    assert page.select_one("input[name='way'][value='use_case']")
    sent = {
        "way": "use_case",
        "team_id": studio.team.id,
        "kind": "rewrite",
        "title": "回答の書き換え",
        "use_case": USE_CASE,
    }
    return (await browser.post("/making/new", sent)).removesuffix("/edit")


async def test_from_a_use_case_to_the_run_of_a_colleague(studio: Studio, oracle: Oracle) -> None:
    path = await begin(studio, studio.author)
    editor = fields_of(await studio.author.get(f"{path}/edit"), f"{path}/edit")
    editor["deed"] = "save"
    editor["system"] = str(editor["system"]) + "\n- 敬体で書きます。"
    assert await studio.author.post(f"{path}/edit", editor) == f"{path}?done=saved"
    assert await studio.author.post(f"{path}/submit") == f"{path}?done=submitted"
    listed = await studio.administrator.get("/making/reviews")
    assert "回答の書き換え" in listed.text
    version = f"{path}/versions/2"
    assert "敬体で書きます" in (await studio.administrator.get(version)).text
    assert await studio.administrator.post(f"{version}/publish") == "/making/reviews?done=published"
    catalogue = await studio.colleague.get("/apps")
    link = next(each for each in catalogue.select("a") if each.text.strip() == "回答の書き換え")
    runner = Runner(studio.house, studio.colleague, studio.deployment_id)
    form = fields_of(await studio.colleague.get(str(link["href"])), str(link["href"]))
    oracle.prepare("書き換えた文章です。")
    filled = {**form, "field.text": "御査収ください。", "field.rules": "易しく", "information_class": "1"}
    run = await runner.ended((await studio.colleague.post(str(link["href"]), filled)).removeprefix("/runs/"))
    assert run.text == "書き換えた文章です。"
    assert USE_CASE in oracle.asked[-1][0]["content"]
    assert "敬体で書きます" in oracle.asked[-1][0]["content"]
    assert "御査収ください。" in oracle.asked[-1][1]["content"]
    events = await studio.house.events("apps:")
    assert {
        "apps:team:added",
        "apps:team:member_added",
        "apps:made_app:added",
        "apps:made_app:edited",
        "apps:made_app:submitted",
        "apps:made_app:published",
    } <= set(events)
