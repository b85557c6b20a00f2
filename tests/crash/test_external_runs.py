"""``kill -9`` of every server while other servers work on runs: none is lost, and nothing is sent twice."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.apps.app import App
from genkan.apps.conformance.registrations import registration_of
from genkan.apps.external.allowing import allow_host
from genkan.apps.external.app import ExternalApp
from genkan.apps.external.registering import Registry
from genkan.apps.external.vault import open_vault
from genkan.apps.folder import read_app
from genkan.apps.form.values import Filled
from genkan.apps.run import RunState
from genkan.apps.runs.expiring import Expiring
from genkan.apps.runs.pairing import Pairing
from genkan.apps.runs.starting import RUN_ELSEWHERE, Beginning, Starter, Starting
from genkan.apps.runs.trial import NoTrial
from genkan.apps.store.tables import run_table, step_table
from genkan.catalogue import InformationClass
from genkan.gateway import Outcome
from genkan.governance import Ledger, Person, find_person
from genkan.jobs import JobState, Queue
from genkan.jobs.store import job
from genkan.kit import system_clock
from genkan.storage import Database
from tests.apps.external.conftest import TRUSTED
from tests.apps.twin_server import Served, serving
from tests.crash.conftest import free_port
from tests.crash.installation import OWNER, Installation, Server
from tests.crash.test_app_runs import let_leases_run_out, records, rows

__all__ = ["records"]

WAITED_FOR, HELD = 12, 3


@dataclass
class Library:
    """The Diet records, which keep silent until ``gate`` opens."""

    address: str = ""
    asked: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def speech(self, _request: web.Request) -> web.Response:
        """A page without speeches."""
        self.asked += 1
        await self.gate.wait()
        return web.json_response({"numberOfRecords": 0, "speechRecord": []})


@pytest.fixture
async def library() -> AsyncIterator[Library]:
    library = Library()
    application = web.Application()
    application.router.add_get("/api/speech", library.speech)
    server = TestServer(application)
    await server.start_server()
    library.address = str(server.make_url("/api"))
    yield library
    library.gate.set()
    await server.close()


@dataclass
class Office:
    """Who registers apps and begins runs beside the servers."""

    database: Database
    ledger: Ledger
    registry: Registry
    starting: Starting
    person: Person

    @classmethod
    async def open(cls, installation: Installation, database: Database) -> "Office":
        """The owner of the installation."""
        ledger, queue = Ledger(database, system_clock, None), Queue(system_clock)
        ground = {"database": database, "ledger": ledger, "queue": queue, "clock": system_clock}
        expiring = Expiring(**ground, days=30)
        pairing = Pairing(**ground, trial=NoTrial())
        async with database.write() as connection:
            person = await find_person(connection, sign_in_name=OWNER)
            assert person is not None
            await allow_host(
                connection,
                "localhost",
                reason="手元で動く見本のアプリ",
                organisation_id=person.organisation_id,
                ledger=ledger,
                clock=system_clock,
                actor=person.id,
            )
        registry = Registry(ledger, system_clock, open_vault(installation.folder))
        starting = Starting(
            ledger=ledger, queue=queue, clock=system_clock, expiring=expiring, pairing=pairing
        )
        return cls(database, ledger, registry, starting, person)

    async def register(self, served: Served, name: str) -> App:
        """One of the twin's apps, published."""
        async with self.database.write() as connection:
            app: ExternalApp = await self.registry.register(
                connection,
                registration_of(name, base=served.base),
                name=name,
                facts=TRUSTED,
                organisation_id=self.person.organisation_id,
                actor=self.person.id,
            )
            app = await self.registry.set_key(connection, app, served.twin.keys[name], actor=self.person.id)
            return (await self.registry.publish(connection, app, actor=self.person.id)).as_app()

    async def begin(self, app: App, values: dict[str, str]) -> None:
        """Leave a run to the servers."""
        async with self.database.write() as connection:
            beginning = Beginning(app=app, filled=Filled(values), information_class=InformationClass.ONE)
            await self.starting.start(connection, Starter(self.person), beginning)


async def test_runs_of_other_servers_survive_a_kill_and_nothing_is_sent_twice(
    installation: Installation, records: Database, library: Library
) -> None:
    outside = {"GENKAN_DIET_API": library.address, "GENKAN_FETCH_PRIVATE_ADDRESSES": "true"}
    servers = [await started(installation, outside) for _ in range(2)]
    with serving() as served:
        await begin_all(await Office.open(installation, records), served)
        async with asyncio.timeout(60):
            while await states(records) != {"awaited": WAITED_FOR, "running": HELD + 1} or not library.asked:
                await asyncio.sleep(0.05)
            await let_time_pass(records)
            while posts(served)["GET later"] < 1:
                await asyncio.sleep(0.002)
        await asyncio.gather(*(server.end(signal.SIGKILL) for server in servers))

        await let_leases_run_out(records)
        library.gate.set()
        server = await started(installation, outside)
        async with asyncio.timeout(90):
            while not all(row["ended_at"] for row in await rows(records, run_table)):
                await let_time_pass(records)
                await asyncio.sleep(0.1)
        await server.end(signal.SIGTERM)
        assert await states(records) == {"completed": WAITED_FOR + 1, "failed": HELD}
        heard = posts(served)
        assert (heard["POST later"], heard["POST silent"]) == (WAITED_FOR, HELD)
    await check_what_is_left(installation, records)


async def started(installation: Installation, outside: dict[str, str]) -> Server:
    """A server that works runs off."""
    server = installation.start(free_port(), **outside)
    await server.ready()
    return server


async def begin_all(office: Office, served: Served) -> None:
    """Runs that another server works on, runs that it keeps silent about, and one that asks the Diet records."""
    later, silent = await office.register(served, "later"), await office.register(served, "silent")
    for number in range(WAITED_FOR + HELD):
        app = later if number < WAITED_FOR else silent
        await office.begin(app, {"subject": str(1_000 + number), "count": "1", "kinds": "notice,reply"})
    search = read_app(files("genkan.apps.built_in") / "diet_search")
    await office.begin(search, {"words": "オンライン", "most": "20", "start": "1"})


async def check_what_is_left(installation: Installation, records: Database) -> None:
    """Nobody knows what became of what was on its way, which is said; and every call stands in the records."""
    ended = await rows(records, run_table)
    told = [row["failure"]["sentence"] for row in ended if row["state"] == RunState.FAILED]
    assert all("処理が中断しました" in each for each in told)
    assert not [row for row in await rows(records, step_table) if row["name"].startswith("external.")]
    calls = (await installation.records()).values()
    outcomes = Counter((row["app"], row["outcome"]) for row in calls if row["app"])
    assert outcomes["silent", Outcome.INTERRUPTED] == HELD
    assert outcomes["diet-search", Outcome.INTERRUPTED] == outcomes["diet-search", Outcome.COMPLETED] == 1
    assert "records of calls" in await installation.verify()


def posts(served: Served) -> Counter[str]:
    """How often each app of the twin was asked, by method."""
    return Counter(f"{each.method} {each.app}" for each in list(served.twin.heard))


async def states(database: Database) -> dict[str, int]:
    """How many runs stand where."""
    return dict(Counter(row["state"] for row in await rows(database, run_table)))


async def let_time_pass(database: Database) -> None:
    """As if the time of the next look had come."""
    waits = (job.c.task == RUN_ELSEWHERE, job.c.state == JobState.QUEUED)
    async with database.write() as connection:
        past = system_clock() - timedelta(seconds=1)
        await connection.execute(job.update().where(*waits).values(run_after=past))
