"""Trying a version with several models side by side."""

import asyncio

from genkan.apps.app import Example
from genkan.apps.making.judging import Miss, misses
from genkan.apps.store import runs
from tests.apps.conftest import Oracle
from tests.apps.making.conftest import Studio, changed, drafted
from tests.workspace.conftest import LIMIT

FILLED = {"field.text": "御査収ください。", "field.rules": "易しく", "field.readers": ""}


async def ended(studio: Studio, path: str) -> None:
    """Wait until every run of a trial has ended."""
    async with asyncio.timeout(LIMIT):
        while (await studio.author.get(path)).select_one("#trial[hx-get]"):
            await asyncio.sleep(0.05)


async def test_each_model_answers_in_a_column_of_its_own(studio: Studio, oracle: Oracle) -> None:
    second = await studio.house.connect(
        "別の試験用モデル", protocol="openai_chat", address=oracle.address, remote_model="other"
    )
    example = Example(
        "送付", {"text": "御査収ください。", "rules": "易しく", "readers": ""}, ("確認",), ("御査収",)
    )
    app = await studio.begin(changed(drafted(), examples=(example,)))
    address = f"/making/{app.id}/versions/1/try"
    oracle.prepare("確かめてください。")
    sent = {**FILLED, "information_class": "1", "models": [studio.deployment_id, second.id]}
    path = await studio.author.post(address, sent)
    await ended(studio, path)
    page = await studio.author.get(path)
    titles = [each.text for each in page.select("#trial h2")]
    assert titles == ["試験用のモデル", "別の試験用モデル"]
    assert [each.text.strip() for each in page.select("#trial .app-output")] == ["確かめてください。"] * 2
    assert page.text.count("「確認」が結果にありません。") == 2
    version = (await studio.versions(app))[0]
    assert {row["app_id"] for row in await studio.house.rows("app_run")} == {version.id}
    assert "確かめてください" in (await studio.member.get(path)).text
    for outsider in (studio.colleague, studio.stranger, studio.administrator):
        await outsider.get(path, status=404)
    await studio.submit(app)
    assert "確かめてください" in (await studio.administrator.get(path)).text
    listed = await studio.administrator.get(f"/making/{app.id}/versions/1")
    assert path in {each.get("href") for each in listed.select("a")}
    assert "apps:made_app:tried" in await studio.house.events("apps:")


async def test_without_models_or_with_faults_the_form_comes_back(studio: Studio) -> None:
    app = await studio.begin()
    address = f"/making/{app.id}/versions/1/try"
    sent = {**FILLED, "information_class": "1"}
    for wrong in (
        {},
        {"models": ["unknown"]},
        {"models": [studio.deployment_id], "field.text": ""},
        {"models": [studio.deployment_id], "information_class": "2"},
        {"models": [str(n) for n in range(7)]},
    ):
        page = await studio.author.post(address, {**sent, **wrong}, status=422)
        assert page.select_one("textarea[name='field.rules']").text.strip() == "易しく"
    assert await studio.house.rows("app_run") == []
    assert await studio.house.rows("made_app_trial") == []


async def test_a_draft_that_could_not_be_saved_runs_nowhere(studio: Studio, oracle: Oracle) -> None:
    """What a file of others brought may ask for an answer without end, or for a check that is none."""
    for facts in (
        {"longest_answer": 10_000_000},
        {"checks": ("no such check",)},
        {"request": "{{ nobody }}"},
    ):
        app = await studio.begin(changed(drafted(), **facts))
        sent = {**FILLED, "information_class": "1", "models": [studio.deployment_id]}
        page = await studio.author.post(f"/making/{app.id}/versions/1/try", sent, status=422)
        assert "直していただく箇所が1件あるため、実行できません。" in page.text
        assert page.select_one("textarea[name='field.rules']").text.strip() == "易しく"
        version = (await studio.versions(app))[0]
        assert "実行できません" in (await studio.author.get(f"/apps/{version.id}", status=422)).text
    assert await studio.house.rows("app_run") == []
    assert oracle.asked == []
    await studio.save(app, drafted())
    version = (await studio.versions(app))[0]
    await studio.author.get(f"/apps/{version.id}")


async def test_a_deleted_run_leaves_its_column_empty(studio: Studio) -> None:
    app = await studio.begin()
    sent = {**FILLED, "information_class": "1", "models": [studio.deployment_id]}
    path = await studio.author.post(f"/making/{app.id}/versions/1/try", sent)
    await ended(studio, path)
    (row,) = await studio.house.rows("app_run")
    await studio.author.post(f"/runs/{row['id']}/delete")
    assert "この結果は削除されました。" in (await studio.author.get(path)).text
    async with studio.house.parts.database.read() as connection:
        assert await runs.find_run(connection, row["id"]) is None


def test_what_an_example_misses() -> None:
    example = Example("送付", {"a": "1"}, ("甲", "乙"), ("丙",))
    assert misses([example], {"a": "1", "b": ""}, "甲丙") == (
        Miss("乙", missing=True),
        Miss("丙", missing=False),
    )
    assert misses([example], {"a": "2"}, "丙") == ()
    assert misses([], {"a": "1"}, "丙") == ()
