"""Machines that share a folder: whoever builds publishes, the others take it over, also while it changes."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest

from genkan.knowledge import IndexState, IndexUnavailable, Library
from genkan.knowledge.errors import IndexWorkerLost
from genkan.knowledge.index import Crew, Unprepared, bring_over, current_name, generations
from genkan.knowledge.index.folder import FolderEngine
from genkan.knowledge.indexing import following, indexing
from tests.knowledge.conftest import KnowledgeRoom

RULE = "---\ntitle: {}\n---\n#### 第一条（宿泊費）\n\n宿泊費を定める。\n"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder on shared storage; nothing makes it beforehand."""
    return tmp_path / "shared" / "index"


@pytest.fixture
async def machine(
    room: KnowledgeRoom, tmp_path: Path, shared: Path
) -> AsyncIterator[Callable[[str], Library]]:
    """Makes a machine with a folder of its own, a library on the same database."""
    libraries: list[Library] = []

    def make(name: str) -> Library:
        library = Library(room.database, room.clock, tmp_path / name, shared=shared)
        libraries.append(library)
        return library

    yield make
    for library in libraries:
        await library.stop()


async def load(room: KnowledgeRoom, *titles: str) -> None:
    """Load regulations of these titles without building."""
    collection = next(iter(await room.readable(room.ministry)), None) or await room.collection("規程集")
    async with room.database.write() as connection:
        for title in titles:
            content = RULE.format(title).encode()
            await room.library.load_regulation(connection, collection.id, name=f"{title}.md", content=content)


async def titles(room: KnowledgeRoom, library: Library) -> list[str]:
    """What a machine finds."""
    found = await library.search("宿泊費", collections=await room.readable(room.ministry))
    return sorted(hit.law_title for hit in found.hits)


async def eventually(room: KnowledgeRoom, library: Library, expected: list[str]) -> None:
    """Wait until a machine finds these."""
    async with asyncio.timeout(60):
        while True:
            try:
                if await titles(room, library) == expected:
                    return
            except IndexUnavailable:
                pass
            await asyncio.sleep(0.05)


async def test_a_machine_takes_over_what_another_built(
    room: KnowledgeRoom, tmp_path: Path, machine: Callable[[str], Library]
) -> None:
    one, other = machine("one"), machine("other")
    await load(room, "甲規程")
    assert await one.build_index()
    assert not await other.build_index()
    assert await titles(room, other) == ["甲規程"]
    assert current_name(tmp_path / "one") == current_name(tmp_path / "other")


async def test_a_running_machine_follows(
    room: KnowledgeRoom, machine: Callable[[str], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_EVERY_SECONDS", 0.05)
    one, other = machine("one"), machine("other")
    await load(room, "甲規程")
    await one.start()
    await other.start()
    await load(room, "乙規程")
    async with room.database.read() as connection:
        assert await other.index_state(connection) is IndexState.OLDER
    await one.build_index()
    await eventually(room, other, ["乙規程", "甲規程"])
    # and the other way round
    await load(room, "丙規程")
    await other.build_index()
    await eventually(room, one, ["丙規程", "乙規程", "甲規程"])


async def test_files_that_are_there_are_not_copied_again(
    room: KnowledgeRoom, tmp_path: Path, machine: Callable[[str], Library]
) -> None:
    one, other = machine("one"), machine("other")
    await load(room, "甲規程")
    await one.build_index()
    await other.build_index()
    before = _inodes(tmp_path / "other")
    await load(room, "乙規程")
    await one.build_index()
    await other.build_index()
    assert before.items() <= _inodes(tmp_path / "other").items()
    assert len(_inodes(tmp_path / "other")) == len(before) + 1


@pytest.mark.parametrize("damage", ["missing", "changed", "format", "manifest", "pointer"])
async def test_what_is_damaged_is_not_taken_over(
    room: KnowledgeRoom, tmp_path: Path, shared: Path, machine: Callable[[str], Library], damage: str
) -> None:
    one, other = machine("one"), machine("other")
    await load(room, "甲規程")
    await one.build_index()
    await other.build_index()
    await load(room, "乙規程")
    await one.build_index()
    _damage(shared, damage)
    assert not bring_over(shared, tmp_path / "other")
    assert await titles(room, other) == ["甲規程"]
    assert not list((tmp_path / "other").glob("unfinished-*"))
    # the machine helps itself, and the others with it
    assert await other.build_index()
    assert await titles(room, other) == ["乙規程", "甲規程"]


async def test_a_publication_that_was_lost_is_made_again(
    room: KnowledgeRoom, tmp_path: Path, shared: Path, machine: Callable[[str], Library]
) -> None:
    one = machine("one")
    await load(room, "甲規程")
    await one.build_index()
    shutil.rmtree(shared)
    assert not await one.build_index()
    assert current_name(shared) == current_name(tmp_path / "one")


async def test_a_machine_whose_shared_folder_is_gone_goes_on(
    room: KnowledgeRoom,
    shared: Path,
    machine: Callable[[str], Library],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(following, "_EVERY_SECONDS", 0.02)
    one = machine("one")
    await load(room, "甲規程")
    await one.start()
    (shared / "current").unlink()
    (shared / "current").mkdir()
    async with asyncio.timeout(60):
        while not caplog.records:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    assert len(caplog.records) == 1
    assert await titles(room, one) == ["甲規程"]


def _inodes(folder: Path) -> dict[str, int]:
    build = folder / current_name(folder)
    return {path.name: path.stat().st_ino for path in build.glob("*.store")}


def _damage(shared: Path, damage: str) -> None:
    build = shared / current_name(shared)
    manifest = msgspec.json.decode((build / "manifest.json").read_bytes())
    if damage == "missing":
        for path in build.glob("*.idx"):
            path.unlink()
    elif damage == "changed":
        for path in build.glob("*.idx"):
            path.write_bytes(path.read_bytes()[:-1] + b"x")
    elif damage == "format":
        (build / "manifest.json").write_bytes(msgspec.json.encode(manifest | {"format": 10_000}))
    elif damage == "manifest":
        (build / "manifest.json").write_bytes(b"{")
    else:
        (shared / "current").write_text("nowhere")


async def test_a_start_does_not_wait_for_a_long_build(
    room: KnowledgeRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_WORTH_A_CREW", 1)
    await load(room, "甲規程")
    library = Library(room.database, room.clock, tmp_path / "alone")
    await library.start()
    with pytest.raises(IndexUnavailable):
        await titles(room, library)
    await eventually(room, library, ["甲規程"])
    await library.stop()


async def test_a_long_build_that_fails_is_told_to_the_operator(
    room: KnowledgeRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(indexing, "_WORTH_A_CREW", 1)

    async def lose(_crew: Crew, _unprepared: Unprepared) -> None:
        raise IndexWorkerLost

    monkeypatch.setattr(Crew, "prepare", lose)
    await load(room, "甲規程")
    library = Library(room.database, room.clock, tmp_path / "alone")
    await library.start()
    async with asyncio.timeout(60):
        while not caplog.records:
            await asyncio.sleep(0.02)
    assert "genkan knowledge publish" in caplog.text
    await library.stop()


async def test_a_machine_that_was_killed_while_it_took_over_takes_over_again(
    room: KnowledgeRoom, tmp_path: Path, machine: Callable[[str], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = machine("one"), machine("other")
    await load(room, "甲規程")
    await one.build_index()

    class Killed(BaseException):
        """The process ends here."""

    def die(_path: Path, _text: str) -> None:
        raise Killed

    monkeypatch.setattr(generations, "_write_durably", die)
    with pytest.raises(Killed):
        bring_over(tmp_path / "shared" / "index", tmp_path / "other")
    monkeypatch.undo()
    assert current_name(tmp_path / "other") == ""
    await other.start()
    assert current_name(tmp_path / "other") == current_name(tmp_path / "one")
    assert await titles(room, other) == ["甲規程"]


async def test_a_machine_starts_although_the_published_build_cannot_be_taken_over(
    room: KnowledgeRoom,
    machine: Callable[[str], Library],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(following, "_EVERY_SECONDS", 0.02)
    one = machine("one")
    await load(room, "甲規程")
    await one.build_index()
    other = machine("other")
    whole = FolderEngine.fetch

    async def fail(_engine: FolderEngine) -> bool:
        raise RuntimeError("odd")

    monkeypatch.setattr(FolderEngine, "fetch", fail)
    await other.start()
    await asyncio.sleep(0.2)
    assert caplog.text.count("odd") == 1
    monkeypatch.setattr(FolderEngine, "fetch", whole)
    await load(room, "乙規程")
    await one.build_index()
    await eventually(room, other, ["乙規程", "甲規程"])


async def test_a_background_build_that_fails_is_tried_again(
    room: KnowledgeRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(following, "_SERVER_SECONDS", 0.01)
    monkeypatch.setattr(indexing, "_WORTH_A_CREW", 1)
    whole, tried = indexing.Indexing.build, list[int]()

    async def fail(index: indexing.Indexing, **others: indexing.Progress | None) -> bool:
        tried.append(1)
        if len(tried) < 4:
            raise RuntimeError("odd")
        monkeypatch.setattr(indexing, "_WORTH_A_CREW", 300)
        return await whole(index, **others)

    monkeypatch.setattr(indexing.Indexing, "build", fail)
    await load(room, "甲規程")
    library = Library(room.database, room.clock, tmp_path / "alone")
    await library.start()
    await eventually(room, library, ["甲規程"])
    assert (len(tried), caplog.text.count("could not be built")) == (4, 1)
    await library.stop()
