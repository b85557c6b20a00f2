"""A small installation of the trial's pages: real door, worker, library, ledger and database."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from fastapi import FastAPI

from genkan.catalogue import Answer as Fact
from genkan.catalogue import Deployment, DeploymentDraft, InformationClass, connect_deployment
from genkan.gateway import Gateway
from genkan.gateway import tasks as gateway_tasks
from genkan.governance import KeptDetails, Ledger, ObjectNames, Organisation, OrganisationKind, Person, Role
from genkan.governance.pages import router as governance_router
from genkan.governance.store import people
from genkan.jobs import Queue, Worker
from genkan.kit import new_id
from genkan.knowledge import Collection, Library
from genkan.storage import Database, metadata
from genkan.trial import BallotBox, ReportDesk, UseRecorder, kept_details, open_desk
from genkan.trial import tasks as trial_tasks
from genkan.trial.pages import router
from tests.conftest import StillClock
from tests.one_room import new_person, one_room, pages_of, signed_in

StartModel = Callable[..., Awaitable[str]]
QUESTION = "出張の日当は、どのように支給されますか。"
TRAVEL_RULE = """---
title: 例示省旅費規程
number: 例示省訓令第三号
---

## 第一章 総則

#### 第一条（日当）

日当は、出張の日数に応じ、一日当たりの定額により支給する。

#### 第二条（宿泊料）

宿泊料は、宿泊先の区分に応じ、一夜当たりの定額により支給する。
"""


@dataclass
class TrialRoom:
    """The running installation."""

    database: Database
    ledger: Ledger
    gateway: Gateway
    worker: Worker
    library: Library
    clock: StillClock
    application: FastAPI
    ballot_box: BallotBox
    organisation: Organisation
    _stack: AsyncExitStack

    async def add_organisation(self, name: str) -> Organisation:
        """A new city."""
        city = Organisation(new_id(self.clock), name, OrganisationKind.CITY, None)
        async with self.database.write() as connection:
            await people.add_organisation(connection, city, now=self.clock())
        return city

    async def person(
        self, name: str, *roles: Role, language: str = "ja", organisation: Organisation | None = None
    ) -> Person:
        """A new person of the ministry, staff if no role is given."""
        return await new_person(
            self.database,
            organisation or self.organisation,
            *roles,
            clock=self.clock,
            name=name,
            language=language,
        )

    async def browser(self, person: Person) -> httpx2.AsyncClient:
        """A browser in which the person is signed in."""
        client = await signed_in(self.application, self.database, person, clock=self.clock)
        return await self._stack.enter_async_context(client)

    async def connect(self, title: str, **facts: Any) -> Deployment:
        """Connect a deployment that may answer 機密性1 and 機密性2."""
        safe = {"place": "JP", "vendor_logging": Fact.NO, "learning": Fact.NO, "government_cloud": Fact.YES}
        draft = DeploymentDraft(**{"title": title, "ceiling": InformationClass.TWO, **safe, **facts})
        async with self.database.write() as connection:
            return await connect_deployment(
                connection, draft, ledger=self.ledger, clock=self.clock, actor="command_line"
            )

    async def connect_extracts(self) -> tuple[Deployment, Deployment]:
        """The two settings of the extractive answerer."""
        brief, broad = [
            await self.connect(f"抽出回答（{title}）", protocol="extract", parameters={"breadth": breadth})
            for title, breadth in (("簡潔", "brief"), ("詳細", "broad"))
        ]
        return brief, broad

    async def add_collection(self, title: str, *, information_class: int = 1) -> Collection:
        """A collection of the ministry with one regulation; the index knows it only after ``build_index``."""
        async with self.database.write() as connection:
            collection = await self.library.add_collection(
                connection,
                organisation_id=self.organisation.id,
                title=title,
                information_class=information_class,
            )
            await self.library.load_regulation(
                connection, collection.id, name="travel.md", content=TRAVEL_RULE.encode()
            )
        return collection

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        async with self.database.read() as connection:
            result = await connection.execute(metadata.tables[table].select())
            return [dict(row) for row in result.mappings()]

    async def events(self, kind: str) -> list[dict[str, Any]]:
        """The ledger's events of a kind, oldest first."""
        rows = [row for row in await self.rows("ledger_event") if row["kind"] == kind]
        return sorted(rows, key=lambda row: row["id"])

    async def until_ended(self, number: int = 2) -> None:
        """Wait until so many ends of answers stand in the ledger."""
        async with asyncio.timeout(20):
            while len(await self.events("trial:answer:ended")) < number:
                await asyncio.sleep(0.02)

    def see_all(self) -> None:
        """Let so much time pass that a page opened now shows both answers in full."""
        self.clock.advance(minutes=30)


@pytest.fixture
async def room(database: Database, clock: StillClock, tmp_path: Path) -> AsyncIterator[TrialRoom]:
    """The installation with its door and worker running."""
    ledger, queue = Ledger(database, clock, None), Queue(clock)
    gateway = Gateway(database, ledger=ledger, queue=queue, clock=clock, folder=tmp_path / "journal")
    library = Library(database, clock, tmp_path / "index")
    trial = trial_tasks(database=database, ledger=ledger, gateway=gateway, library=library)
    tasks = {**gateway_tasks(gateway), **trial}
    worker = Worker(database, queue=queue, clock=clock, tasks=tasks)
    organisation = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    async with database.write() as connection:
        await people.add_organisation(connection, organisation, now=clock())
    box = BallotBox(database=database, ledger=ledger, gateway=gateway, clock=clock)
    application = _application(
        database, ledger=ledger, gateway=gateway, library=library, clock=clock, ballot_box=box
    )
    await gateway.start()
    await worker.start()
    async with AsyncExitStack() as stack:
        yield TrialRoom(
            database, ledger, gateway, worker, library, clock, application, box, organisation, stack
        )
    await box.stop()
    await worker.stop(grace_seconds=0)
    await library.stop()
    await gateway.stop()
    await ledger.stop()


def _application(
    database: Database,
    *,
    ledger: Ledger,
    gateway: Gateway,
    library: Library,
    clock: StillClock,
    ballot_box: BallotBox,
) -> FastAPI:
    parts: dict[type, object] = {
        Database: database,
        Ledger: ledger,
        Gateway: gateway,
        Library: library,
        ObjectNames: ObjectNames({}),
        KeptDetails: KeptDetails(kept_details),
        BallotBox: ballot_box,
        UseRecorder: UseRecorder(database=database, ledger=ledger, gateway=gateway, clock=clock),
        ReportDesk: open_desk(database=database, ledger=ledger, queue=Queue(clock), clock=clock),
    }
    application = one_room(
        router, governance_router, pages=pages_of("governance", "trial"), clock=clock, parts=parts
    )
    application.state.closing = asyncio.Event()
    return application


@pytest.fixture
async def model_server() -> AsyncIterator[StartModel]:
    """Start a server that answers every chat completion with a text; returns its base address.

    The text comes in pieces of three characters with ``pause`` seconds between them; with ``hangs`` it never ends.
    """
    servers: list[TestServer] = []

    async def start(text: str, *, pause: float = 0.0, hangs: bool = False) -> str:
        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"content-type": "text/event-stream"})
            await response.prepare(request)
            for place in range(0, len(text), 3):
                await response.write(_chunk(text[place : place + 3]).encode())
                await asyncio.sleep(pause)
            if hangs:
                await asyncio.sleep(3600)
            await response.write(_chunk("", reason="stop").encode() + b"data: [DONE]\n\n")
            return response

        application = web.Application()
        application.router.add_post("/v1/chat/completions", answer)
        servers.append(TestServer(application))
        await servers[-1].start_server()
        return str(servers[-1].make_url("/v1"))

    yield start
    for server in servers:
        await server.close()


def _chunk(text: str, *, reason: str | None = None) -> str:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": reason}
    return f"data: {json.dumps({'choices': [choice]}, ensure_ascii=False)}\n\n"
