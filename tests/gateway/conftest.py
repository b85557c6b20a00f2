"""A small installation: one ministry, one person, deployments, a running door."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.catalogue import Answer as Fact
from genkan.catalogue import DeploymentDraft, InformationClass, connect_deployment
from genkan.gateway import Answer, Ask, Gateway, Message, Purpose, Source, tasks
from genkan.governance import Ledger, Organisation, OrganisationKind, Person, Role
from genkan.governance.store import people
from genkan.jobs import Queue, Worker
from genkan.kit import new_id, system_clock
from genkan.storage import Database

RULE = Source(
    number=1,
    label="例示省行政文書管理規程第十二条",
    text="文書管理者は、保存期間が満了した行政文書を国立公文書館に移管する。",
    anchor="/regulations/1/12",
)
QUESTION = "保存期間が満了した文書はどうしますか。"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class House:
    """What a test needs of the installation."""

    database: Database
    ledger: Ledger
    queue: Queue
    gateway: Gateway
    worker: Worker
    person: Person

    async def connect(self, draft: DeploymentDraft) -> str:
        """Connect a deployment and return its id."""
        async with self.database.write() as connection:
            deployment = await connect_deployment(
                connection, draft, ledger=self.ledger, clock=system_clock, actor="command_line"
            )
        return deployment.id

    def ask_of(self, deployment_id: str, words: str = QUESTION, **changes: Any) -> Ask:
        """A question of the person."""
        ask = Ask(
            person_id=self.person.id,
            organisation_id=self.person.organisation_id,
            purpose=Purpose.CHAT,
            information_class=InformationClass.ONE,
            deployment_id=deployment_id,
            messages=(Message("user", words),),
            sources=(RULE,),
        )
        return replace(ask, **changes)

    async def ask(self, deployment_id: str, words: str = QUESTION, **changes: Any) -> str:
        """Ask and return the answer's id."""
        async with self.database.write() as connection:
            return await self.gateway.ask(connection, self.ask_of(deployment_id, words, **changes))

    async def end_of(self, answer_id: str) -> Answer:
        """The answer once it has ended."""
        async for progress in self.gateway.follow(answer_id):
            if progress.ended:
                break
        async with self.database.read() as connection:
            return await self.gateway.read(connection, answer_id)


EXTRACT = DeploymentDraft(
    title="抽出回答（簡潔）",
    protocol="extract",
    place="JP",
    vendor_logging=Fact.NO,
    learning=Fact.NO,
    ceiling=InformationClass.TWO,
    parameters={"breadth": "brief"},
)


@pytest.fixture
async def house(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    """The installation with its door and worker running."""
    ledger, queue = Ledger(database, system_clock, None), Queue(system_clock)
    gateway = Gateway(database, ledger=ledger, queue=queue, clock=system_clock, folder=tmp_path / "journal")
    worker = Worker(database, queue=queue, clock=system_clock, tasks=tasks(gateway))
    person = await _person(database)
    await gateway.start()
    await worker.start()
    yield House(database, ledger, queue, gateway, worker, person)
    await worker.stop(grace_seconds=0)
    await gateway.stop()
    await ledger.stop()


@pytest.fixture
async def endpoint() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    """Start a server that answers ``/v1/chat/completions`` with a handler; returns its base address.

    A handler that never ends is cut off at the end of the test.
    """
    servers: list[TestServer] = []

    async def start(handler: Handler) -> str:
        application = web.Application()
        application.router.add_post("/v1/chat/completions", handler)
        server = TestServer(application)
        servers.append(server)
        await server.start_server(shutdown_timeout=0)
        return str(server.make_url("/v1"))

    yield start
    for server in servers:
        await server.close()


async def _person(database: Database) -> Person:
    ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
    person = Person(
        id=new_id(system_clock),
        organisation_id=ministry.id,
        bureau_id=None,
        name="試験花子",
        sign_in_name="hanako",
        roles=frozenset({Role.STAFF}),
        language="ja",
        active=True,
    )
    async with database.write() as connection:
        await people.add_organisation(connection, ministry, now=system_clock())
        await people.add_person(connection, person, now=system_clock())
    return person
