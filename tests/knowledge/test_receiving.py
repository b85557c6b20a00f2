"""Files that were handed in: kept until they are loaded, whatever happens meanwhile."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from genkan.knowledge import FileState, Inbox, Outcome, Receiver
from genkan.knowledge.errors import CollectionNotFound, UploadNotFound
from genkan.knowledge.intake import receiving
from genkan.knowledge.intake.errors import TooManyWaiting
from genkan.knowledge.jobs import LOAD_UPLOAD
from genkan.knowledge.sources import UPLOAD_LIMITS, ArchiveLimits
from genkan.storage import metadata
from tests.knowledge.conftest import KnowledgeRoom

RULE = "第一条　本文。".encode()


@pytest.fixture
def receiver(room: KnowledgeRoom, tmp_path: Path) -> Receiver:
    return Receiver(Inbox(tmp_path / "inbox", room.clock), loader=room.loader, queue=room.queue)


async def received(room: KnowledgeRoom, receiver: Receiver, collection_id: str, **files: bytes) -> str:
    named = [(name, io.BytesIO(content)) for name, content in files.items()]
    async with room.database.write() as connection:
        return await receiver.receive(connection, named, collection_id=collection_id, actor="person")


async def test_files_wait_until_the_job_loads_them(room: KnowledgeRoom, receiver: Receiver) -> None:
    shelf = await room.collection("規程集")
    upload_id = await received(room, receiver, shelf.id, **{"甲.txt": RULE, "乙.pdf": b"%PDF-1.7"})
    waiting = receiver.inbox.read(shelf.id, upload_id)
    assert [(line.name, line.state) for line in waiting.lines] == [
        ("甲.txt", FileState.WAITING),
        ("乙.pdf", FileState.WAITING),
    ]
    async with room.database.read() as connection:
        rows = (await connection.execute(metadata.tables["job"].select())).all()
    assert [row.task for row in rows] == [LOAD_UPLOAD]

    await receiver.load(shelf.id, upload_id)
    done = receiver.inbox.read(shelf.id, upload_id)
    assert done.ended
    good, bad = done.lines
    assert (good.state, good.outcome, good.title, good.articles) == (FileState.DONE, Outcome.LOADED, "甲", 1)
    assert (bad.state, bad.problem is not None) == (FileState.FAILED, True)
    assert "「乙.pdf」はPDFとして読み取れません。" in str(bad.problem)
    assert not list(receiver.inbox._folder.rglob("*.file"))


async def test_a_zip_has_a_line_for_each_file_in_it(room: KnowledgeRoom, receiver: Receiver) -> None:
    shelf = await room.collection("規程集")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.txt", RULE)
        archive.writestr("乙.png", b"\x89PNG")
    upload_id = await received(room, receiver, shelf.id, **{"まとめ.zip": packed.getvalue()})
    await receiver.load(shelf.id, upload_id)
    upload = receiver.inbox.read(shelf.id, upload_id)
    assert [(line.name, line.state) for line in upload.lines] == [
        ("甲.txt", FileState.DONE),
        ("乙.png", FileState.FAILED),
    ]
    assert (upload.count(FileState.DONE), upload.count(FileState.FAILED)) == (1, 1)


async def test_an_attempt_that_was_broken_off_is_begun_anew(
    room: KnowledgeRoom, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = await room.collection("規程集")
    upload_id = await received(room, receiver, shelf.id, **{"甲.txt": RULE, "乙.txt": RULE})
    whole = receiver.inbox.tell

    def crash(collection_id: str, upload: str, number: int, line: object) -> None:
        whole(collection_id, upload, number, line)  # type: ignore[arg-type]
        if number == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(receiver.inbox, "tell", crash)
    with pytest.raises(KeyboardInterrupt):
        await receiver.load(shelf.id, upload_id)
    monkeypatch.undo()
    half = receiver.inbox.read(shelf.id, upload_id)
    assert [line.state for line in half.lines] == [FileState.DONE, FileState.DONE, FileState.LOADING]
    # The process died while it wrote a line of the log.
    with (receiver.inbox._place(shelf.id, upload_id) / "log.jsonl").open("ab") as log:
        log.write(b'{"file":1,"st')

    again = Receiver(Inbox(receiver.inbox._folder, room.clock), loader=room.loader, queue=room.queue)
    await again.load(shelf.id, upload_id)
    upload = again.inbox.read(shelf.id, upload_id)
    assert [(line.name, line.outcome) for line in upload.lines] == [
        ("甲.txt", Outcome.LOADED),
        ("乙.txt", Outcome.UNCHANGED),
    ]
    assert upload.ended


async def test_what_was_tried_too_often_is_told(room: KnowledgeRoom, receiver: Receiver) -> None:
    shelf = await room.collection("規程集")
    upload_id = await received(room, receiver, shelf.id, **{"甲.txt": RULE})
    await receiver.give_up(shelf.id, upload_id)
    upload = receiver.inbox.read(shelf.id, upload_id)
    assert upload.ended and "途中で繰り返し中断しました" in str(upload.lines[0].problem)


async def test_old_uploads_make_room_and_unfinished_ones_stay(
    room: KnowledgeRoom, receiver: Receiver
) -> None:
    shelf = await room.collection("規程集")
    first = await received(room, receiver, shelf.id, **{"甲.txt": RULE})
    ids = [first]
    for _ in range(7):
        room.clock.advance(seconds=1)
        ids.append(await received(room, receiver, shelf.id, **{"甲.txt": RULE}))
        await receiver.load(shelf.id, ids[-1])
    kept = [upload.id for upload in receiver.inbox.uploads(shelf.id)]
    assert first in kept and ids[1] not in kept and kept[0] == ids[-1]


@pytest.mark.parametrize("upload_id", ["../../etc", "", "01a20292-0a9f-7e94-89ae-23df12f0892a"])
async def test_an_upload_that_is_not_there(upload_id: str, room: KnowledgeRoom, receiver: Receiver) -> None:
    shelf = await room.collection("規程集")
    with pytest.raises(UploadNotFound):
        receiver.inbox.read(shelf.id, upload_id)


async def test_what_was_rolled_back_does_not_wait(room: KnowledgeRoom, receiver: Receiver) -> None:
    shelf = await room.collection("規程集")
    with pytest.raises(ZeroDivisionError):
        async with room.database.write() as connection:
            files = [("甲.txt", io.BytesIO(RULE))]
            await receiver.receive(connection, files, collection_id=shelf.id, actor="person")
            raise ZeroDivisionError
    assert receiver.inbox.uploads(shelf.id) == ()
    (orphan,) = (receiver.inbox._folder / shelf.id).iterdir()
    # Another one, of a process that died while it copied.
    broken = orphan.parent / "01a20292-0a9f-7e94-89ae-23df12f0892a"
    broken.mkdir()
    (broken / "0.file").write_bytes(RULE)
    first = await received(room, receiver, shelf.id, **{"乙.txt": RULE})
    assert orphan.exists() and broken.exists()
    yesterday = room.clock().timestamp() - 90_000
    for path in (orphan, broken, orphan.parent / first):
        os.utime(path, (yesterday, yesterday))
    second = await received(room, receiver, shelf.id, **{"丙.txt": RULE})
    assert {path.name for path in orphan.parent.iterdir()} == {first, second}
    assert [upload.id for upload in receiver.inbox.uploads(shelf.id)] == sorted([first, second], reverse=True)


async def test_an_organisation_has_so_much_room(
    room: KnowledgeRoom, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "_MOST_WAITING_MEGABYTES", 1)
    one, other = await room.collection("甲"), await room.collection("乙")
    elsewhere = await room.collection("丙", of=room.city)
    upload_id = await received(room, receiver, one.id, **{"甲.txt": b"x" * 600_000})
    with pytest.raises(TooManyWaiting):
        await received(room, receiver, other.id, **{"乙.txt": b"x" * 600_000})
    assert receiver.inbox.uploads(other.id) == ()
    await received(room, receiver, elsewhere.id, **{"丙.txt": b"x" * 600_000})
    await receiver.load(one.id, upload_id)
    await received(room, receiver, other.id, **{"乙.txt": b"x" * 600_000})
    with pytest.raises(CollectionNotFound):
        await received(room, receiver, upload_id, **{"丁.txt": RULE})


async def test_an_uploaded_zip_may_hold_less_than_one_on_the_server(
    room: KnowledgeRoom, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "UPLOAD_LIMITS", ArchiveLimits(bytes_in_all=len(RULE) - 1))
    assert ArchiveLimits().bytes_in_all > UPLOAD_LIMITS.bytes_in_all
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.txt", RULE)
    shelf = await room.collection("規程集")
    upload_id = await received(room, receiver, shelf.id, **{"甲.zip": packed.getvalue()})
    await receiver.load(shelf.id, upload_id)
    (line,) = receiver.inbox.read(shelf.id, upload_id).lines
    assert "展開すると大きくなりすぎる" in str(line.problem)
