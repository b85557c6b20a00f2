"""Who may see which page of this room: search, tables of contents, articles, previews, administration."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest
from bs4 import BeautifulSoup

from genkan.governance import Role
from genkan.knowledge import Collection, Readers
from tests.knowledge.conftest import KnowledgeRoom
from tests.knowledge.test_library import RECORDS, TRAVEL

ADMINISTRATION = "/administration/knowledge"


@pytest.fixture
async def shelf(room: KnowledgeRoom) -> Collection:
    """Two regulations of the ministry."""
    collection = await room.collection("規程集")
    await room.load(collection, travel=TRAVEL, records=RECORDS)
    return collection


def page(response: httpx2.Response, *, status: int = 200) -> BeautifulSoup:
    """The page of a response that has this status."""
    assert response.status_code == status
    return BeautifulSoup(response.text, "html.parser")


def words(soup: BeautifulSoup) -> str:
    """All words of the content, single-spaced."""
    main = soup.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


async def ids(room: KnowledgeRoom, shelf: Collection) -> dict[str, str]:
    """The documents' ids by file name."""
    async with room.database.read() as connection:
        documents = await room.library.documents(connection, collections=[shelf])
    return {document.name: document.id for document in documents}


@pytest.mark.parametrize("query", ["印", "x" * 10_000, "<script>alert(1)</script>", "\x00", "あ" * 2_000])
async def test_any_query_gives_a_page(room: KnowledgeRoom, shelf: Collection, query: str) -> None:
    async with await room.browser(room.ministry) as browser:
        response = await browser.get("/search", params={"q": query})
    page(response)
    assert "<script>alert" not in response.text


async def test_what_one_may_not_read_does_not_exist(room: KnowledgeRoom, shelf: Collection) -> None:
    """Another organisation's staff, and people without a workspace, find no page of the collection."""
    travel = (await ids(room, shelf))["travel.md"]
    paths = [f"/regulations/{travel}", f"/regulations/{travel}/2", f"/regulations/{travel}/2/preview"]
    async with await room.browser(room.city) as stranger:
        for path in paths:
            page(await stranger.get(path), status=404)
        for query in ("宿泊費", "旅費規程", "旅費規程第2条"):
            text = (
                await stranger.get("/search", params={"q": query, "collection": shelf.id, "document": travel})
            ).text
            assert "一万九千円" not in text
            assert "例示省職員旅費支給規程" not in text
        assert "旅費" not in words(page(await stranger.get("/regulations")))
    async with await room.browser(room.ministry, Role.OPERATOR) as operator:
        for path in [*paths, "/search", "/regulations"]:
            page(await operator.get(path), status=404)


async def test_regulations_for_everyone_are_read_by_everyone(room: KnowledgeRoom) -> None:
    open_to_all = await room.collection("例規集", of=room.city, readers=Readers.EVERYONE)
    (report,) = await room.load(open_to_all, records=RECORDS)
    async with await room.browser(room.ministry) as browser:
        page(await browser.get(f"/regulations/{report.document_id}/1"))


async def test_unknown_paths_are_not_found(room: KnowledgeRoom, shelf: Collection) -> None:
    travel = (await ids(room, shelf))["travel.md"]
    async with await room.browser(room.ministry) as browser:
        for path in (
            "/regulations/none",
            "/regulations/none/1",
            f"/regulations/{travel}/99",
            f"/regulations/{travel}/%00",
        ):
            page(await browser.get(path), status=404)


async def test_only_the_owner_s_administrators_manage_a_collection(
    room: KnowledgeRoom, shelf: Collection
) -> None:
    travel = (await ids(room, shelf))["travel.md"]
    requests: list[Callable[[httpx2.AsyncClient], Awaitable[httpx2.Response]]] = [
        lambda browser: browser.post(
            f"{ADMINISTRATION}/{shelf.id}/files", files={"files": ("a.md", TRAVEL.encode())}
        ),
        lambda browser: browser.post(f"{ADMINISTRATION}/documents/{travel}/withdraw"),
    ]
    staff = await room.browser(room.ministry)
    stranger = await room.browser(room.city, Role.MINISTRY_ADMINISTRATOR)
    async with staff, stranger:
        for request in requests:
            for browser in (staff, stranger):
                page(await request(browser), status=404)
        page(await staff.get(ADMINISTRATION), status=404)
        assert "旅費支給規程" not in words(page(await stranger.get(ADMINISTRATION)))
