"""The law of a day: versions loaded one after another, in search, by number, on pages, in prompts and in checks."""

from datetime import date, timedelta

import pytest

from genkan.knowledge import (
    Collection,
    NamedFile,
    Outcome,
    RegulationNotFound,
    SearchResult,
    Standing,
)
from tests.knowledge.conftest import KnowledgeRoom

APRIL_2020, APRIL_2023, APRIL_2027 = date(2020, 4, 1), date(2023, 4, 1), date(2027, 4, 1)


def rule(effective: date | None, amount: str, *, more: str = "") -> str:
    """The travel rule as of a day; its second article never changes."""
    front = f"effective: {effective}\n" if effective else ""
    return (
        f"---\ntitle: 旅費規程\n{front}---\n#### 第一条（宿泊費）\n\n宿泊費は、{amount}円とする。\n\n"
        f"#### 第二条（日当）\n\n日当は、第一条の例による。\n{more}"
    )


NEW_ARTICLE = "\n#### 第三条（取消料）\n\n取消料は、実費とする。\n"
VERSIONS = (
    rule(APRIL_2020, "一万"),
    rule(APRIL_2023, "二万", more=NEW_ARTICLE),
    rule(APRIL_2027, "三万", more=NEW_ARTICLE),
)


@pytest.fixture
async def shelf(room: KnowledgeRoom) -> Collection:
    """One rule in three versions; the last one is not in force yet. They came in no order."""
    collection = await room.collection("規程集")
    for number in (1, 0, 2):
        await room.load(collection, ryohi=VERSIONS[number])
    return collection


def said(result: SearchResult) -> list[tuple[str, str, Standing]]:
    """Label, amount or article, and standing of each hit."""
    return [(hit.label, hit.text[5:8], hit.standing) for hit in result.hits]


async def test_versions_divide_the_time_between_them(room: KnowledgeRoom, shelf: Collection) -> None:
    async with room.database.read() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf])
    assert [(each.valid_from, each.valid_until) for each in document.versions] == [
        (APRIL_2020, APRIL_2023),
        (APRIL_2023, APRIL_2027),
        (APRIL_2027, None),
    ]


# day asked for, amount that is found, whether the third article is there
DAYS = (
    (APRIL_2020 - timedelta(days=1), "", False),
    (APRIL_2020, "一万", False),
    (APRIL_2023 - timedelta(days=1), "一万", False),
    (APRIL_2023, "二万", True),
    (None, "二万", True),
    (APRIL_2027, "三万", True),
)


async def test_of_an_article_of_another_day_it_is_said_when_it_counts(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    async def steps(query: str, on: date) -> list[str]:
        found = await room.library.search(query, collections=[shelf], on=on)
        return [step.sentence for step in found.steps]

    assert (
        "「旅費規程」の第3条は、2023年（令和5年）4月1日から施行されます（基準日には施行されていません）。"
        in await steps("旅費規程第3条", APRIL_2020)
    )
    assert "「旅費規程」に第4条はありません。" in await steps("旅費規程第4条", APRIL_2020)
    await room.load(shelf, ryohi=rule(date(2028, 4, 1), "四万"))
    assert "「旅費規程」の第3条は、基準日には効力がありません。" in await steps(
        "旅費規程第3条", date(2028, 4, 1)
    )


@pytest.mark.parametrize(("day", "amount", "has_third"), DAYS)
async def test_only_what_is_in_force_on_the_day_is_there(
    room: KnowledgeRoom, shelf: Collection, day: date | None, amount: str, has_third: bool
) -> None:
    library, shelves = room.library, [shelf]
    for query in ("宿泊費はいくらか", "旅費規程第1条", "「宿泊費は」"):
        found = await library.search(query, collections=shelves, on=day)
        texts = [hit.text for hit in found.hits if hit.label == "第一条"]
        assert [amount in text for text in texts] == ([True] if amount else []), query
        assert {hit.standing for hit in found.hits} <= {Standing.IN_FORCE}
    third = await library.search("旅費規程第3条の取消料", collections=shelves, on=day)
    assert any(hit.label == "第三条" for hit in third.hits) is has_third
    named = await library.search("旅費規程", collections=shelves, on=day)
    assert len(named.hits) == (3 if has_third else 2 if amount else 0)
    passages = await library.retrieve("宿泊費はいくらか", collections=shelves, on=day)
    assert any(amount in passage.text for passage in passages) is bool(amount)
    async with room.database.read() as connection:
        assert len(await library.documents(connection, collections=shelves, on=day)) == bool(amount)


@pytest.mark.parametrize(("day", "amount", "has_third"), DAYS)
async def test_pages_show_the_version_of_the_day(
    room: KnowledgeRoom, shelf: Collection, day: date | None, amount: str, has_third: bool
) -> None:
    async with room.database.read() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf], every_version=True)
        if not amount:
            with pytest.raises(RegulationNotFound):
                await room.library.contents(connection, document_id=document.id, collections=[shelf], on=day)
            return
        page = await room.library.article(
            connection, document_id=document.id, anchor="2", collections=[shelf], on=day
        )
        first = await room.library.article(
            connection, document_id=document.id, anchor="1", collections=[shelf], on=day
        )
    suffix = f"?on={day}" if day else ""
    assert amount in first.article.text
    assert (page.following is not None) is has_third
    assert page.path_of(page.neighbours[0]) == f"/regulations/{document.id}/1{suffix}"
    links = [part.href for line in page.lines for part in line.parts if part.href]
    assert links == [f"/regulations/{document.id}/1{suffix}"]


async def test_every_version_is_given_where_asked_for_and_says_how_it_stands(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    found = await room.library.search("宿泊費", collections=[shelf], every_version=True)
    first = [hit for hit in found.hits if hit.label == "第一条"]
    assert {(hit.text[5:7], hit.standing, hit.valid_from) for hit in first} == {
        ("一万", Standing.ENDED, APRIL_2020),
        ("二万", Standing.IN_FORCE, APRIL_2023),
        ("三万", Standing.NOT_YET, APRIL_2027),
    }
    by_standing = {hit.standing: hit for hit in first}
    assert by_standing[Standing.ENDED].anchor.endswith("/1?on=2023-03-31")
    assert by_standing[Standing.NOT_YET].anchor.endswith("/1?on=2027-04-01")
    assert len({hit.version_id for hit in first}) == 3


async def test_an_article_that_no_version_changed_is_one_hit_for_all_of_them(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    found = await room.library.search("日当", collections=[shelf], every_version=True)
    (second,) = [hit for hit in found.hits if hit.label == "第二条"]
    assert (second.valid_from, second.valid_until, second.standing) == (APRIL_2020, None, Standing.IN_FORCE)


async def test_the_day_changes_at_midnight_in_japan(room: KnowledgeRoom, shelf: Collection) -> None:
    """Fifteen hours of the day before are left in UTC."""
    room.clock.moment = room.clock.moment.replace(year=2027, month=3, day=31, hour=14, minute=59)
    assert "二万" in (await room.library.search("旅費規程第1条", collections=[shelf])).hits[0].text
    room.clock.advance(minutes=1)
    assert "三万" in (await room.library.search("旅費規程第1条", collections=[shelf])).hits[0].text


async def test_a_file_of_the_same_day_corrects_that_version(room: KnowledgeRoom, shelf: Collection) -> None:
    (report,) = await room.load(shelf, ryohi=rule(APRIL_2020, "九千"))
    assert report.outcome is Outcome.REPLACED
    found = await room.library.search("旅費規程第1条", collections=[shelf], on=APRIL_2020)
    assert "九千" in found.hits[0].text
    found = await room.library.search("宿泊費", collections=[shelf], every_version=True)
    assert not any("一万" in hit.text for hit in found.hits)


async def test_a_file_without_a_day_corrects_what_is_in_force_and_leaves_the_version_to_come(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    await room.load(shelf, ryohi=rule(None, "四万"))
    found = await room.library.search("旅費規程第1条", collections=[shelf], on=APRIL_2027)
    assert "三万" in found.hits[0].text
    assert "四万" in (await room.library.search("旅費規程第1条", collections=[shelf])).hits[0].text


async def test_an_older_file_loaded_again_changes_nothing(room: KnowledgeRoom, shelf: Collection) -> None:
    (report,) = await room.load(shelf, ryohi=VERSIONS[0])
    assert report.outcome is Outcome.UNCHANGED


async def test_outcomes_tell_a_version_from_a_new_document(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程集")
    outcomes = [(await room.load(collection, ryohi=text))[0].outcome for text in VERSIONS]
    assert outcomes == [Outcome.LOADED, Outcome.NEW_VERSION, Outcome.NEW_VERSION]


async def test_where_most_texts_are_out_of_force_the_one_in_force_is_still_found(
    room: KnowledgeRoom,
) -> None:
    """More texts of the past match than are looked at, and better."""
    collection = await room.collection("規程集")
    past = "\n".join(f"#### 第{number}条\n\n宿泊費の定め。\n" for number in range(1, 251))
    now = "#### 第一条\n\nほかの事に加え、長い文の中で宿泊費の事にも、少しだけ触れることとする。\n"
    files = [
        NamedFile("a.md", f"---\ntitle: 旧\neffective: 2020-04-01\n---\n{past}".encode()),
        NamedFile("a.md", f"---\ntitle: 旧\neffective: 2023-04-01\n---\n{now}".encode()),
    ]
    await room.loader.load_files(files, collection_id=collection.id, actor="test")
    await room.library.build_index()
    found = await room.library.search("宿泊費の定め", collections=[collection])
    assert [hit.text[:2] for hit in found.hits] == ["ほか"]
