"""Watched folders."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Row

from genkan.knowledge import FolderWatch, Inbox, NamedFile, Outcome, Receiver, WatchedFolder
from genkan.knowledge.intake import watching
from genkan.knowledge.jobs import WATCH_FOLDERS, intake_tasks
from genkan.knowledge.sources import files_named
from genkan.knowledge.sources.errors import NotAFile, OutsideFolder
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


async def test_a_folder_that_is_away_for_a_moment_forgets_nothing(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    place = tmp_path / "in"
    (place / "旅費.md").write_text(RULE)
    await watch.look_into(folder)
    await watch.look_into(folder)
    known = watch.seen(folder)
    place.rename(tmp_path / "away")
    assert await watch.look_into(folder) == ()
    told = watch.seen(folder)
    assert told["旅費.md"] == known["旅費.md"]
    assert "開けないか、フォルダーが空になっています" in told["."].problem
    # The place where a share is mounted is there, and empty.
    place.mkdir()
    assert await watch.look_into(folder) == ()
    assert watch.seen(folder) == told
    place.rmdir()
    (tmp_path / "away").rename(place)
    assert await watch.look_into(folder) == ()
    assert watch.seen(folder) == known


async def test_an_empty_folder_that_comes_back_is_nothing_wrong(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    (tmp_path / "in").rmdir()
    await watch.look_into(folder)
    assert list(watch.seen(folder)) == ["."]
    (tmp_path / "in").mkdir()
    await watch.look_into(folder)
    assert watch.seen(folder) == {}


async def test_one_file_and_one_folder_do_not_stop_the_others(
    room: KnowledgeRoom,
    watch: FolderWatch,
    folder: WatchedFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "a.md").write_text(RULE)
    lost = WatchedFolder(str(tmp_path / "lost"), "no such collection", "command_line")
    watch.remove(folder.folder)
    watch.add(lost)
    watch.add(folder)
    (tmp_path / "in" / "a.md").write_text(RULE)
    (tmp_path / "in" / "b.md").write_text(RULE)

    def broken(path: Path, *, name: str, folder: Path) -> Iterator[NamedFile]:
        if name == "a.md" and path.parent.name == "in":
            raise ZeroDivisionError
        return files_named(path, name=name, folder=folder)

    monkeypatch.setattr(watching, "files_named", broken)
    await watch.look()
    await watch.look()
    seen = watch.seen(folder)
    assert (seen["a.md"].loaded, seen["a.md"].outcome) == (True, "skipped")
    assert "予期しない誤り" in seen["a.md"].problem
    assert (seen["b.md"].loaded, seen["b.md"].outcome) == (True, "loaded")
    assert "指定された規程集は見つかりません" in watch.seen(lost)["."].problem
    assert not watch.seen(lost)["a.md"].loaded
    assert [row.task for row in await open_jobs(room)].count(WATCH_FOLDERS) == 1


async def test_a_folder_that_cannot_be_looked_into_is_told_once(
    watch: FolderWatch,
    folder: WatchedFolder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_folder: Path) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(watching, "_present", broken)
    await watch.look()
    await watch.look()
    assert "予期しない誤り" in watch.seen(folder)["."].problem
    (record,) = caplog.records
    assert record.exc_info is not None and record.exc_info[0] is ZeroDivisionError


async def test_the_next_look_is_left_when_this_one_ends(
    room: KnowledgeRoom, watch: FolderWatch, folder: WatchedFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def long(_self: FolderWatch, _watched: WatchedFolder) -> None:
        assert await open_jobs(room) == []
        room.clock.advance(minutes=5)
        raise KeyboardInterrupt

    monkeypatch.setattr(FolderWatch, "look_into", long)
    with pytest.raises(KeyboardInterrupt):
        await watch.look()
    (job,) = await open_jobs(room)
    assert job.run_after > room.clock()


async def test_a_look_whose_process_died_is_followed_by_another(
    room: KnowledgeRoom, watch: FolderWatch, folder: WatchedFolder
) -> None:
    receiver = Receiver(Inbox(watch.place, room.clock), loader=room.loader, queue=room.queue)
    lost = intake_tasks(receiver, watch)[WATCH_FOLDERS].lost
    assert lost is not None
    await lost({})
    assert [row.task for row in await open_jobs(room)] == [WATCH_FOLDERS]


async def test_links_and_pipes_in_a_folder_are_told(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(RULE)
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(tmp_path / "in" / "b.txt")
    (tmp_path / "in" / "c.md").write_text(RULE)
    await watch.look_into(folder)
    found = {report.name: type(report.problem) for report in await watch.look_into(folder)}
    assert found == {"a.txt": OutsideFolder, "b.txt": NotAFile, "c.md": type(None)}
    assert await watch.look_into(folder) == ()


async def test_a_state_that_is_damaged_or_written_twice_at_once(
    watch: FolderWatch, folder: WatchedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in" / "a.md").write_text(RULE)
    await watch.look_into(folder)
    (state,) = [path for path in watch.place.glob("*.json") if path.name != "folders.json"]
    whole = state.read_bytes()
    replace = Path.replace

    def meanwhile(path: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        watch.add(folder)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", meanwhile)
    watch.add(folder)
    assert watch.watched() == (folder,)
    assert sorted(path.name for path in watch.place.iterdir()) == sorted(["folders.json", state.name])
    state.write_bytes(whole[:-5])
    assert watch.seen(folder) == {}


async def open_jobs(room: KnowledgeRoom) -> list[Row[tuple[object, ...]]]:
    """The jobs that wait."""
    async with room.database.read() as connection:
        return list((await connection.execute(metadata.tables["job"].select())).all())
