"""An app that names the collections it searches: chosen in the editor, exchanged, and never beyond its runner's permission."""

from genkan.apps.making.exchange import read_made_app, write_made_app
from genkan.apps.making.made_app import MadeApp
from tests.apps.conftest import Oracle, Runner
from tests.apps.making.conftest import Studio, changed, drafted
from tests.workspace.conftest import REGULATION, fields_of

OTHER = REGULATION.replace("例示省旅費規程", "例示省別冊規程").replace("出張", "研修")
VALUES = {"text": "出張に要する費用", "rules": "", "readers": ""}


async def searching(studio: Studio, *collections: str) -> MadeApp:
    """A published app that searches these."""
    app = await studio.begin(changed(drafted(), searches=True, collections=collections))
    await studio.publish(app)
    return app


async def asked_about(studio: Studio, oracle: Oracle, app: MadeApp) -> tuple[str, tuple[str, ...]]:
    """What a colleague's run asked the model, and what it told."""
    runner = Runner(studio.house, studio.colleague, studio.deployment_id)
    run = await runner.run((await studio.versions(app))[0].id, VALUES)
    assert run.failure is None
    return oracle.asked[-1][-1]["content"], run.notices


async def test_only_the_named_collection_is_searched(studio: Studio, oracle: Oracle) -> None:
    await studio.house.add_collection("旅費の規程集", REGULATION)
    await studio.house.add_collection("別冊", OTHER)
    everything, told = await asked_about(studio, oracle, await searching(studio))
    assert "例示省旅費規程" in everything
    assert "例示省別冊規程" in everything
    assert told == ()
    named, told = await asked_about(studio, oracle, await searching(studio, "別冊"))
    assert "例示省別冊規程" in named
    assert "例示省旅費規程" not in named
    assert told == ()


async def test_what_the_runner_may_not_read_is_not_searched_and_told(studio: Studio, oracle: Oracle) -> None:
    await studio.house.add_collection("他市の規程集", REGULATION, of=studio.house.city)
    await studio.house.add_collection("別冊", OTHER)
    request, told = await asked_about(
        studio, oracle, await searching(studio, "他市の規程集", "なくなったもの")
    )
    assert "規程" not in request.partition("出典として示す条文")[2]
    assert told == (
        "規程集「他市の規程集」、「なくなったもの」は、閲覧できないか、この情報の区分では使えないため、検索していません。",
    )


async def test_the_editor_offers_what_its_author_may_read_and_keeps_what_was_chosen(studio: Studio) -> None:
    await studio.house.add_collection("旅費の規程集", REGULATION)
    await studio.house.add_collection("他市の規程集", OTHER, of=studio.house.city)
    path = (
        f"/making/{(await studio.begin(changed(drafted(), searches=True, collections=('昔の規程集',)))).id}"
    )
    page = await studio.author.get(f"{path}/edit")
    offered = [each["value"] for each in page.select("input[name=collections]")]
    assert offered == ["旅費の規程集", "昔の規程集"]
    sent = {**fields_of(page, f"{path}/edit"), "collections": ["旅費の規程集"], "deed": "save"}
    await studio.author.post(f"{path}/edit", sent)
    assert "旅費の規程集" in (await studio.author.get(f"{path}/versions/2")).text
    without = {key: value for key, value in sent.items() if key != "searches"}
    shown = await studio.author.get(f"{path}/edit")
    await studio.author.post(
        f"{path}/edit", {**without, "based_on": fields_of(shown, f"{path}/edit")["based_on"]}
    )
    app_id = path.rpartition("/")[2]
    rows = await studio.house.rows("made_app_version")
    latest = max((row for row in rows if row["app_id"] == app_id), key=lambda row: row["number"])
    assert "collections" not in latest["content"]


def test_the_names_go_along_in_the_json() -> None:
    content = changed(drafted(), searches=True, collections=("旅費の規程集", "別冊"))
    text = write_made_app(content, endpoint="https://genkan.example.jp/gennai/apps/1", published=True)
    assert read_made_app(text) == content
