"""Who reads a collection: everyone, the organisation, or those on its list; and what is kept of what is withdrawn."""

from datetime import timedelta

import pytest

from genkan.governance import Person, Role, add_group, set_members
from genkan.governance.store import people
from genkan.governance.store.groups import ReaderGroup
from genkan.kit import new_id
from genkan.knowledge import (
    ERASE_WITHDRAWN,
    Collection,
    ListedReader,
    NamedFile,
    ReaderKind,
    Readers,
    reader_of,
    reader_with_id,
    tasks,
)
from genkan.storage import metadata
from tests.knowledge.conftest import KnowledgeRoom

RULE = "---\ntitle: 旅費規程\n---\n#### 第一条（目的）\n\n旅費を定める。\n"


async def person(room: KnowledgeRoom, *, bureau: str | None = None) -> Person:
    """A person of the ministry."""
    identity = new_id(room.clock)
    new = Person(
        identity, room.ministry.id, bureau, "例示太郎", identity, frozenset({Role.STAFF}), "ja", active=True
    )
    async with room.database.write() as connection:
        await people.add_person(connection, new, now=room.clock())
    return new


async def bureau(room: KnowledgeRoom, name: str) -> str:
    """A bureau of the ministry."""
    from genkan.governance import Organisation, OrganisationKind

    new = Organisation(new_id(room.clock), name, OrganisationKind.BUREAU, room.ministry.id)
    async with room.database.write() as connection:
        await people.add_organisation(connection, new, now=room.clock())
    return new.id


async def may_read(room: KnowledgeRoom, reader: Person, collection: Collection) -> bool:
    """Whether a person finds the collection among the readable ones, asked in both ways."""
    async with room.database.read() as connection:
        found = await room.library.readable_collections(connection, await reader_of(connection, reader))
        again = await room.library.readable_collections(
            connection, await reader_with_id(connection, reader.id)
        )
    assert found == again
    return collection.id in {each.id for each in found}


async def test_a_list_names_organisations_bureaus_and_groups(room: KnowledgeRoom) -> None:
    general, other = await bureau(room, "官房"), await bureau(room, "別の局")
    inside, outside, loose = (
        await person(room, bureau=general),
        await person(room, bureau=other),
        await person(room),
    )
    group = ReaderGroup(new_id(room.clock), room.city.id, "合同班")
    async with room.database.write() as connection:
        await add_group(connection, group, now=room.clock())
        await set_members(connection, group.id, person_ids=[loose.id, loose.id])
    collection = await room.collection("限定の規程集")
    lists = {
        (): [False, False, False],
        (ListedReader(ReaderKind.ORGANISATION, room.ministry.id),): [True, True, True],
        (ListedReader(ReaderKind.ORGANISATION, room.city.id),): [False, False, False],
        (ListedReader(ReaderKind.BUREAU, general),): [True, False, False],
        (ListedReader(ReaderKind.GROUP, group.id),): [False, False, True],
        (ListedReader(ReaderKind.BUREAU, other), ListedReader(ReaderKind.GROUP, group.id)): [
            False,
            True,
            True,
        ],
        # a bureau's id is none of an organisation or a group
        (ListedReader(ReaderKind.ORGANISATION, general), ListedReader(ReaderKind.GROUP, general)): [
            False,
            False,
            False,
        ],
    }
    for listed, expected in lists.items():
        async with room.database.write() as connection:
            await room.loader.set_readers(
                connection, collection, readers=Readers.LISTED, listed=listed, actor="test"
            )
        assert [await may_read(room, each, collection) for each in (inside, outside, loose)] == expected, (
            listed
        )


async def test_a_list_that_no_longer_counts_lets_nobody_in(room: KnowledgeRoom) -> None:
    collection = await room.collection("市の規程集", of=room.city)
    reader = await person(room)
    listed = [ListedReader(ReaderKind.ORGANISATION, room.ministry.id)]
    for readers, expected in ((Readers.LISTED, True), (Readers.ORGANISATION, False)):
        async with room.database.write() as connection:
            await room.loader.set_readers(
                connection, collection, readers=readers, listed=listed, actor="test"
            )
        assert await may_read(room, reader, collection) is expected
    assert await room.events() == ["knowledge:collection:changed"] * 2


async def test_nobody_reads_nothing(room: KnowledgeRoom) -> None:
    await room.collection("規程集")
    async with room.database.read() as connection:
        nobody = await reader_with_id(connection, "nobody")
        assert await room.library.readable_collections(connection, nobody) == ()


async def _rows(room: KnowledgeRoom) -> dict[str, int]:
    async with room.database.read() as connection:
        return {
            name: len((await connection.execute(metadata.tables[name].select())).all())
            for name in ("document", "document_version", "article")
        }


@pytest.mark.parametrize("when", ["before", "after"])
async def test_what_is_withdrawn_is_erased_when_its_time_has_come(room: KnowledgeRoom, when: str) -> None:
    """Whether the rule was there before the document was withdrawn or came after."""
    collection = await room.collection("規程集")
    files = [NamedFile("a.md", RULE.encode()), NamedFile("b.md", (RULE + "\n").encode())]
    await room.loader.load_files(files, collection_id=collection.id, actor="test")
    deeds = [_set_retention, _withdraw] if when == "before" else [_withdraw, _set_retention]
    for deed in deeds:
        await deed(room, collection)
    async with room.database.read() as connection:
        jobs = metadata.tables["job"]
        (job,) = await connection.execute(jobs.select().where(jobs.c.task == ERASE_WITHDRAWN))
    assert job.run_after == room.clock() + timedelta(days=30)
    erase = tasks(room.library, room.loader)[ERASE_WITHDRAWN].run

    room.clock.advance(days=29)
    await erase({"collection_id": collection.id})
    assert await _rows(room) == {"document": 2, "document_version": 2, "article": 2}
    room.clock.advance(days=1)
    await erase({"collection_id": collection.id})
    assert await _rows(room) == {"document": 1, "document_version": 1, "article": 1}
    assert (await room.events()).count("knowledge:document:erased") == 1


async def test_without_a_rule_what_is_withdrawn_is_kept(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程集")
    files = [NamedFile("a.md", RULE.encode())]
    await room.loader.load_files(files, collection_id=collection.id, actor="test")
    await _withdraw(room, collection)
    room.clock.advance(days=10_000)
    assert await room.loader.erase_withdrawn(collection.id) == 0
    assert await room.loader.erase_withdrawn("none") == 0
    assert await _rows(room) == {"document": 1, "document_version": 1, "article": 1}


async def test_a_document_that_came_back_is_not_erased(room: KnowledgeRoom) -> None:
    collection = await room.collection("規程集")
    files = [NamedFile("a.md", RULE.encode())]
    await _set_retention(room, collection)
    await room.loader.load_files(files, collection_id=collection.id, actor="test")
    await _withdraw(room, collection)
    await room.loader.load_files(files, collection_id=collection.id, actor="test")
    room.clock.advance(days=31)
    assert await room.loader.erase_withdrawn(collection.id) == 0


async def _set_retention(room: KnowledgeRoom, collection: Collection) -> None:
    async with room.database.write() as connection:
        await room.loader.set_retention(connection, collection, days=30, actor="test")


async def _withdraw(room: KnowledgeRoom, collection: Collection) -> None:
    async with room.database.write() as connection:
        documents = await room.library.documents(connection, collections=[collection])
        document = next(each for each in documents if each.name == "a.md")
        await room.loader.withdraw(connection, document, actor="test")
