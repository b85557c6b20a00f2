"""The real application with two organisations, and browsers in which their people are signed in."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bs4 import BeautifulSoup
from fastapi import FastAPI
from sqlalchemy import Connection, event

from genkan.asgi import Parts, create_application, make_pages, make_parts
from genkan.asgi import application as application_module
from genkan.asgi import parts as parts_module
from genkan.catalogue import Answer as Fact
from genkan.catalogue import Deployment, DeploymentDraft, InformationClass, connect_deployment
from genkan.gateway import Answer
from genkan.governance import Organisation, OrganisationKind, Person, Role
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.knowledge import Collection
from genkan.knowledge.rewriting.prompt import rewriting_messages
from genkan.settings import Settings
from genkan.storage import metadata
from genkan.ui import Pages
from tests.conftest import StillClock
from tests.one_room import new_person, signed_in

REGULATION = """---
title: 例示省旅費規程
organisation: 例示省
---

## 第一章　総則

#### 第一条（目的）

この規程は、職員の出張に要する費用の支給について必要な事項を定める。

#### 第二条（日当）

日当は、出張の日数に応じ、一日当たり二千円を支給する。

#### 第三条（精算）

職員は、出張から帰着した日の翌日から起算して七日以内に、旅費を精算しなければならない。
"""
QUESTION = "出張から帰ったら、いつまでに旅費を精算しますか。"
LIMIT = 20.0


@dataclass
class Browser:
    """A browser in which one person is signed in; reads pages as soup."""

    client: httpx2.AsyncClient
    person: Person

    async def get(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """A page."""
        response = await self.client.get(path)
        assert response.status_code == status, response.text
        return BeautifulSoup(response.text, "html.parser")

    async def post(self, path: str, data: dict[str, Any] | None = None, *, status: int = 303) -> Any:
        """Send a form; gives where it leads, or the page that came back."""
        response = await self.client.post(path, data=data or {})
        assert response.status_code == status, response.text
        if status == 303:
            return response.headers["location"]
        return BeautifulSoup(response.text, "html.parser")


@dataclass
class Workspace:
    """The running installation."""

    parts: Parts
    clock: StillClock
    application: FastAPI
    ministry: Organisation
    city: Organisation
    _stack: AsyncExitStack

    async def person(
        self, name: str, *roles: Role, of: Organisation | None = None, language: str = "ja"
    ) -> Person:
        """A new person, staff of the ministry if nothing else is said."""
        return await new_person(
            self.parts.database,
            of or self.ministry,
            *roles,
            clock=self.clock,
            name=name,
            language=language,
        )

    async def browser(
        self, name: str = "例示花子", *roles: Role, of: Organisation | None = None, language: str = "ja"
    ) -> Browser:
        """A browser of a new person."""
        return await self.sign_in(await self.person(name, *roles, of=of, language=language))

    async def sign_in(self, person: Person) -> Browser:
        """A browser in which the person is signed in."""
        client = await signed_in(
            self.application, self.parts.database, person, clock=self.clock, sec_fetch_site="same-origin"
        )
        return Browser(await self._stack.enter_async_context(client), person)

    async def connect(self, title: str = "抽出回答（簡潔）", **facts: Any) -> Deployment:
        """Connect a deployment that may answer 機密性1 and 機密性2, the extractive answerer by default."""
        draft = DeploymentDraft(
            title=title,
            protocol="extract",
            place="JP",
            vendor_logging=Fact.NO,
            learning=Fact.NO,
            ceiling=InformationClass.TWO,
        )
        async with self.parts.database.write() as connection:
            return await connect_deployment(
                connection,
                replace(draft, **facts),
                ledger=self.parts.ledger,
                clock=self.clock,
                actor="command_line",
            )

    async def add_collection(
        self, title: str, content: str = "", *, of: Organisation | None = None, information_class: int = 1
    ) -> Collection:
        """A collection with one regulation, ready to be searched."""
        async with self.parts.database.write() as connection:
            collection = await self.parts.library.add_collection(
                connection,
                organisation_id=(of or self.ministry).id,
                title=title,
                information_class=information_class,
            )
            await self.parts.library.load_regulation(
                connection, collection.id, name="regulation.md", content=(content or REGULATION).encode()
            )
        await self.parts.library.build_index()
        return collection

    async def fill_the_disk(self) -> None:
        """From now on the file of the database cannot grow."""

        def limit(connection: Connection) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count=1")

        event.listen(self.parts.database._engine.sync_engine, "begin", limit)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        async with self.parts.database.read() as connection:
            result = await connection.execute(metadata.tables[table].select())
            return [dict(row) for row in result.mappings()]

    async def events(self, prefix: str = "workspace:") -> list[str]:
        """The kinds of the ledger's events; their order within one moment means nothing."""
        return [row["kind"] for row in await self.rows("ledger_event") if row["kind"].startswith(prefix)]

    async def answers(self) -> list[Answer]:
        """Every answer, in the order in which they were asked for."""
        ids = sorted(row["id"] for row in await self.rows("answer"))
        async with self.parts.database.read() as connection:
            found = await self.parts.gateway.read_many(connection, ids)
        return [found[answer_id] for answer_id in ids]

    async def end_as(self, outcome: str, **texts: str) -> None:
        """Make every answer look as if it had ended in this way, without a text unless one is given."""
        values = {"text": "", **texts, "outcome": outcome}
        async with self.parts.database.write() as connection:
            await connection.execute(metadata.tables["answer"].update().values(values))

    async def until_ended(self) -> None:
        """Wait until no answer is being written any more."""
        async with asyncio.timeout(LIMIT):
            while not all(answer.ended for answer in await self.answers()):
                await asyncio.sleep(0.02)

    async def until_measured(self, number: int) -> list[dict[str, Any]]:
        """Wait until the citations of so many answers were measured."""
        async with asyncio.timeout(LIMIT):
            while len(rows := await self.rows("citation_measure")) < number:
                await asyncio.sleep(0.02)
        return rows

    async def ask(self, browser: Browser, question: str = QUESTION, **fields: str) -> str:
        """Begin a conversation and wait for its answer; returns the path of its page."""
        path = await self.begin(browser, question, **fields)
        await self.until_ended()
        return path

    async def begin(self, browser: Browser, question: str = QUESTION, **fields: str) -> str:
        """Begin a conversation; returns the path of its page."""
        form = await self.form(browser)
        return await browser.post("/chat", {**form, "question": question, **fields})

    async def form(self, browser: Browser, path: str = "/chat", action: str = "/chat") -> dict[str, Any]:
        """The fields of a form as a browser would send them."""
        return fields_of(await browser.get(path), action)


def fields_of(page: BeautifulSoup, action: str) -> dict[str, Any]:
    """What a browser sends with the form of that action."""
    form = page.select_one(f'form[action="{action}"]')
    assert form is not None, f"no form to {action}"
    fields: dict[str, Any] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            fields[name] = str(chosen["value"]) if chosen else ""
        elif control.name == "textarea":
            fields[name] = control.text.removeprefix("\n")
        elif control.get("type") not in {"checkbox", "radio"}:
            fields[name] = str(control.get("value", ""))
        elif control.has_attr("checked"):
            values = fields.setdefault(name, [])
            values.append(str(control["value"]))
    return fields


@pytest.fixture(scope="session")
def pages() -> Pages:
    """The templates, compiled once for all tests."""
    return make_pages("ja")


@pytest.fixture
def install(
    clock: StillClock, tmp_path: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], AbstractAsyncContextManager[Workspace]]:
    """Start the real application on a database, with a ministry and a city."""

    @asynccontextmanager
    async def start(database_url: str) -> AsyncIterator[Workspace]:
        settings = Settings(data_folder=tmp_path, database_url=database_url)
        monkeypatch.setattr(parts_module, "make_pages", lambda _language: pages)
        parts = make_parts(settings, clock)
        monkeypatch.setattr(application_module, "make_parts", lambda _settings, _clock: parts)
        application = create_application(settings, clock)
        ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
        city = Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None)
        async with parts.database.write() as connection:
            for organisation in (ministry, city):
                await people.add_organisation(connection, organisation, now=clock())
        async with application.router.lifespan_context(application), AsyncExitStack() as stack:
            yield Workspace(parts, clock, application, ministry, city, stack)
            await parts.worker.stop(grace_seconds=0)

    return start


Install = Callable[[str], AbstractAsyncContextManager[Workspace]]


@pytest.fixture
async def workspace(install: Install, database_url: str) -> AsyncIterator[Workspace]:
    """The application on each engine in turn."""
    async with install(database_url) as started:
        yield started


@pytest.fixture
async def sqlite_workspace(install: Install, sqlite_url: str) -> AsyncIterator[Workspace]:
    """The application on SQLite, for faults that only a file can have."""
    async with install(sqlite_url) as started:
        yield started


class Model:
    """A model that says what a test tells it to, piece by piece; ``finish`` ends the answer.

    Where it is asked to put a question in other words, it says ``plan`` at once.
    """

    def __init__(self) -> None:
        self.address = ""
        self.plan = "[]"
        self.planned: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self._pieces: asyncio.Queue[str | None] = asyncio.Queue()

    def say(self, *pieces: str) -> None:
        """Let the running answer, or the next one, go on."""
        for piece in pieces:
            self._pieces.put_nowait(piece)

    def finish(self) -> None:
        """Let the answer end."""
        self._pieces.put_nowait(None)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The stream of one chat completion."""
        body = await request.json()
        is_plan = body["messages"][0]["content"] == rewriting_messages("")[0].content
        (self.planned if is_plan else self.asked).append(body)
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        if is_plan:
            await response.write(_chunk({"delta": {"content": self.plan}, "finish_reason": None}))
        while not is_plan and (piece := await self._pieces.get()) is not None:
            await response.write(_chunk({"delta": {"content": piece}, "finish_reason": None}))
        await response.write(_chunk({"delta": {}, "finish_reason": "stop"}) + b"data: [DONE]\n\n")
        return response


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    """A model server that a test leads by the hand."""
    model = Model()
    application = web.Application()
    application.router.add_post("/v1/chat/completions", model.answer)
    server = TestServer(application)
    await server.start_server()
    model.address = str(server.make_url("/v1"))
    yield model
    model.finish()
    await server.close()


def _chunk(choice: dict[str, Any]) -> bytes:

    return f"data: {json.dumps({'choices': [{'index': 0, **choice}]})}\n\n".encode()
