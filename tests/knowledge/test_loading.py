"""Files into collections."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from genkan.knowledge import FileReport, NamedFile, Outcome
from genkan.knowledge.errors import (
    BlankTitle,
    CollectionExists,
    CollectionNotFound,
    NoArticles,
    TooLarge,
    UnreadableFile,
    UnsupportedKind,
)
from genkan.knowledge.intake import loading
from genkan.knowledge.intake.keeping import ReadSource
from genkan.knowledge.parse import DamagedFile
from genkan.storage import metadata
from tests.knowledge.conftest import KnowledgeRoom
from tests.knowledge.law_xml import PARAGRAPHS_ONLY

RULE = "---\ntitle: 旅費規程\n---\n#### 第一条（目的）\n\n旅費を定める。\n"
LONGER = RULE + "\n#### 第二条（定義）\n\n用語を定める。\n"


async def jobs(room: KnowledgeRoom) -> list[str]:
    """The tasks that wait."""
    async with room.database.read() as connection:
        return [row.task for row in await connection.execute(metadata.tables["job"].select())]


async def test_a_file_becomes_a_document_with_its_articles(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    (report,) = await room.load(shelf, ryohi=LONGER)
    assert report == FileReport("ryohi.md", Outcome.LOADED, "旅費規程", report.document_id, 2)
    async with room.database.read() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf])
        contents = await room.library.contents(connection, document_id=document.id, collections=[shelf])
    assert (document.title, document.newest.articles, document.loaded_at) == ("旅費規程", 2, room.clock())
    assert [entry.anchor for entry in contents.entries] == ["1", "2"]


async def test_loading_is_recorded_and_leaves_a_job(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, ryohi=RULE)
    assert await room.events() == ["knowledge:document:loaded"]
    assert await jobs(room) == ["knowledge.build_index"]


async def test_the_same_content_changes_nothing(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, ryohi=RULE)
    (report,) = await room.load(shelf, ryohi=RULE)
    assert report.outcome is Outcome.UNCHANGED
    assert await room.events() == ["knowledge:document:loaded"]
    assert len(await jobs(room)) == 1


async def test_a_newer_file_of_the_same_name_keeps_the_id(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    (before,) = await room.load(shelf, ryohi=LONGER)
    (after,) = await room.load(shelf, ryohi=RULE)
    assert (after.outcome, after.document_id) == (Outcome.REPLACED, before.document_id)
    async with room.database.read() as connection:
        contents = await room.library.contents(connection, document_id=after.document_id, collections=[shelf])
    assert [entry.anchor for entry in contents.entries] == ["1"]
    assert len(await jobs(room)) == 2


async def test_the_same_name_in_two_collections_is_two_documents(room: KnowledgeRoom) -> None:
    one = await room.load(await room.collection("甲"), ryohi=RULE)
    other = await room.load(await room.collection("乙"), ryohi=RULE)
    assert one[0].document_id != other[0].document_id


async def test_bad_files_are_told_and_the_others_go_on(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    files = [
        NamedFile("a.md", RULE.encode()),
        NamedFile("b.md", b"\x89PNG\x00"),
        NamedFile("c.pdf", b"%PDF-1.7"),
        NamedFile("d.md", "本文だけです。".encode()),
        NamedFile("e.md", b"x" * 20_000_001),
        NamedFile("f.TXT", "第一条　本文。".encode("cp932")),
    ]
    report = await room.loader.load_files(files, collection_id=shelf.id, actor="command_line")
    assert [type(one.problem) for one in report.files] == [
        type(None),
        UnsupportedKind,
        DamagedFile,
        NoArticles,
        TooLarge,
        type(None),
    ]
    assert (report.count(Outcome.LOADED), report.count(Outcome.SKIPPED)) == (2, 4)
    async with room.database.read() as connection:
        assert len(await room.library.documents(connection, collections=[shelf])) == 2


async def test_a_folder_is_read_with_all_below_it(room: KnowledgeRoom, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    (folder / "personnel").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "ryohi.md").write_text(RULE)
    (folder / "personnel" / "ryohi.md").write_text(LONGER)
    (folder / "image.png").write_bytes(b"\x89PNG")
    (folder / ".git" / "config.txt").write_text("第一条　本文。")
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    large = folder / "large.txt"
    with large.open("wb") as file:
        file.truncate(500_000_000)
    shelf = await room.collection("規程集")
    told: list[FileReport] = []
    report = await room.loader.load_folder(
        folder, collection_id=shelf.id, actor="command_line", progress=told.append
    )
    assert [(one.name, one.outcome, type(one.problem)) for one in report.files] == [
        ("image.png", Outcome.SKIPPED, UnsupportedKind),
        ("large.txt", Outcome.SKIPPED, TooLarge),
        ("lost.txt", Outcome.SKIPPED, UnreadableFile),
        ("personnel/ryohi.md", Outcome.LOADED, type(None)),
        ("ryohi.md", Outcome.LOADED, type(None)),
    ]
    assert tuple(told) == report.files


async def test_a_document_can_be_withdrawn_and_come_back(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    (first,) = await room.load(shelf, ryohi=RULE)
    room.clock.advance(minutes=1)
    async with room.database.write() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf])
        await room.loader.withdraw(connection, document, actor="command_line")
    await room.library.build_index()
    async with room.database.read() as connection:
        assert await room.library.documents(connection, collections=[shelf]) == ()
    assert (await room.library.search("旅費", collections=[shelf])).hits == ()
    room.clock.advance(minutes=1)
    (again,) = await room.load(shelf, ryohi=RULE)
    assert (again.outcome, again.document_id) == (Outcome.REPLACED, first.document_id)
    assert await room.events() == [
        "knowledge:document:loaded",
        "knowledge:document:withdrawn",
        "knowledge:document:loaded",
    ]


async def test_an_unknown_collection(room: KnowledgeRoom) -> None:
    with pytest.raises(CollectionNotFound):
        await room.loader.load_files([], collection_id="none", actor="command_line")
    with pytest.raises(CollectionNotFound):
        async with room.database.write() as connection:
            await room.library.load_regulation(connection, "none", name="a.md", content=RULE.encode())


async def test_titles_of_collections(room: KnowledgeRoom) -> None:
    await room.collection("規程集")
    await room.collection("規程集", of=room.city)
    with pytest.raises(CollectionExists):
        await room.collection(" 規程集 ")
    with pytest.raises(BlankTitle):
        await room.collection("　 ")


async def test_two_loads_of_one_file_at_once(room: KnowledgeRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = await room.collection("規程集")
    both = asyncio.Barrier(2)
    whole = loading.read_source

    async def read(name: str, content: bytes) -> ReadSource:
        await both.wait()
        return await whole(name, content)

    monkeypatch.setattr(loading, "read_source", read)
    files = [NamedFile("ryohi.md", RULE.encode())]
    reports = await asyncio.gather(
        *(room.loader.load_files(files, collection_id=shelf.id, actor="command_line") for _ in range(2))
    )
    assert sorted(report.files[0].outcome for report in reports) == [Outcome.LOADED, Outcome.UNCHANGED]
    assert await room.events() == ["knowledge:document:loaded"]


async def test_a_repeal_is_taken_back_where_the_source_says_so(room: KnowledgeRoom) -> None:
    told = (
        "<a><law_id>405AC0000000088</law_id><amendment_enforcement_date>2020-04-01</amendment_enforcement_date>{}"
        + PARAGRAPHS_ONLY
        + "</a>"
    )
    shelf = await room.collection("法令")
    repealed = told.format("<repeal_status>Repeal</repeal_status><repeal_date>2026-04-01</repeal_date>")
    for says, ended in (
        (repealed, date(2026, 4, 1)),
        # A file that says nothing of it leaves it as it was.
        (told.format(""), date(2026, 4, 1)),
        (told.format("<repeal_status>None</repeal_status>"), None),
    ):
        files = [NamedFile("a.xml", says.encode())]
        await room.loader.load_files(files, collection_id=shelf.id, actor="command_line")
        async with room.database.read() as connection:
            (document,) = await room.library.documents(connection, collections=[shelf], every_version=True)
        assert (document.newest.valid_until, document.newest.repealed) == (ended, ended is not None)
