"""An app that names the collections it searches: chosen in the editor, exchanged, and never beyond its runner's permission."""

import json
from dataclasses import replace

from alembic import command
from bs4 import BeautifulSoup, Tag
from sqlalchemy import create_engine, text

from genkan.apps.making.content import from_text, to_text
from genkan.apps.making.exchange import read_made_app, write_made_app
from genkan.apps.making.made_app import MadeApp
from genkan.apps.named_collection import NamedCollection
from genkan.storage import migrate
from genkan.storage.upgrade import _scripts
from tests.apps.conftest import Oracle, Runner
from tests.apps.making.conftest import Studio, changed, drafted
from tests.workspace.conftest import REGULATION, fields_of

OTHER = REGULATION.replace("例示省旅費規程", "例示省別冊規程").replace("出張", "研修")
VALUES = {"text": "出張に要する費用", "rules": "", "readers": ""}


def naming(*titles: str) -> tuple[NamedCollection, ...]:
    """Collections of which the title alone is known."""
    return tuple(map(NamedCollection, titles))


def said(page: BeautifulSoup, box: Tag) -> str:
    """The words beside a box."""
    label = page.select_one(f"label[for='{box['id']}']")
    assert label is not None
    return label.text.strip()


async def searching(studio: Studio, *collections: str) -> MadeApp:
    """A published app that searches these."""
    app = await studio.begin(changed(drafted(), searches=True, collections=naming(*collections)))
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
    begun = await studio.begin(changed(drafted(), searches=True, collections=naming("昔の規程集")))
    path = f"/making/{begun.id}"
    page = await studio.author.get(f"{path}/edit")
    boxes = page.select("input[name=collections]")
    assert [said(page, each) for each in boxes] == ["旅費の規程集", "昔の規程集"]
    assert [each.has_attr("checked") for each in boxes] == [False, True]
    sent = {**fields_of(page, f"{path}/edit"), "collections": [boxes[0]["value"]], "deed": "save"}
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


async def test_a_collection_that_is_renamed_is_still_searched(studio: Studio, oracle: Oracle) -> None:
    """Within its organisation the id settles it, and a newcomer under the former title is another collection."""
    house = studio.house
    await house.add_collection("別冊", REGULATION)
    begun = await studio.begin(changed(drafted(), searches=True))
    path = f"/making/{begun.id}/edit"
    page = await studio.author.get(path)
    (box,) = page.select("input[name=collections]")
    await studio.author.post(path, {**fields_of(page, path), "collections": [box["value"]], "deed": "save"})
    await studio.publish(begun)
    async with house.parts.database.write() as connection:
        await connection.execute(text("UPDATE collection SET title = '旅費規程集' WHERE title = '別冊'"))
    await house.add_collection("別冊", OTHER)
    asked, told = await asked_about(studio, oracle, begun)
    assert "例示省旅費規程" in asked and "例示省別冊規程" not in asked
    assert told == ()
    page = await studio.author.get(path)
    chosen = [each for each in page.select("input[name=collections]") if each.has_attr("checked")]
    assert [said(page, each) for each in chosen] == ["旅費規程集"]


async def test_an_app_taken_in_finds_the_collections_of_its_titles(studio: Studio) -> None:
    collection = await studio.house.add_collection("別冊", REGULATION)
    content = changed(
        drafted(),
        searches=True,
        collections=(NamedCollection("別冊", "elsewhere"), *naming("なくなったもの")),
    )
    written = write_made_app(content, endpoint="https://genkan.example.jp/gennai/apps/1", published=True)
    form = {"way": "json", "team_id": studio.team.id, "json": written}
    assert (await studio.author.post("/making/new", form)).endswith("/edit")
    (row,) = await studio.house.rows("made_app_version")
    assert from_text(row["content"]).collections == (
        NamedCollection("別冊", collection.id),
        NamedCollection("なくなったもの"),
    )


def test_the_titles_go_along_in_the_json_and_no_id() -> None:
    named = (NamedCollection("旅費の規程集", "01900000"), *naming("別冊"))
    content = changed(drafted(), searches=True, collections=named)
    written = write_made_app(content, endpoint="https://genkan.example.jp/gennai/apps/1", published=True)
    assert "01900000" not in written
    assert read_made_app(written) == replace(content, collections=naming("旅費の規程集", "別冊"))
    assert from_text(to_text(content)) == content


def test_elsewhere_a_collection_of_the_same_title_stands_in() -> None:
    named = NamedCollection("別冊", "1")
    assert named.means("1", "改名後", at_home=True)
    assert not named.means("2", "別冊", at_home=True)
    assert named.means("2", "別冊", at_home=False)
    assert NamedCollection("別冊").means("2", "別冊", at_home=True)


def test_what_was_kept_by_title_gets_the_ids_of_its_organisation(older_url: str) -> None:
    engine = create_engine(older_url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        with _scripts() as configuration:
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "0029")
        for statement in OLDER:
            connection.execute(text(statement))
        content = {"title": "題", "collections": ["別冊", "他市の規程集", "なくなったもの"]}
        for version, kept in (("v1", content), ("v2", {"title": "題"})):
            row = {"id": version, "number": int(version[1]), "content": json.dumps(kept, ensure_ascii=False)}
            connection.execute(text(OLDER_VERSION), row)
    migrate(older_url)
    with engine.connect() as connection:
        query = text("SELECT content FROM made_app_version ORDER BY number")
        kept = [json.loads(each) for each in connection.execute(query).scalars()]
    engine.dispose()
    assert kept == [
        {"title": "題", "collections": [{"title": "別冊", "id": "c1"}, "他市の規程集", "なくなったもの"]},
        {"title": "題"},
    ]


OLDER = (
    *(
        f"INSERT INTO organisation (id, name, kind, created_at) VALUES ('{id_}', '{id_}', 'city', '2026-11-01')"
        for id_ in ("o1", "o2")
    ),
    *(
        "INSERT INTO collection (id, organisation_id, title, information_class, readers, created_at, revision) "
        f"VALUES ('{id_}', '{owner}', '{title}', 1, 'organisation', '2026-11-01', 0)"
        for id_, owner, title in (("c1", "o1", "別冊"), ("c2", "o2", "別冊"), ("c3", "o2", "他市の規程集"))
    ),
    "INSERT INTO person (id, organisation_id, name, sign_in_name, language, active, created_at) "
    "VALUES ('p1', 'o1', '著者', 'author', 'ja', true, '2026-11-01')",
    "INSERT INTO app_team (id, organisation_id, name, created_at) VALUES ('t1', 'o1', '班', '2026-11-01')",
    "INSERT INTO made_app (id, organisation_id, team_id, everywhere, created_by, created_at) "
    "VALUES ('a1', 'o1', 't1', false, 'p1', '2026-11-01')",
)
OLDER_VERSION = (
    "INSERT INTO made_app_version (id, app_id, number, state, title, content, created_by, created_at, reason, alone) "
    "VALUES (:id, 'a1', :number, 'draft', '題', :content, 'p1', '2026-11-01', '', false)"
)
