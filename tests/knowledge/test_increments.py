"""Builds that go on from the one in force: what they share, what a killed one leaves, what is derived from all."""

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence

import msgspec
import pytest

from genkan.knowledge import Collection, IndexUnavailable, Library
from genkan.knowledge.errors import IndexWorkerLost
from genkan.knowledge.index import (
    EXTRAS,
    Crew,
    FolderEngine,
    IndexedDocument,
    Unprepared,
    contributions,
    current_name,
    memo,
    prepare,
)
from genkan.knowledge.index.crew import _Worker
from genkan.knowledge.indexing import indexing
from genkan.knowledge.indexing.indexing import Indexing, read_documents
from genkan.knowledge.indexing.keeper import IndexKeeper
from genkan.knowledge.text.tokenise import SudachiSegmenter
from tests.knowledge.conftest import KnowledgeRoom


def rule(title: str, text: str = "宿泊費を定める。") -> str:
    """A regulation of one article."""
    return f"---\ntitle: {title}\n---\n#### 第一条（目的）\n\n{text}\n"


def inodes(room: KnowledgeRoom) -> dict[str, int]:
    """The segment files of the build in force."""
    build = room.folder / current_name(room.folder)
    return {path.name: path.stat().st_ino for path in build.glob("*.store")}


async def titles(library: Library, query: str, *shelves: Collection) -> list[str]:
    """The titles of what is found."""
    return sorted(hit.law_title for hit in (await library.search(query, collections=shelves)).hits)


async def test_an_update_shares_the_files_that_stay(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=rule("甲規程"), b=rule("乙規程"))
    before = inodes(room)
    await room.load(shelf, c=rule("丙規程"))
    assert before.items() <= inodes(room).items()
    assert await titles(room.library, "宿泊費", shelf) == ["丙規程", "乙規程", "甲規程"]


async def test_only_changed_documents_are_read_again(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=rule("甲規程"), b=rule("乙規程"))
    told: list[tuple[int, int]] = []
    async with room.database.write() as connection:
        await room.library.load_regulation(
            connection, shelf.id, name="b.md", content=rule("乙規程", "旅費を定める。").encode()
        )
    await room.library.build_index(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert await titles(room.library, "宿泊費", shelf) == ["甲規程"]
    assert await titles(room.library, "旅費", shelf) == ["乙規程"]


async def test_counts_stay_right_over_many_updates(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    for number in range(12):
        await room.load(shelf, a=rule("甲規程", f"宿泊費を第{number}とする。"), b=rule("乙規程"))
    await room.library.stop()
    fresh = Library(room.database, room.clock, room.folder)
    assert await titles(fresh, "宿泊費", shelf) == ["乙規程", "甲規程"]
    manifest = fresh._keeper.opened().index.manifest
    assert (manifest.articles, manifest.passages, len(manifest.documents)) == (2, 2, 2)
    await fresh.stop()


async def test_an_index_that_is_mostly_out_of_use_is_built_anew(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    many = "".join(f"\n#### 第{number}条\n\n宿泊費の{number}。\n" for number in range(2, 12))
    await room.load(shelf, a=rule("甲規程") + many, b=rule("乙規程"))
    await room.load(shelf, a=rule("甲規程"))
    assert room.library._keeper.opened().index.manifest.dead == 22
    before = inodes(room)
    await room.load(shelf, b=rule("乙規程", "旅費。"))
    assert not before.items() & inodes(room).items()
    assert room.library._keeper.opened().index.manifest.dead == 0


async def test_a_file_that_was_changed_since_it_was_read_is_noticed(room: KnowledgeRoom) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=rule("甲規程"))
    build = room.folder / current_name(room.folder)
    store = next(build.glob("*.store"))
    content = bytearray(store.read_bytes())
    content[5] ^= 0xFF
    store.write_bytes(content)
    await room.load(shelf, b=rule("乙規程"))
    assert not (room.folder / current_name(room.folder) / store.name).exists()
    assert await titles(room.library, "宿泊費", shelf) == ["乙規程", "甲規程"]


BUILDER = """
import asyncio, sys, time
from pathlib import Path
from genkan.kit import system_clock
from genkan.knowledge import Library
from genkan.knowledge.index import folder as engine
from genkan.knowledge.index import generations
from genkan.storage import Database

url, folder, stage = sys.argv[1:]

def hang(*_given, **_named):
    print("here", flush=True)
    time.sleep(600)

if stage == "finished":
    engine.put_in_force = hang
if stage == "renamed":
    generations._write_durably = hang
library = Library(Database(url), system_clock, Path(folder))
asyncio.run(library.build_index(progress=hang if stage == "documents" else None))
"""


@pytest.mark.parametrize("stage", ["documents", "finished", "renamed"])
async def test_a_killed_build_leaves_the_one_in_force(
    room: KnowledgeRoom, database_url: str, stage: str
) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=rule("甲規程"))
    in_force = current_name(room.folder)
    async with room.database.write() as connection:
        await room.library.load_regulation(connection, shelf.id, name="b.md", content=rule("乙規程").encode())
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BUILDER, database_url, str(room.folder), stage, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"here\n"
    process.send_signal(signal.SIGKILL)
    await process.wait()

    assert current_name(room.folder) == in_force
    fresh = Library(room.database, room.clock, room.folder)
    assert await titles(fresh, "宿泊費", shelf) == ["甲規程"]
    assert await fresh.build_index()
    assert await titles(fresh, "宿泊費", shelf) == ["乙規程", "甲規程"]
    assert len([path for path in room.folder.iterdir() if path.is_dir()]) == 2
    await fresh.stop()


async def _unprepared(room: KnowledgeRoom) -> list[Unprepared]:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=rule("甲規程"), b=rule("乙規程", "令和七年四月一日から施行する。"))
    async with room.database.read() as connection:
        ids = [each.id for each in await room.library.documents(connection, collections=[shelf])]
        return await read_documents(connection, ids)


async def test_a_crew_prepares_what_this_process_would(
    room: KnowledgeRoom, segmenter: SudachiSegmenter
) -> None:
    documents = await _unprepared(room)
    async with Crew(2) as crew:
        prepared = await asyncio.gather(*(crew.prepare(each) for each in documents * 3))
    here = [
        prepare(each, segmenter=segmenter, extras=contributions(each, extras=EXTRAS)) for each in documents
    ]
    assert prepared == here * 3


async def test_a_worker_that_dies_is_told(room: KnowledgeRoom) -> None:
    documents = await _unprepared(room)
    async with Crew(1) as crew:
        (worker,) = crew._workers
        worker._process.kill()
        with pytest.raises(IndexWorkerLost):
            await crew.prepare(documents[0])


async def test_many_documents_are_built_by_a_crew_and_a_lost_one_leaves_the_index(
    room: KnowledgeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = await room.collection("規程集")
    await room.load(shelf, a=rule("甲規程"))
    monkeypatch.setattr(indexing, "_WORTH_A_CREW", 2)
    asked = _Worker.ask

    async def die(worker: _Worker, question: bytes) -> bytes:
        worker._process.kill()
        return await asked(worker, question)

    with monkeypatch.context() as patch:
        patch.setattr(_Worker, "ask", die)
        with pytest.raises(IndexWorkerLost):
            await room.load(shelf, b=rule("乙規程"), c=rule("丙規程"))
    assert await titles(room.library, "宿泊費", shelf) == ["甲規程"]
    await room.library.build_index()
    assert await titles(room.library, "宿泊費", shelf) == ["丙規程", "乙規程", "甲規程"]


class Titles:
    """Derives the titles of all documents, by id."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def contribution(self, unprepared: Unprepared) -> bytes:
        self.asked.append(unprepared.document.title)
        return unprepared.document.title.encode()

    def join(
        self, before: bytes, *, changed: Mapping[str, bytes], documents: Sequence[IndexedDocument]
    ) -> bytes:
        known: dict[str, str] = msgspec.json.decode(before) if before else {}
        known |= {document: title.decode() for document, title in changed.items()}
        return msgspec.json.encode({document.id: known[document.id] for document in documents})


async def test_derived_files_follow_the_documents(room: KnowledgeRoom, segmenter: SudachiSegmenter) -> None:
    keeper = IndexKeeper(FolderEngine(room.folder, room.clock), entries=(), segmenter=segmenter)
    derived = Titles()
    builder = Indexing(room.database, keeper=keeper, extras={"titles": derived})
    shelf = await room.collection("規程集")
    read: list[list[str]] = []
    for name, title in (("a.md", "甲規程"), ("b.md", "乙規程"), ("a.md", "丙規程")):
        async with room.database.write() as connection:
            await room.library.load_regulation(connection, shelf.id, name=name, content=rule(title).encode())
        await builder.build()
        content = keeper.opened().index.extra("titles")
        read.append(sorted(msgspec.json.decode(content, type=dict[str, str]).values()))
    assert read == [["甲規程"], ["乙規程", "甲規程"], ["丙規程", "乙規程"]]
    assert derived.asked == ["甲規程", "乙規程", "丙規程"]
    assert keeper.opened().index.extra("nothing") == b""


async def test_a_damaged_derived_file_is_noticed(room: KnowledgeRoom, segmenter: SudachiSegmenter) -> None:
    keeper = IndexKeeper(FolderEngine(room.folder, room.clock), entries=(), segmenter=segmenter)
    await Indexing(room.database, keeper=keeper, extras={"titles": Titles()}).build()
    build = room.folder / current_name(room.folder)
    (build / "titles.extra").write_bytes(b"{")
    with pytest.raises(IndexUnavailable):
        IndexKeeper(FolderEngine(room.folder, room.clock), entries=(), segmenter=segmenter).opened()


class Counting(SudachiSegmenter):
    """Notes what it is asked to cut for the index."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def bases(self, text: str) -> tuple[str, ...]:
        self.asked.append(text)
        return super().bases(text)


async def test_of_a_long_document_only_new_lines_are_cut_again(
    room: KnowledgeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memo, "_LONG", 5)
    segmenter = Counting()
    library = Library(room.database, room.clock, room.folder, segmenter=segmenter)
    shelf = await room.collection("規程集")
    texts = [f"{rule('甲規程')}\n#### 第二条\n\n{text}\n" for text in ("旅費。", "日当を定める。", "日当。")]
    asked: list[list[str]] = []
    for text in texts:
        segmenter.asked.clear()
        async with room.database.write() as connection:
            await library.load_regulation(connection, shelf.id, name="a.md", content=text.encode())
        await library.build_index()
        asked.append(segmenter.asked[:])
    assert asked[1:] == [["日当を定める。"], ["日当。"]]
    assert len(asked[0]) > 3
    build = room.folder / current_name(room.folder)
    assert len(list(build.glob("*.memo"))) == 1
    assert await titles(library, "宿泊費", shelf) == ["甲規程"]
    assert (await library.search("「日当。」", collections=[shelf])).hits[0].label == "第二条"
    # a document that is no longer long, and one that is gone, leave nothing behind
    monkeypatch.setattr(memo, "_LONG", 400)
    await room.load(shelf, a=rule("甲規程"))
    assert not list((room.folder / current_name(room.folder)).glob("*.memo"))
    await library.stop()
