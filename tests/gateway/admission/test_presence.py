"""A process that cannot reach the records stops before others take over its part, however its database fails."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import pytest

from genkan.gateway.admission import presence
from genkan.gateway.admission.presence import Presence
from genkan.gateway.admission.shares import Shares
from genkan.kit import system_clock
from genkan.storage import Database

BEAT, VIEW = 0.05, 0.2


class Stalling:
    """A database whose connections hang from the moment that it is told so, and do not let themselves be cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.hangs = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def write(self) -> Any:
        if self.hangs:
            try:
                await asyncio.sleep(6 * VIEW)
            except asyncio.CancelledError:
                await asyncio.sleep(6 * VIEW)
        async with self._database.write() as connection:
            yield connection


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "BEAT", BEAT)
    monkeypatch.setattr(presence, "VIEW", VIEW)


async def test_a_process_whose_database_hangs_uses_no_capacity_any_more(database: Database) -> None:
    told: list[Shares] = []
    stalling = Stalling(database)
    present = Presence(stalling, process_id="one", clock=system_clock, tell=told.append)  # pyright: ignore[reportArgumentType]
    await present.start()
    assert told[-1].of(4, "deployment") == 4
    await asyncio.sleep(3 * BEAT)
    stalling.hangs = True
    await asyncio.sleep(2 * VIEW)
    assert told[-1] == Shares.none()
    stalling.hangs = False
    async with asyncio.timeout(40 * VIEW):
        while told[-1] == Shares.none():
            await asyncio.sleep(BEAT)
    await present.stop()


async def test_a_stop_that_comes_as_a_look_ends_is_heard(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = Presence(database, process_id="one", clock=system_clock, tell=lambda _shares: None)
    await present.start()
    seen = await present._look()
    looking, answer = asyncio.Event(), asyncio.get_running_loop().create_future()

    async def look() -> object:
        looking.set()
        await answer
        return seen

    monkeypatch.setattr(present, "_look", look)
    await looking.wait()
    answer.set_result(None)
    await asyncio.sleep(0)
    stopping = asyncio.create_task(present.stop())
    done, _ = await asyncio.wait({stopping}, timeout=5)
    stopping.cancel()
    assert done
