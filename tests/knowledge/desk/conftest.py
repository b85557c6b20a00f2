"""The real application on a port of its own, with two organisations, shelves of every kind of readers, and keys."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from genkan.asgi import Parts, create_application, make_pages, make_parts
from genkan.asgi import application as application_module
from genkan.catalogue import InformationClass
from genkan.cli.patient_protocol import PatientProtocol
from genkan.gateway import ApiKey, KeyDraft, issue_key
from genkan.governance import SESSION_COOKIE, Organisation, OrganisationKind, Person, Role
from genkan.governance.store import people
from genkan.kit import new_id
from genkan.knowledge import Collection, Desk, Library, ListedReader, NamedFile, Pace, Readers
from genkan.knowledge.text.tokenise import SudachiSegmenter
from genkan.settings import Settings
from genkan.ui import Pages
from tests.conftest import StillClock
from tests.one_room import signed_in


@dataclass
class Doors:
    """The running server; ``shelves`` by their titles, ``documents`` by the title of their shelf."""

    parts: Parts
    application: FastAPI
    clock: StillClock
    url: str
    ministry: Organisation
    city: Organisation
    stack: AsyncExitStack
    shelves: dict[str, Collection] = field(default_factory=dict[str, Collection])
    documents: dict[str, str] = field(default_factory=dict[str, str])
    people: dict[str, Person] = field(default_factory=dict[str, Person])

    async def person(self, organisation: Organisation, *roles: Role, bureau_id: str | None = None) -> Person:
        """A new person, staff if no role is given."""
        identity = new_id(self.clock)
        person = Person(
            id=identity,
            organisation_id=organisation.id,
            bureau_id=bureau_id,
            name=identity,
            sign_in_name=identity,
            roles=frozenset(roles or {Role.STAFF}),
            language="ja",
            active=True,
        )
        async with self.parts.database.write() as connection:
            await people.add_person(connection, person, now=self.clock())
        return person

    async def bureau(self, organisation: Organisation) -> str:
        """A new bureau of the organisation."""
        bureau = Organisation(new_id(self.clock), "総務局", organisation.kind, organisation.id)
        async with self.parts.database.write() as connection:
            await people.add_organisation(connection, bureau, now=self.clock())
        return bureau.id

    async def key(self, organisation: Organisation, *, may_read: bool = True, **changes: Any) -> str:
        """The secret of a new key."""
        return (await self.key_and_secret(organisation, may_read=may_read, **changes))[1]

    async def key_and_secret(self, organisation: Organisation, **changes: Any) -> tuple[ApiKey, str]:
        """A new key and its secret."""
        owner = await self.person(organisation)
        draft = KeyDraft(
            title="試験用のキー",
            organisation_id=organisation.id,
            owner_id=owner.id,
            expires_at=self.clock() + timedelta(days=30),
            ceiling=InformationClass.ONE,
        )
        async with self.parts.database.write() as connection:
            issued = await issue_key(
                connection,
                replace(draft, **{"may_read": True, **changes}),
                ledger=self.parts.ledger,
                clock=self.clock,
                actor="command_line",
            )
        await self.parts.gateway.programs.keeper.look()
        return issued

    async def program(self, organisation: Organisation, **changes: Any) -> httpx2.AsyncClient:
        """A program with a key of its own."""
        return self.program_with(await self.key(organisation, **changes))

    def program_with(self, secret: str, **headers: str) -> httpx2.AsyncClient:
        """A program with this key, or none where it is empty."""
        stated = {"authorization": f"Bearer {secret}"} if secret else {}
        client = httpx2.AsyncClient(base_url=self.url, headers={**stated, **headers}, timeout=30)
        self.stack.push_async_callback(client.aclose)
        return client

    async def browser(self, person: Person) -> httpx2.AsyncClient:
        """What a script of our own pages would send for a signed-in person."""
        async with await signed_in(
            self.application, self.parts.database, person, clock=self.clock
        ) as browser:
            token = browser.cookies[SESSION_COOKIE]
        client = httpx2.AsyncClient(
            base_url=self.url,
            cookies={SESSION_COOKIE: token},
            headers={"sec-fetch-site": "same-origin"},
            timeout=30,
        )
        self.stack.push_async_callback(client.aclose)
        return client

    @asynccontextmanager
    async def mcp(self, secret: str, *, mode: str = "auto") -> AsyncIterator[Client]:
        """The official SDK's client over HTTP."""
        async with httpx2.AsyncClient(headers={"authorization": f"Bearer {secret}"}, timeout=30) as http:
            transport = streamable_http_client(f"{self.url}/mcp", http_client=http)
            async with Client(transport, mode=mode) as client:
                yield client

    async def shelf(
        self,
        title: str,
        text: str,
        *,
        of: Organisation,
        readers: Readers = Readers.ORGANISATION,
        listed: tuple[ListedReader, ...] = (),
        information_class: int = 1,
        name: str = "",
    ) -> Collection:
        """A shelf with one document; ``index`` makes it searchable."""
        async with self.parts.database.write() as connection:
            collection = await self.parts.library.add_collection(
                connection, organisation_id=of.id, title=title, information_class=information_class
            )
            await self.parts.loader.set_readers(
                connection, collection, readers=readers, listed=listed, actor="command_line"
            )
        file = NamedFile(name or f"{title}.md", text.encode())
        report = await self.parts.loader.load_files([file], collection_id=collection.id, actor="command_line")
        self.shelves[title] = collection
        self.documents[title] = report.files[0].document_id or ""
        return collection

    async def index(self) -> None:
        """Let searches see all that was loaded."""
        await self.parts.library.build_index()


@pytest.fixture(scope="session")
def pages() -> Pages:
    """The templates, compiled once."""
    return make_pages("ja")


@pytest.fixture
async def doors(
    database_url: str,
    clock: StillClock,
    tmp_path: Path,
    pages: Pages,
    segmenter: SudachiSegmenter,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Doors]:
    """The server on each engine in turn."""
    settings = Settings(data_folder=tmp_path, database_url=database_url, reads_per_minute=10_000)
    parts = _parts(settings, clock, pages, segmenter)
    monkeypatch.setattr(application_module, "make_parts", lambda _settings, _clock: parts)
    application = create_application(settings, clock)
    ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    city = Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None)
    async with parts.database.write() as connection:
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=clock())
    listening = socket.create_server(("127.0.0.1", 0))
    configuration = uvicorn.Config(
        application, http=PatientProtocol, log_level="critical", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(configuration)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    async with AsyncExitStack() as stack:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield Doors(parts, application, clock, url, ministry, city, stack)
    await parts.worker.stop(grace_seconds=0)
    server.should_exit = True
    await serving
    listening.close()


def _parts(settings: Settings, clock: StillClock, pages: Pages, segmenter: SudachiSegmenter) -> Parts:
    """The parts of the installation, with the dictionary and the templates that all tests share."""
    parts = make_parts(settings, clock)
    library = Library(parts.database, clock, settings.data_folder / "index", segmenter=segmenter)
    pace = Pace(per_minute=settings.reads_per_minute)
    desk = Desk(parts.database, library, pace=pace, tally=parts.tally)
    return replace(parts, pages=pages, library=library, desk=desk)
