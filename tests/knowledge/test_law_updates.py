"""A collection of laws kept up to date with the law API."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.fetch import Fetcher, Limits, ServiceRefused
from genkan.knowledge import Collection, LawUpdate, Outcome, update_laws
from genkan.knowledge.errors import LawApiUnclear, NoEnforcementDay, RevisionRefused
from genkan.knowledge.sources.errors import LawUnclear, RevisionTooLarge
from tests.knowledge.conftest import KnowledgeRoom
from tests.knowledge.law_service import LawService, Revision

ONE, OTHER, THIRD = "405AC0000000001", "405AC0000000002", "405AC0000000003"
FIRST = "000000000000000"


@pytest.fixture
def service() -> LawService:
    return LawService(
        {
            ONE: [
                Revision(ONE, date(2027, 4, 1), "508AC0000000009", "先の文。", status="UnEnforced"),
                Revision(ONE, date(2024, 4, 1), "506AC0000000012", "今の文。"),
                Revision(ONE, date(2000, 1, 1), FIRST, "昔の文。", status="PreviousEnforced"),
            ],
            OTHER: [Revision(OTHER, date(2020, 1, 1), FIRST, "別の文。")],
            THIRD: [Revision(THIRD, date(2021, 1, 1), FIRST, "第三の文。")],
        }
    )


@pytest.fixture
async def address(service: LawService) -> AsyncIterator[str]:
    server = TestServer(service.application())
    await server.start_server()
    yield str(server.make_url("/api/2"))
    await server.close()


async def update(
    room: KnowledgeRoom,
    shelf: Collection,
    address: str,
    *,
    history: bool = False,
    only: frozenset[str] = frozenset(),
) -> LawUpdate:
    async with Fetcher(private=True, limits=Limits(attempts=1)) as fetcher:
        return await update_laws(
            room.database,
            loader=room.loader,
            fetcher=fetcher,
            address=address,
            collection_id=shelf.id,
            actor="command_line",
            history=history,
            only=only,
        )


async def versions(
    room: KnowledgeRoom, shelf: Collection
) -> dict[str, list[tuple[date | None, date | None]]]:
    async with room.database.read() as connection:
        documents = await room.library.documents(connection, collections=[shelf], every_version=True)
    return {
        each.law_id: [(version.valid_from, version.valid_until) for version in each.versions]
        for each in documents
    }


async def test_the_first_update_loads_what_is_in_force_and_what_will_be(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    done = await update(room, shelf, address)
    assert (done.listed, done.changed) == (3, 3)
    assert done.report.count(Outcome.LOADED, Outcome.NEW_VERSION) == 4
    found = await versions(room, shelf)
    assert found[ONE] == [(date(2024, 4, 1), date(2027, 4, 1)), (date(2027, 4, 1), None)]
    assert found[OTHER] == [(date(2020, 1, 1), None)]


async def test_an_update_without_news_asks_only_for_the_list(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    await update(room, shelf, address)
    service.asked.clear()
    done = await update(room, shelf, address)
    assert (done.changed, done.report.files) == (0, ())
    assert service.asked == ["/api/2/laws", "/api/2/laws"]


async def test_only_what_changed_since_is_fetched(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    await update(room, shelf, address)
    service.asked.clear()
    newer = Revision(OTHER, date(2026, 11, 1), "508AC0000000020", "改めた文。")
    service.laws[OTHER][0].status = "PreviousEnforced"
    service.laws[OTHER].insert(0, newer)
    # The text of a revision was corrected after it was loaded.
    service.laws[THIRD][0].updated = "2027-12-01T00:00:00+09:00"
    service.laws[THIRD][0].text = "正した文。"
    done = await update(room, shelf, address)
    assert service.texts() == [newer.id, service.laws[THIRD][0].id]
    assert [each.outcome for each in done.report.files] == [Outcome.NEW_VERSION, Outcome.REPLACED]
    assert (await versions(room, shelf))[OTHER] == [
        (date(2020, 1, 1), date(2026, 11, 1)),
        (date(2026, 11, 1), None),
    ]


async def test_the_whole_history(room: KnowledgeRoom, service: LawService, address: str) -> None:
    shelf = await room.collection("法令")
    await update(room, shelf, address, only=frozenset({OTHER}))
    assert list(await versions(room, shelf)) == [OTHER]
    await update(room, shelf, address, history=True)
    assert [begin for begin, _ in (await versions(room, shelf))[ONE]] == [
        date(2000, 1, 1),
        date(2024, 4, 1),
        date(2027, 4, 1),
    ]


async def test_an_update_that_was_broken_off_goes_on(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    service.fails_at = service.laws[OTHER][0].id
    with pytest.raises(ServiceRefused):
        await update(room, shelf, address)
    assert list(await versions(room, shelf)) == [ONE]
    service.fails_at, service.asked = "", []
    await update(room, shelf, address)
    assert service.texts() == [service.laws[OTHER][0].id, service.laws[THIRD][0].id]


async def test_what_cannot_be_placed_is_told_and_the_others_go_on(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    service.laws[ONE].insert(0, Revision(ONE, None, "508AC0000000030", "日のない文。", status="UnEnforced"))
    service.without_text = service.laws[OTHER][0].id
    done = await update(room, shelf, address)
    problems = [type(each.problem) for each in done.report.files if each.problem]
    assert problems == [NoEnforcementDay, RevisionRefused]
    assert set(await versions(room, shelf)) == {ONE, THIRD}


async def test_a_service_that_speaks_something_else(room: KnowledgeRoom) -> None:
    async def other(_request: web.Request) -> web.Response:
        return web.Response(text="<html></html>", content_type="text/html")

    application = web.Application()
    application.router.add_get("/{rest:.*}", other)
    server = TestServer(application)
    await server.start_server()
    shelf = await room.collection("法令")
    with pytest.raises(LawApiUnclear):
        await update(room, shelf, str(server.make_url("/api/2")))
    await server.close()


async def test_a_mirror_that_leads_back_is_left(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    service.leads_back = True
    with pytest.raises(LawApiUnclear):
        await update(room, shelf, address)
    assert set(await versions(room, shelf)) == {ONE, OTHER}


@pytest.mark.parametrize("place", ["list", "revisions"])
async def test_one_law_that_is_unclear_does_not_hide_the_others(
    room: KnowledgeRoom, service: LawService, address: str, place: str
) -> None:
    shelf = await room.collection("法令")
    service.unclear = {OTHER: place}
    done = await update(room, shelf, address)
    problems = {each.name: type(each.problem) for each in done.report.files if each.problem}
    assert (problems, done.listed) == ({OTHER: LawUnclear}, 3)
    assert set(await versions(room, shelf)) == {ONE, THIRD}


async def test_a_text_over_the_limit_is_told_and_the_others_go_on(
    room: KnowledgeRoom, service: LawService, address: str
) -> None:
    shelf = await room.collection("法令")
    service.laws[OTHER][0].text = "長い文。" * 400_000
    async with Fetcher(private=True, limits=Limits(attempts=1, megabytes=1)) as fetcher:
        done = await update_laws(
            room.database,
            loader=room.loader,
            fetcher=fetcher,
            address=address,
            collection_id=shelf.id,
            actor="command_line",
        )
    assert [type(each.problem) for each in done.report.files if each.problem] == [RevisionTooLarge]
    assert set(await versions(room, shelf)) == {ONE, THIRD}
