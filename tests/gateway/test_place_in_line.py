"""The place of a waiting answer is known in every process, not only in the one that writes the answer."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event

from genkan.gateway import AnswerState, Gateway, Progress
from genkan.gateway.keeping import PLACES_EVERY, Keeper
from genkan.gateway.live import LiveAnswers
from genkan.gateway.store import answers
from genkan.kit import system_clock
from genkan.storage import Database
from tests.gateway.conftest import House
from tests.gateway.test_waiting import Held, Start, held

__all__ = ["held"]


@pytest.fixture
async def replica(house: House, tmp_path: Path) -> AsyncIterator[Gateway]:
    """The door of another process on the same database, which writes no answers."""
    other = Gateway(
        house.database,
        ledger=house.ledger,
        queue=house.queue,
        clock=system_clock,
        folder=tmp_path / "another journal",
    )
    await other.start()
    yield other
    await other.stop()


async def until(replica: Gateway, answer_id: str, *, position: int) -> Progress:
    """The progress that tells of a position first, as another process sees it."""
    async with asyncio.timeout(10):
        async for progress in replica.follow(answer_id):
            if progress.position == position:
                return progress
    raise AssertionError("the answer ended before")


async def test_another_process_shows_the_place_and_takes_it_back(
    house: House, held: Held, endpoint: Start, replica: Gateway
) -> None:
    await held.begin(await endpoint(held.answer), second="後の質問")
    third = await house.ask(held.deployment, "三番目の質問")
    assert (await until(replica, held.second, position=1)).state is AnswerState.WRITING
    await until(replica, third, position=2)
    async with house.database.read() as connection:
        answer = await replica.read(connection, third)
    assert replica.place_in_line(answer) == 2

    held.free.set()
    assert (await house.end_of(third)).ended
    async with house.database.read() as connection:
        answer = await replica.read(connection, third)
    assert (replica.place_in_line(answer), answer.text) == (0, "移管します。")


async def test_a_place_is_written_when_it_changes_and_not_in_every_round(house: House) -> None:
    async with house.database.write() as connection:
        await answers.add(connection, "answer", house.ask_of("nowhere"), now=system_clock())
        await answers.begin(connection, "answer")
    live = LiveAnswers(system_clock)
    waiting = live.open("answer")
    keeper, written = Keeper(database=house.database, live=live), _updates(house.database)
    for place in range(2 * PLACES_EVERY, 0, -1):
        waiting.wait_at(place)
        await keeper.keep()
    assert len(written) == 2
    for _round in range(2 * PLACES_EVERY):
        await keeper.keep()
    assert len(written) == 3
    waiting.wait_at(0)
    waiting.hear("はい。")
    await keeper.keep()
    async with house.database.read() as connection:
        answer = await house.gateway.read(connection, "answer")
    assert (answer.place_in_line, answer.text, len(written)) == (0, "はい。", 4)


def _updates(database: Database) -> list[str]:
    """The statements that write a place from now on."""
    written: list[str] = []

    def see(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE answer SET place_in_line"):
            written.append(statement)

    event.listen(database._engine.sync_engine, "before_cursor_execute", see)
    return written
