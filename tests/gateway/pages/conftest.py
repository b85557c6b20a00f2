"""The pages of the door on a real database, with browsers that are signed in."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI, Request
from starlette.responses import Response

from genkan.gateway.pages import router
from genkan.governance import (
    SESSION_COOKIE,
    Ledger,
    Organisation,
    OrganisationKind,
    Person,
    Role,
    SignInRequired,
    answer_sign_in_required,
)
from genkan.governance.store import people, sessions
from genkan.governance.store.sessions import Session
from genkan.governance.viewing import hash_token
from genkan.kit import Problem, new_id
from genkan.settings import Settings
from genkan.storage import Database
from genkan.ui import Pages
from tests.conftest import StillClock


@dataclass
class Desk:
    """The running installation with one ministry."""

    database: Database
    clock: StillClock
    application: FastAPI
    organisation: Organisation
    stack: AsyncExitStack

    async def browser(self, *roles: Role, language: str = "ja") -> httpx2.AsyncClient:
        """A browser in which a new person with these roles is signed in."""
        name = new_id(self.clock)
        person = Person(name, self.organisation.id, None, name, name, frozenset(roles), language, active=True)
        token, now = new_id(self.clock), self.clock()
        session = Session(new_id(self.clock), person.id, "test", now, now, now.replace(year=now.year + 1))
        async with self.database.write() as connection:
            await people.add_person(connection, person, now=now)
            await sessions.add_session(connection, session, token_hash=hash_token(token))
        client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.application),
            base_url="http://genkan.test",
            cookies={SESSION_COOKIE: token},
        )
        return await self.stack.enter_async_context(client)


@pytest.fixture
async def desk(database: Database, clock: StillClock) -> AsyncIterator[Desk]:
    """The installation."""
    organisation = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    async with database.write() as connection:
        await people.add_organisation(connection, organisation, now=clock())
    async with AsyncExitStack() as stack:
        yield Desk(database, clock, _application(database, clock), organisation, stack)


def _application(database: Database, clock: StillClock) -> FastAPI:
    pages = Pages({"gateway": Path(str(files("genkan.gateway"))) / "templates"}, language="ja")
    application = FastAPI()
    application.state.parts = {
        Database: database,
        Ledger: Ledger(database, clock, None),
        Pages: pages,
        Settings: Settings(port=8000),
    }
    application.state.clock = clock
    application.include_router(router)

    async def on_problem(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return pages.problem(request, problem)

    application.add_exception_handler(Problem, on_problem)
    application.add_exception_handler(SignInRequired, answer_sign_in_required)
    return application
