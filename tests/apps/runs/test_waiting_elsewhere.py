"""Runs that another server works on: what is kept and read while they wait, and forgotten when they end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from genkan.apps.conformance.registrations import registration_of
from genkan.apps.errors import RunStopped
from genkan.apps.external.allowing import allow_host
from genkan.apps.files.reading import Reading
from genkan.apps.form.values import GivenFile
from genkan.apps.run import RunState
from genkan.apps.runs.bench import Bench
from genkan.apps.runs.looking_up import LookingUp
from genkan.apps.runs.material import Material
from genkan.apps.runs.starting import RUN_ELSEWHERE
from genkan.jobs import JobState
from tests.apps.conftest import Runner
from tests.apps.external.conftest import TRUSTED, VALUES
from tests.apps.twin_server import Served, serving

FILE = {"source": (GivenFile("通知.txt", "例示省の通知".encode()),)}


@pytest.fixture
def served() -> Iterator[Served]:
    """The twin of external apps."""
    with serving() as served:
        yield served


@pytest.fixture
async def later(runner: Runner, served: Served) -> AsyncIterator[str]:
    """The id of an app that answers later."""
    parts, actor, house = runner.house.parts, runner.browser.person.id, runner.house
    registry = parts.external.registry
    owner: dict[str, Any] = {"organisation_id": house.ministry.id, "actor": actor}
    async with parts.database.write() as connection:
        await allow_host(
            connection, "localhost", reason="見本", ledger=parts.ledger, clock=house.clock, **owner
        )
        registration = registration_of("later", base=served.base)
        app = await registry.register(connection, registration, name="later", facts=TRUSTED, **owner)
        app = await registry.set_key(connection, app, served.twin.keys["later"], actor=actor)
        app = await registry.publish(connection, app, actor=actor)
    yield app.id
    await parts.external.close()


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(20):
        while not await condition():
            await asyncio.sleep(0.02)


async def awaited(runner: Runner, app_id: str) -> str:
    """A run to which an answer was promised."""
    run_id = await runner.start(app_id, VALUES, files=FILE, deployment_id="")

    async def waits() -> bool:
        return (await runner.read(run_id)).state is RunState.AWAITED

    await until(waits)
    return run_id


async def settled(runner: Runner) -> bool:
    """Whether the next look is left, or nothing is waited for any more."""
    jobs = [row["state"] for row in await runner.house.rows("job") if row["task"] == RUN_ELSEWHERE]
    return JobState.RUNNING not in jobs


async def kept(runner: Runner) -> list[str]:
    return [row["name"] for row in await runner.house.rows("app_run_step")]


async def test_a_run_reads_its_files_once_and_forgets_at_its_end_what_it_waited_with(
    runner: Runner, served: Served, later: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    look_through = Reading.look_through

    async def counted(self: Reading, given: tuple[GivenFile, ...]) -> Any:
        read.append(len(given))
        return await look_through(self, given)

    monkeypatch.setattr(Reading, "look_through", counted)
    run_id = await awaited(runner, later)
    assert "external.promise" in await kept(runner)
    for looks in range(1, 4):
        runner.house.clock.moment += timedelta(minutes=16)
        runner.house.parts.queue.arrived.set()

        async def looked(looks: int = looks) -> bool:
            return sum(each.method == "GET" for each in served.twin.heard) >= looks and await settled(runner)

        await until(looked)
    run = await runner.ended(run_id)
    assert (run.state, run.text) == (RunState.COMPLETED, "処理が終わりました。")
    assert read == [1]
    assert await kept(runner) == []


async def test_a_run_that_is_stopped_forgets_it_and_is_not_sent_again(
    runner: Runner, served: Served, later: str
) -> None:
    """A process that was held up while another one ended the run finds nothing to go on from, and stops."""
    run_id = await awaited(runner, later)
    parts = runner.house.parts
    run = await runner.read(run_id)
    async with parts.database.write() as connection:
        await parts.apps.stopping.stop(connection, runner.viewer, run_id)
    assert await kept(runner) == []
    async with parts.database.read() as connection:
        offered = await parts.apps.offers.find(connection, later)
    assert offered is not None
    material = Material(today=runner.house.clock().date(), given={}, files={}, turns=())
    bench = Bench(
        run,
        offered.app,
        material,
        database=parts.database,
        gateway=parts.gateway,
        looks=LookingUp(parts.database, parts.library),
    )
    for deed in (
        bench.claim("external.sent", "x"),
        bench.keep("external.promise", "x"),
        bench.progress(0, 0, label="x"),
        offered.program(bench),
    ):
        with pytest.raises(RunStopped):
            await deed
    assert [each.method for each in served.twin.heard] == ["POST"]
    assert await kept(runner) == []


async def test_a_look_that_is_repeated_after_a_crash_begins_no_second_line(
    runner: Runner, served: Served, later: str
) -> None:
    """The worker died when the next look was left and done, but the first one not yet marked as done."""
    run_id = await awaited(runner, later)
    runner.house.clock.moment += timedelta(minutes=16)
    runner.house.parts.queue.arrived.set()

    async def looked() -> bool:
        return any(each.method == "GET" for each in served.twin.heard) and await settled(runner)

    await until(looked)
    jobs, heard = await runner.house.rows("job"), len(served.twin.heard)
    working = runner.house.parts.apps._working
    for payload in ({"run_id": run_id}, {"run_id": run_id, "look": 0}):
        await working.work(payload)
        await working.lose(payload)
    assert len(await runner.house.rows("job")) == len(jobs)
    assert len(served.twin.heard) == heard
    assert (await runner.read(run_id)).state is RunState.AWAITED
