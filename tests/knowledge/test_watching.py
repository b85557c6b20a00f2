"""Watched folders."""

from pathlib import Path

import pytest

from genkan.knowledge import FolderWatch, Outcome, WatchedFolder
from genkan.knowledge.jobs import WATCH_FOLDERS
from genkan.storage import metadata
from tests.knowledge.conftest import KnowledgeRoom

RULE, LONGER = "第一条　本文。", "第一条　本文。\n第二条　附記。"


@pytest.fixture
def watch(room: KnowledgeRoom, tmp_path: Path) -> FolderWatch:
    return again(room, tmp_path)


def again(room: KnowledgeRoom, tmp_path: Path) -> FolderWatch:
    """The watch of another process on the same records and files."""
    return FolderWatch(
        database=room.database,
        queue=room.queue,
        clock=room.clock,
        loader=room.loader,
        place=tmp_path / "watched",
    )


@pytest.fixture
async def folder(room: KnowledgeRoom, watch: FolderWatch, tmp_path: Path) -> WatchedFolder:
    shelf = await room.collection("規程集")
    (tmp_path / "in").mkdir()
    watched = WatchedFolder(str(tmp_path / "in"), shelf.id, "command_line")
    watch.add(watched)
    return watched


async def test_a_file_is_loaded_once_it_no_longer_grows(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    file = tmp_path / "in" / "旅費.md"
    file.write_text(RULE[:4])
    assert await watch.look_into(folder) == ()
    file.write_text(RULE)
    assert await watch.look_into(folder) == ()
    (report,) = await watch.look_into(folder)
    assert (report.name, report.outcome) == ("旅費.md", Outcome.LOADED)
    assert await watch.look_into(folder) == ()
    assert file.read_text() == RULE


async def test_a_changed_file_is_loaded_again_also_after_a_restart(
    room: KnowledgeRoom, watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    file = tmp_path / "in" / "旅費.md"
    file.write_text(RULE)
    await watch.look_into(folder)
    await watch.look_into(folder)
    other = again(room, tmp_path)
    assert other.watched() == (folder,)
    assert await other.look_into(folder) == ()
    file.write_text(LONGER)
    assert await other.look_into(folder) == ()
    (report,) = await other.look_into(folder)
    assert (report.outcome, report.articles) == (Outcome.REPLACED, 2)


async def test_what_is_wrong_is_told_once_and_the_others_are_loaded(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    (tmp_path / "in" / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "in" / "b.md").write_text(RULE)
    await watch.look_into(folder)
    assert [report.outcome for report in await watch.look_into(folder)] == [Outcome.SKIPPED, Outcome.LOADED]
    assert await watch.look_into(folder) == ()
    seen = watch.seen(folder)
    assert "PDFとして読み取れません" in seen["a.pdf"].problem
    assert (seen["b.md"].outcome, seen["b.md"].problem) == ("loaded", "")


async def test_looking_leaves_the_job_for_the_next_time(
    room: KnowledgeRoom, watch: FolderWatch, folder: WatchedFolder
) -> None:
    await watch.look()
    await watch.begin()
    async with room.database.read() as connection:
        rows = (await connection.execute(metadata.tables["job"].select())).all()
    assert [row.task for row in rows] == [WATCH_FOLDERS]
    assert 0 < (rows[0].run_after - room.clock()).total_seconds() <= 10


async def test_nothing_watched_leaves_no_job(room: KnowledgeRoom, watch: FolderWatch) -> None:
    await watch.begin()
    async with room.database.read() as connection:
        assert (await connection.execute(metadata.tables["job"].select())).all() == []


async def test_a_folder_that_is_gone_or_no_longer_watched(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    (tmp_path / "in").rmdir()
    assert await watch.look_into(folder) == ()
    assert watch.remove(folder.folder) and not watch.remove(folder.folder)
    assert watch.watched() == ()
