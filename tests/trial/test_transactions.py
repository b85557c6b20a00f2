"""What others wait for: a write transaction is open only while something is written, and written once."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx2
import pytest

from genkan.knowledge import Library
from genkan.storage import metadata
from genkan.trial import tasks
from genkan.trial.exposing import RECORD_END

from .conftest import QUESTION, TrialRoom

FORM = {"question": QUESTION, "information_class": "1"}
FORM_TYPE = {"content-type": "application/x-www-form-urlencoded"}


async def others_can_write(room: TrialRoom) -> None:
    """Take a write transaction; fails where a request of the room keeps the turn."""
    async with asyncio.timeout(3), room.database.write():
        pass


async def post_slowly(
    room: TrialRoom, browser: httpx2.AsyncClient, path: str, data: dict[str, str]
) -> httpx2.Response:
    """Send a form in two pieces, between which somebody else writes."""
    body = urlencode(data).encode()

    async def pieces() -> AsyncIterator[bytes]:
        yield body[:10]
        await others_can_write(room)
        yield body[10:]

    return await browser.post(path, content=pieces(), headers=FORM_TYPE)


async def test_nobody_waits_for_a_slow_form(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    started = await post_slowly(room, browser, "/compare", FORM)
    assert started.status_code == 303
    await room.until_ended()
    address = started.headers["location"]
    voted = await post_slowly(room, browser, f"{address}/vote", {"choice": "a", "comment": "意見"})
    assert voted.status_code == 303
    assert (await post_slowly(room, browser, f"{address}/reveal", {"nothing": "意見"})).status_code == 303
    assert [row["comment"] for row in await room.rows("vote")] == ["意見"]
    assert len(await room.rows("reveal")) == 1


async def test_nobody_waits_for_a_search(room: TrialRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    await room.connect_extracts()
    collection = await room.add_collection("旅費の規程")
    await room.library.build_index()
    browser = await room.browser(await room.person("試験花子"))
    retrieve, searches = Library.retrieve, list[str]()

    async def slowly(library: Library, question: str, **more: object) -> object:
        await others_can_write(room)
        searches.append(question)
        return await retrieve(library, question, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "retrieve", slowly)
    started = await browser.post("/compare", data={**FORM, "search": "yes", "collection": collection.id})
    assert started.status_code == 303
    assert searches == [QUESTION]


async def run_again(room: TrialRoom, *, times: int) -> None:
    """Run the job of every side so many times at once, as workers do after the loss of one."""
    record_end = tasks(
        database=room.database, ledger=room.ledger, gateway=room.gateway, library=room.library
    )[RECORD_END]
    payloads = [
        {name: row[name] for name in ("comparison_id", "side", "answer_id")}
        for row in await room.rows("comparison_side")
    ]
    await asyncio.gather(*(record_end.run(payload) for payload in payloads * times))


async def test_an_end_is_recorded_once_however_often_its_job_runs(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    for number in (1, 2):
        await browser.post("/compare", data=FORM)
        await room.until_ended(2 * number)
    before = await room.events("trial:answer:ended")
    await run_again(room, times=2)
    assert await room.events("trial:answer:ended") == before


async def test_an_end_is_recorded_once_by_workers_that_run_side_by_side(room: TrialRoom) -> None:
    await room.connect_extracts()
    browser = await room.browser(await room.person("試験花子"))
    await browser.post("/compare", data=FORM)
    await room.until_ended()
    before = await room.events("trial:answer:ended")
    async with room.database.write() as connection:
        await connection.execute(metadata.tables["trial_answer"].delete())
    await run_again(room, times=4)
    new = [row for row in await room.events("trial:answer:ended") if row not in before]
    assert sorted(json.loads(row["details"])["side"] for row in new) == ["a", "b"]
