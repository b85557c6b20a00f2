"""Who reads which shelf through which door: every reader, every shelf, the API and MCP alike."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from genkan.catalogue import InformationClass
from genkan.governance import ReaderGroup, Role, add_group, set_members
from genkan.kit import new_id
from genkan.knowledge import ListedReader, ReaderKind, Readers
from tests.knowledge.desk.conftest import Doors

SHELVES = {
    "省": "雪",
    "省の二": "霜",
    "全員": "霧",
    "市": "雨",
    "省へ": "雷",
    "局へ": "虹",
    "群へ": "嵐",
}
OPEN = {"全員"}
# What each reader may read, and nothing else.
MAY_READ = {
    "key of the ministry": {"省", "省へ", *OPEN},
    "key of the ministry up to class 2": {"省", "省の二", "省へ", *OPEN},
    "key of the city": {"市", *OPEN},
    "staff of the ministry": {"省", "省の二", "省へ", *OPEN},
    "staff of the bureau": {"省", "省の二", "省へ", "局へ", *OPEN},
    "member of the group": {"省", "省の二", "省へ", "群へ", *OPEN},
    "staff of the city": {"市", *OPEN},
}


def regulation(title: str) -> str:
    """A regulation that only its shelf has, with a word that only it has."""
    return f"---\ntitle: {title}規程\n---\n#### 第一条（目的）\n\n{SHELVES[title] * 2}の観測の手当について定める。\n"


@pytest.fixture
async def shelves(doors: Doors) -> Doors:
    """A shelf of every kind of readers; those that list readers are the city's."""
    bureau = await doors.bureau(doors.ministry)
    group = ReaderGroup(new_id(doors.clock), doors.city.id, "観測班")
    async with doors.parts.database.write() as connection:
        await add_group(connection, group, now=doors.clock())
    member = await doors.person(doors.ministry)
    async with doors.parts.database.write() as connection:
        await set_members(connection, group.id, person_ids=[member.id])
    doors.people |= {
        "staff of the ministry": await doors.person(doors.ministry),
        "staff of the bureau": await doors.person(doors.ministry, bureau_id=bureau),
        "member of the group": member,
        "staff of the city": await doors.person(doors.city),
    }

    async def listed(title: str, kind: ReaderKind, reader_id: str) -> None:
        entry = (ListedReader(kind, reader_id),)
        await doors.shelf(title, regulation(title), of=doors.city, readers=Readers.LISTED, listed=entry)

    await doors.shelf("省", regulation("省"), of=doors.ministry)
    await doors.shelf("省の二", regulation("省の二"), of=doors.ministry, information_class=2)
    await doors.shelf("全員", regulation("全員"), of=doors.city, readers=Readers.EVERYONE)
    await doors.shelf("市", regulation("市"), of=doors.city)
    await listed("省へ", ReaderKind.ORGANISATION, doors.ministry.id)
    await listed("局へ", ReaderKind.BUREAU, bureau)
    await listed("群へ", ReaderKind.GROUP, group.id)
    await doors.index()
    return doors


Ask = Callable[..., Awaitable[dict[str, Any]]]


async def by_api(program: httpx2.AsyncClient, doors: Doors, title: str) -> list[bool]:
    """For each way through the API whether it shows anything of a shelf."""
    document, word = doors.documents[title], SHELVES[title] * 2
    api = "/api/knowledge"
    texts = [
        (await program.get(f"{api}/search", params={"q": f"{word}の観測の手当"})).text,
        (await program.get(f"{api}/search", params={"q": f"{title}規程第1条"})).text,
        (await program.get(f"{api}/search", params={"q": "観測の手当", "collection": title})).text,
        (await program.get(f"{api}/search", params={"q": "観測の手当", "document": document})).text,
        (await program.get(f"{api}/articles/{document}/1")).text,
    ]
    check = {"text": f"{title}規程第一条では「{word}の観測の手当」とされる。"}
    checked = (await program.post(f"{api}/citations/check", json=check)).json()["checks"]
    suggested = (await program.get(f"{api}/suggestions", params={"q": f"{title}規程"})).json()
    chosen = (
        await program.get(f"{api}/suggestions", params={"q": f"{title}規程", "collection": title})
    ).json()
    collections = (await program.get(f"{api}/collections")).json()["collections"]
    return [
        *(word in text and document in text for text in texts),
        (await program.get(f"{api}/contents/{document}")).status_code == 200,
        (await program.get(f"{api}/versions/{document}")).status_code == 200,
        any(each["verified"] for each in checked),
        document in str(suggested),
        document in str(chosen),
        doors.shelves[title].id in str(collections),
    ]


async def by_mcp(call: Ask, doors: Doors, title: str) -> list[bool]:
    """The same for each tool."""
    document, word = doors.documents[title], SHELVES[title] * 2
    answers = [
        await call("search_laws", query=f"{word}の観測の手当"),
        await call("search_laws", query="観測の手当", collections=[title]),
        await call("read_article", document_id=document, anchor="1"),
        await call("read_article", citation=f"{title}規程第一条"),
    ]
    versions = await call("list_versions", document_id=document)
    checked = await call("check_citations", text=f"{title}規程第一条では「{word}の観測の手当」とされる。")
    return [
        *(word in str(answer) and document in str(answer) for answer in answers),
        document in str(versions),
        any(each["verified"] for each in checked["checks"]),
    ]


async def test_every_reader_finds_exactly_what_may_be_read(shelves: Doors) -> None:
    doors = shelves
    secrets = {
        "key of the ministry": await doors.key(doors.ministry),
        "key of the ministry up to class 2": await doors.key(doors.ministry, ceiling=InformationClass.TWO),
        "key of the city": await doors.key(doors.city),
    }
    programs = {name: doors.program_with(secret) for name, secret in secrets.items()}
    programs |= {name: await doors.browser(person) for name, person in doors.people.items()}
    assert programs.keys() == MAY_READ.keys()
    for name, program in programs.items():
        shown = await asyncio.gather(*(by_api(program, doors, title) for title in SHELVES))
        for title, ways in zip(SHELVES, shown, strict=True):
            assert set(ways) == {title in MAY_READ[name]}, (name, title)
    for name, secret in secrets.items():
        async with doors.mcp(secret) as client:

            async def call(tool: str, **arguments: Any) -> dict[str, Any]:
                result = await client.call_tool(tool, arguments)
                return result.structured_content or {}

            for title in SHELVES:
                expected = title in MAY_READ[name]
                assert set(await by_mcp(call, doors, title)) == {expected}, (name, title)


async def test_rights_that_end_end_at_once(shelves: Doors) -> None:
    """A shelf that is closed, a person who is deactivated, a role without a workspace: nothing more is read."""
    doors = shelves
    program = await doors.program(doors.ministry)
    open_shelf = f"/api/knowledge/articles/{doors.documents['全員']}/1"
    assert (await program.get(open_shelf)).status_code == 200
    async with doors.parts.database.write() as connection:
        await doors.parts.loader.set_readers(
            connection, doors.shelves["全員"], readers=Readers.ORGANISATION, actor="command_line"
        )
    assert (await program.get(open_shelf)).status_code == 404
    found = await program.get("/api/knowledge/search", params={"q": "霧霧の観測"})
    assert "霧霧" not in found.text
    operator = await doors.browser(await doors.person(doors.ministry, Role.OPERATOR))
    assert (await operator.get("/api/knowledge/collections")).status_code == 404
