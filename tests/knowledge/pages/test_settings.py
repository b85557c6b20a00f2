"""The settings of a collection: who reads it, its information class, how long what is withdrawn is kept, its reads."""

import json

import pytest

from genkan.governance import Role
from genkan.knowledge import Collection, Readers
from genkan.knowledge.dating.today import today
from genkan.knowledge.desk.store import ReadKind, add_reads
from genkan.storage import metadata
from tests.knowledge.pages.conftest import RECORDS, Browser, PagesRoom, texts

ADMINISTRATOR = Role.MINISTRY_ADMINISTRATOR


def path_of(collection: Collection) -> str:
    """The page of a collection's settings."""
    return f"/administration/knowledge/{collection.id}"


async def as_kept(room: PagesRoom, collection: Collection) -> Collection:
    """The collection as it is now."""
    async with room.database.read() as connection:
        own = await room.library.own_collections(connection, collection.organisation_id)
    return next(each for each in own if each.id == collection.id)


async def details(room: PagesRoom) -> list[dict[str, object]]:
    """What the ledger says of each change of a collection, sorted."""
    table = metadata.tables["ledger_event"]
    query = table.select().where(table.c.kind == "knowledge:collection:changed")
    async with room.database.read() as connection:
        return _sorted([json.loads(row.details) for row in await connection.execute(query)])


def _sorted(found: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(found, key=lambda each: json.dumps(each, sort_keys=True))


async def test_for_others_there_are_no_settings(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集")
    theirs = await pages_room.collection("例示市例規集", of=pages_room.city, readers=Readers.EVERYONE)
    for role in (Role.STAFF, Role.CAIO, Role.OPERATOR, Role.AUDITOR):
        browser = await pages_room.browser(role)
        await browser.get(path_of(collection), status=404)
        await browser.post(path_of(collection), status=404, readers="everyone")
        await browser.post(f"{path_of(collection)}/information-class", status=404, information_class="2")
        await browser.post(f"{path_of(collection)}/title", status=404, title="別の名称")
    browser = await pages_room.browser(ADMINISTRATOR)
    for path in (path_of(theirs), f"{path_of(theirs)}/information-class", f"{path_of(theirs)}/title"):
        await browser.post(path, status=404, information_class="2", confirmed="yes")
    assert await details(pages_room) == []


async def test_readers_and_retention_are_changed_and_recorded(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    response = await browser.client.post(
        path_of(collection),
        data={"readers": "listed", "organisation": [pages_room.city.id], "retention": "３０"},
    )
    page = await browser.get(response.headers["location"])
    assert "設定を変更しました。" in page.get_text()
    assert page.select_one("input[name=retention]")["value"] == "30"
    assert [box["value"] for box in page.select("input[name=organisation][checked]")] == [pages_room.city.id]
    kept = await as_kept(pages_room, collection)
    assert (kept.readers, kept.retention_days) == (Readers.LISTED, 30)
    assert await details(pages_room) == [
        {"readers": "listed", "listed": [f"organisation:{pages_room.city.id}"]},
        {"retention_days": 30},
    ]
    city = await pages_room.browser(of=pages_room.city)
    assert "例示省規程集" in (await city.get("/regulations")).get_text()


# (what is typed, the field beside which the refusal stands)
REFUSED = [
    ({"readers": "listed"}, "readers"),
    ({"readers": "listed", "organisation": ["nowhere"]}, "readers"),
    ({"readers": "everyone", "retention": "ずっと"}, "retention"),
    ({"readers": "everyone", "retention": "0"}, "retention"),
    ({"readers": "everyone", "retention": "36501"}, "retention"),
]


@pytest.mark.parametrize(("typed", "field"), REFUSED)
async def test_refused_settings_come_back(
    typed: dict[str, object], field: str, pages_room: PagesRoom
) -> None:
    collection = await pages_room.collection("例示省規程集")
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.post(path_of(collection), status=422, **typed)
    assert page.select(f"#{field}-error")
    assert page.select(f'input[name=readers][value="{typed["readers"]}"][checked]')
    assert (await as_kept(pages_room, collection)).readers is Readers.ORGANISATION


async def _change(browser: Browser, collection: Collection, **fields: str) -> int:
    path = f"{path_of(collection)}/information-class"
    return (await browser.client.post(path, data=fields)).status_code


async def test_the_class_is_raised_and_lowered_only_with_a_confirmation(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", RECORDS)
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.get(path_of(collection))
    (form,) = page.select('form[action$="/information-class"]')
    assert "機密性2に引き上げますか。" in form.get_text()
    assert "読み取れなくなります" in form.get_text()
    for wrong in (
        {"information_class": "2"},
        {"information_class": "3", "confirmed": "yes"},
        {"confirmed": "yes"},
    ):
        assert await _change(browser, collection, **wrong) == 422
    assert (await as_kept(pages_room, collection)).information_class == 1
    assert await details(pages_room) == []

    fields = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    assert await _change(browser, collection, **fields) == 303
    assert (await as_kept(pages_room, collection)).information_class == 2
    page = await browser.get(path_of(collection))
    (form,) = page.select('form[action$="/information-class"]')
    assert "全てのモデルとAPIキーに渡るようになります" in form.get_text()
    fields = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    assert await _change(browser, collection, **fields) == 303
    assert await _change(browser, collection, **fields) == 303, "nothing changes, nothing is recorded"
    assert (await as_kept(pages_room, collection)).information_class == 1
    assert await details(pages_room) == [
        {"information_class": 2, "before": 1},
        {"information_class": 1, "before": 2},
    ]


async def test_a_collection_is_renamed_in_sight_of_its_earlier_title(pages_room: PagesRoom) -> None:
    collection, other = (
        await pages_room.collection("例示省規程集"),
        await pages_room.collection("例示省通知集"),
    )
    browser, path = await pages_room.browser(ADMINISTRATOR), f"{path_of(collection)}/title"
    seen = (await browser.get(path_of(collection))).select_one("input[name=seen]")["value"]
    for wrong, status in (("  ", 422), (other.title, 409)):
        refused = await browser.post(path, status=status, title=wrong, seen=seen)
        assert refused.select_one("#title-error") and refused.select_one("#title")["value"] == wrong
    renamed = await browser.client.post(path, data={"title": " 例示省　訓令集 ", "seen": seen})
    page = await browser.get(renamed.headers["location"])
    assert "「例示省規程集」から「例示省 訓令集」に変更" in page.get_text()
    late = await browser.post(path, status=409, title="三つ目の名称", seen=seen)
    assert "「例示省 訓令集」に変更しました" in late.get_text()
    assert late.select_one("input[name=seen]")["value"] == "例示省 訓令集"
    assert (await as_kept(pages_room, collection)).title == "例示省 訓令集"
    same = await browser.client.post(path, data={"title": "例示省 訓令集", "seen": "例示省 訓令集"})
    assert same.status_code == 303, "nothing changes, nothing is recorded"
    query = metadata.tables["ledger_event"].select()
    async with pages_room.database.read() as connection:
        told = [row for row in await connection.execute(query) if row.kind == "knowledge:collection:renamed"]
    (details_of,) = (json.loads(row.details) for row in told)
    assert details_of == {"before": "例示省規程集", "after": "例示省 訓令集"}


async def test_a_raised_class_is_seen_at_once(pages_room: PagesRoom) -> None:
    collection = await pages_room.collection("例示省規程集", RECORDS)
    browser = await pages_room.browser(ADMINISTRATOR)
    await _change(browser, collection, information_class="2", confirmed="yes")
    staff = await pages_room.browser()
    assert texts(await staff.get("/regulations"), ".shelf-counts .badge-class") == ["機密性2"]
    assert (await staff.get("/search?q=保存期間")).select(".hits li")


async def test_how_often_programs_read(pages_room: PagesRoom) -> None:
    day = today(pages_room.clock)
    own, other = pages_room.ministry.id, pages_room.city.id
    counts = {
        ReadKind(day, own, "key", "api", "search"): 1_234,
        ReadKind(day, own, "key", "mcp", "search"): 6,
        ReadKind(day.replace(day=1), own, "", "api", "article"): 2,
        ReadKind(day.replace(year=day.year - 1), own, "key", "api", "check"): 9,
        ReadKind(day, other, "key", "api", "versions"): 5,
    }
    async with pages_room.database.write() as connection:
        await add_reads(connection, counts)
    browser = await pages_room.browser(ADMINISTRATOR)
    page = await browser.get("/administration/knowledge")
    assert texts(page, "section[aria-labelledby=reads] tbody tr") == [
        "検索 1,234 6 1,240",
        "条文の閲覧 2 0 2",
    ]
    city = await pages_room.browser(ADMINISTRATOR, of=pages_room.city)
    assert texts(await city.get("/administration/knowledge"), "section[aria-labelledby=reads] tbody th") == [
        "版の一覧の閲覧"
    ]


async def test_nobody_has_read_yet(pages_room: PagesRoom) -> None:
    browser = await pages_room.browser(ADMINISTRATOR)
    assert "まだ読まれていません。" in (await browser.get("/administration/knowledge")).get_text()
