"""A small installation of the models' pages: real database and ledger, an endpoint that says what it serves."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from genkan.catalogue import Discovery, Load, Saturation
from genkan.catalogue.pages import router
from genkan.governance import Ledger, Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import Problem, new_id
from genkan.settings import Settings
from genkan.storage import Database, metadata
from tests.conftest import StillClock
from tests.one_room import new_person, one_room, pages_of, signed_in


class NobodyThere(Problem):
    """What the door says of an address at which nothing answers."""

    sentence = "モデルの接続先に接続できませんでした。"
    next_step = "アドレスを確認してください。"


@dataclass
class Endpoints:
    """Which models are served where, and what was looked at."""

    served: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failure: Problem | None = None
    looked_at: list[tuple[str, str]] = field(default_factory=list)

    async def look(self, address: str, secret_reference: str) -> tuple[str, ...]:
        """The models at an address."""
        self.looked_at.append((address, secret_reference))
        if self.failure:
            raise self.failure
        if address not in self.served:
            raise NobodyThere
        return self.served[address]

    def discovery(self) -> Discovery:
        """The part that looks here."""
        return Discovery(self.look, self._is_open)

    async def _is_open(self, _port: int) -> bool:
        return True


@dataclass
class ModelsRoom:
    """The running installation."""

    database: Database
    ledger: Ledger
    clock: StillClock
    endpoints: Endpoints
    loads: dict[str, tuple[int, int, int]]
    application: FastAPI
    organisation: Organisation
    _stack: AsyncExitStack

    async def browser(self, *roles: Role, language: str = "ja") -> httpx2.AsyncClient:
        """A browser in which a new person with these roles is signed in."""
        person = await new_person(
            self.database, self.organisation, *roles, clock=self.clock, language=language
        )
        client = await signed_in(self.application, self.database, person, clock=self.clock)
        return await self._stack.enter_async_context(client)

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, oldest first."""
        async with self.database.read() as connection:
            result = await connection.execute(metadata.tables[table].select().order_by("id"))
            return [dict(row) for row in result.mappings()]


@pytest.fixture
def ledger(database: Database, clock: StillClock) -> Ledger:
    """A ledger whose background work has not begun."""
    return Ledger(database, clock, None)


@pytest.fixture
async def room(database: Database, clock: StillClock, ledger: Ledger) -> AsyncIterator[ModelsRoom]:
    """The installation with one ministry."""
    organisation = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    async with database.write() as connection:
        await people.add_organisation(connection, organisation, now=clock())
    endpoints, loads = Endpoints(), dict[str, tuple[int, int, int]]()
    application = _application(database, ledger=ledger, endpoints=endpoints, loads=loads, clock=clock)
    async with AsyncExitStack() as stack:
        yield ModelsRoom(database, ledger, clock, endpoints, loads, application, organisation, stack)


def _application(
    database: Database,
    *,
    ledger: Ledger,
    endpoints: Endpoints,
    loads: Mapping[str, tuple[int, int, int]],
    clock: StillClock,
) -> FastAPI:
    parts: dict[type, object] = {
        Database: database,
        Ledger: ledger,
        Saturation: Saturation(lambda name: Load(*loads[name]) if name in loads else None),
        Queue: Queue(clock),
        Discovery: endpoints.discovery(),
        Settings: Settings(port=8000),
    }
    application = one_room(router, pages=pages_of("catalogue"), clock=clock, parts=parts)
    application.state.closing = asyncio.Event()
    return application
