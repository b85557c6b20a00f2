"""The index on disk: current, older, missing, damaged; many readers and one builder."""

import asyncio
import fcntl
from pathlib import Path

import pytest

from genkan.knowledge import IndexState, IndexUnavailable, Library
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.index import current_name, only_builder
from tests.knowledge.conftest import KnowledgeRoom

RULE = "---\ntitle: 旅費規程\n---\n#### 第一条（宿泊費）\n\n宿泊費を定める。\n"


async def state(room: KnowledgeRoom) -> IndexState:
    """How the index stands to the database."""
    async with room.database.read() as connection:
        return await room.library.index_state(connection)


async def test_from_missing_to_current_to_older(room: KnowledgeRoom) -> None:
    assert await state(room) is IndexState.MISSING
    with pytest.raises(IndexUnavailable):
        await room.library.search("旅費", collections=())
    shelf = await room.collection("規程集")
    await room.load(shelf, a=RULE)
    assert await state(room) is IndexState.CURRENT
    async with room.database.write() as connection:
        await room.library.load_regulation(connection, shelf.id, name="b.md", content=RULE.encode())
    assert await state(room) is IndexState.OLDER
    assert await room.library.build_index()
    assert await state(room) is IndexState.CURRENT


async def test_nothing_is_built_where_nothing_changed(room: KnowledgeRoom) -> None:
    assert await room.library.build_index()
    assert not await room.library.build_index()


async def test_progress_counts_documents(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    async with room.database.write() as connection:
        for name in ("a.md", "b.md"):
            await room.library.load_regulation(connection, shelf.id, name=name, content=RULE.encode())
    told: list[tuple[int, int]] = []
    await room.library.start(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize("damage", ["truncate", "flip", "delete", "manifest", "pointer"])
async def test_a_damaged_index_is_built_anew(room: KnowledgeRoom, damage: str) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=RULE)
    await room.library.stop()
    _damage(room.folder, damage)
    library = Library(room.database, room.clock, room.folder)
    with pytest.raises(IndexUnavailable):
        await library.search("宿泊費", collections=[shelf])
    assert await library.build_index()
    assert (await library.search("宿泊費", collections=[shelf])).hits
    await library.stop()


async def test_an_older_form_is_built_anew(room: KnowledgeRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    await room.library.build_index()
    monkeypatch.setattr("genkan.knowledge.index.opened.FORMAT", 0)
    assert await room.library.build_index()


async def test_a_reader_goes_on_with_the_older_index_while_a_newer_one_is_damaged(
    room: KnowledgeRoom,
) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=RULE)
    assert (await room.library.search("宿泊費", collections=[shelf])).hits
    (room.folder / "current").write_text("nowhere")
    assert (await room.library.search("宿泊費", collections=[shelf])).hits


async def test_another_process_sees_the_new_index(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=RULE)
    reader = Library(room.database, room.clock, room.folder)
    assert len((await reader.search("宿泊費", collections=[shelf])).hits) == 1
    await room.load(shelf, b=RULE)
    assert len((await reader.search("宿泊費", collections=[shelf])).hits) == 2
    await reader.stop()


async def test_builders_take_turns_and_build_once(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    async with room.database.write() as connection:
        await room.library.load_regulation(connection, shelf.id, name="a.md", content=RULE.encode())
    others = [Library(room.database, room.clock, room.folder) for _ in range(3)]
    built = await asyncio.gather(*(library.build_index() for library in others))
    assert sorted(built) == [False, False, True]
    for library in others:
        assert (await library.search("宿泊費", collections=[shelf])).hits
        await library.stop()


async def test_a_builder_that_never_ends_is_named(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(IndexBusy):
            async with only_builder(tmp_path, patience=0.2):
                pass
    async with only_builder(tmp_path, patience=0.2):
        pass


async def test_old_builds_are_removed_but_the_last(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    for number in range(4):
        await room.load(shelf, a=RULE + f"\n#### 第{number + 2}条\n\n追加。\n")
    builds = [path for path in room.folder.iterdir() if path.is_dir()]
    assert len(builds) == 2
    assert current_name(room.folder) in {path.name for path in builds}


def _damage(folder: Path, damage: str) -> None:
    build = folder / current_name(folder)
    store = next(build.glob("*.store"))
    if damage == "truncate":
        store.write_bytes(store.read_bytes()[:-10])
    elif damage == "flip":
        content = bytearray(store.read_bytes())
        content[5] ^= 0xFF
        store.write_bytes(content)
    elif damage == "delete":
        store.unlink()
    elif damage == "manifest":
        (build / "manifest.json").write_text("{")
    else:
        (folder / "current").write_bytes(b"\xff\xfe")
