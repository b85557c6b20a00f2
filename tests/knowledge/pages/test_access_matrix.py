"""Nothing of a collection ever shows to a person who may not read it, by whichever door: readers × collections × doors."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx2
import pytest

from genkan.governance import Organisation, Person, ReaderGroup, Role, add_group, set_members
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.knowledge import Collection, ListedReader, Loader, NamedFile, ReaderKind, Readers, reader_of
from tests.knowledge.pages.conftest import ADDRESS, PagesRoom
from tests.one_room import new_person, signed_in

# The word that stands nowhere but in the collection, and must never be seen by others.
SECRET = "秘匿対象語"
OLD = f"""---
title: 例示秘密規程
number: 令和七年例示省訓令第九号
effective: 2025-04-01
---
#### 第一条（{SECRET}）

この規程は、{SECRET}の管理について定める。

#### 第二条（準用）

第一条の規定は、写しについて準用する。
"""
NEW = OLD.replace("2025-04-01", "2026-04-01").replace("準用する", "読み替えて準用する")
COLLECTIONS = (
    "organisation",
    "everyone",
    "listed_organisation",
    "listed_bureau",
    "listed_group",
    "withdrawn",
)
# Who may read which of the collections, all of which belong to the ministry.
MAY: Mapping[str, frozenset[str]] = {
    "same": frozenset({"organisation", "everyone"}),
    "bureau": frozenset({"organisation", "everyone", "listed_bureau"}),
    "other": frozenset({"everyone", "listed_organisation"}),
    "member": frozenset({"everyone", "listed_organisation", "listed_group"}),
    "other_administrator": frozenset({"everyone", "listed_organisation"}),
    "signed_out": frozenset(),
}


@dataclass
class Shelved:
    """The collection under test, and where its text stands."""

    room: PagesRoom
    collection: Collection
    document: str
    bureau: Organisation
    group: ReaderGroup


@pytest.fixture(params=COLLECTIONS)
async def shelved(request: pytest.FixtureRequest, pages_room: PagesRoom) -> tuple[str, Shelved]:
    """A collection of the ministry with two versions of one regulation."""
    kind: str = request.param
    room, clock = pages_room, pages_room.clock
    readers = Readers.EVERYONE if kind in ("everyone", "withdrawn") else Readers.ORGANISATION
    readers = Readers.LISTED if kind.startswith("listed") else readers
    collection = await room.collection("秘匿規程集", readers=readers, indexed=False)
    loader: Loader = room.application.state.parts[Loader]
    for text in (OLD, NEW):
        await loader.load_files(
            [NamedFile("secret.md", text.encode())], collection_id=collection.id, actor="command_line"
        )
    bureau = Organisation(new_id(clock), "例示局", room.ministry.kind, room.ministry.id)
    group = ReaderGroup(new_id(clock), room.city.id, "合同検討会")
    listed = {
        "listed_organisation": ListedReader(ReaderKind.ORGANISATION, room.city.id),
        "listed_bureau": ListedReader(ReaderKind.BUREAU, bureau.id),
        "listed_group": ListedReader(ReaderKind.GROUP, group.id),
    }
    async with room.database.write() as connection:
        await people.add_organisation(connection, bureau, now=clock())
        await add_group(connection, group, now=clock())
        documents = await room.library.documents(connection, collections=[collection])
        if kind in listed:
            await loader.set_readers(
                connection, collection, readers=Readers.LISTED, listed=[listed[kind]], actor="command_line"
            )
        if kind == "withdrawn":
            await loader.withdraw(connection, documents[0], actor="command_line")
    await room.library.build_index()
    return kind, Shelved(room, collection, documents[0].id, bureau, group)


async def _person(who: str, shelved: Shelved) -> Person:
    room = shelved.room
    organisation = room.ministry if who in ("same", "bureau", "signed_out") else room.city
    roles = [Role.STAFF, *([Role.MINISTRY_ADMINISTRATOR] if who == "other_administrator" else [])]
    person = await new_person(room.database, organisation, *roles, clock=room.clock)
    async with room.database.write() as connection:
        if who == "bureau":
            table = people.person
            await connection.execute(
                table.update().where(table.c.id == person.id).values(bureau_id=shelved.bureau.id)
            )
        if who == "member":
            await set_members(connection, shelved.group.id, person_ids=[person.id])
        return await people.find_person(connection, person_id=person.id) or person


async def _doors(browser: httpx2.AsyncClient, shelved: Shelved) -> dict[str, httpx2.Response]:
    """Every page by which the text or its name could come to a person."""
    document, collection = f"/regulations/{shelved.document}", shelved.collection.id
    pages = {
        "search": f"/search?q={SECRET}",
        "search by number": "/search?q=例示秘密規程第1条",
        "search all versions": f"/search?q={SECRET}&versions=all",
        "search in the collection": f"/search?q={SECRET}&collection={collection}",
        "search in the document": f"/search?q={SECRET}&regulation={shelved.document}",
        "search by kind": f"/search?q={SECRET}&kind=regulation",
        "suggestions": "/search/suggestions?q=例示秘密",
        "list": "/regulations",
        "contents": document,
        "contents of a day": f"{document}?on=2025-05-01",
        "contents before it began": f"{document}?on=2000-01-01",
        "article": f"{document}/1",
        "article of a day": f"{document}/1?on=2025-05-01",
        "article before it began": f"{document}/1?on=2000-01-01",
        "preview": f"{document}/1/preview",
        "comparison": f"{document}/comparison",
        "comparison as Word": f"{document}/comparison.docx",
        "administration": "/administration/knowledge",
        "settings": f"/administration/knowledge/{collection}",
    }
    answers = {name: await browser.get(path) for name, path in pages.items()}
    asked = {"text": "例示秘密規程第1条は「この規程は、写しについて定める。」と定める。"}
    answers["citations"] = await browser.post("/citations", data=asked)
    return answers


async def test_what_one_may_not_read_shows_nowhere(shelved: tuple[str, Shelved]) -> None:
    kind, made = shelved
    for who in MAY:
        answers = await _seen_by(who, made)
        shown = {name for name, answer in answers.items() if _shows(name, answer, made.document)}
        if kind in MAY[who]:
            assert {
                "search",
                "list",
                "suggestions",
                "contents",
                "article",
                "comparison",
                "preview",
            } <= shown, who
            assert answers["comparison as Word"].status_code == 200, who
        else:
            assert shown == set(), who
            titles = {name for name, answer in answers.items() if made.collection.title in answer.text}
            assert kind == "withdrawn" or titles == set(), who


async def test_nor_does_it_reach_a_chat(shelved: tuple[str, Shelved]) -> None:
    kind, made = shelved
    room = made.room
    for who in (one for one in MAY if one != "signed_out"):
        person = await _person(who, made)
        async with room.database.read() as connection:
            readable = await room.library.readable_collections(
                connection, await reader_of(connection, person)
            )
            known = await room.library.known_regulations(
                connection, texts=["例示秘密規程第1条"], collections=readable
            )
        passages = await room.library.retrieve(SECRET, collections=readable)
        assert (bool(passages), bool(known)) == ((kind in MAY[who],) * 2), who


async def _seen_by(who: str, made: Shelved) -> dict[str, httpx2.Response]:
    person = await _person(who, made)
    browser = await signed_in(
        made.room.application, made.room.database, person, clock=made.room.clock, origin=ADDRESS
    )
    async with browser:
        if who == "signed_out":
            browser.cookies.clear()
        return await _doors(browser, made)


def _shows(name: str, answer: httpx2.Response, document: str) -> bool:
    """Whether an answer gives anything away; what the person typed does not count."""
    if name == "comparison as Word":
        return answer.status_code == 200
    if name.startswith(("search", "citations")):
        return f'href="/regulations/{document}' in answer.text
    return SECRET in answer.text or "例示秘密規程" in answer.text
