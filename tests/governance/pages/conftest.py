"""A small installation of sign-in and administration: real database, ledger, templates and guards."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import httpx2
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import select
from starlette.responses import Response

from genkan.governance import (
    SESSION_COOKIE,
    CrossSiteGuard,
    Duties,
    KeptDetails,
    Ledger,
    ObjectNames,
    Organisation,
    OrganisationKind,
    Passwords,
    Person,
    PersonDraft,
    Role,
    SignInRequired,
    add_organisation,
    add_person,
    answer_sign_in_required,
    make_link,
)
from genkan.governance.ledger.store.tables import ledger_event
from genkan.governance.pages import router
from genkan.governance.store import people
from genkan.kit import Problem
from genkan.settings import Settings
from genkan.storage import Database, StorageProblem
from tests.conftest import StillClock
from tests.one_room import pages_of

PASSWORD = "correct horse battery"
STAFF = frozenset({Role.STAFF})
ADMINISTRATOR = frozenset({Role.MINISTRY_ADMINISTRATOR})


def cheap_passwords() -> Passwords:
    """The same algorithm at the lowest cost."""
    return Passwords(passes=1, memory_kibibytes=8, lanes=1)


@dataclass
class GovernanceRoom:
    """The application, and short ways to put people into it and to look at what happened."""

    database: Database
    ledger: Ledger
    clock: StillClock
    application: FastAPI
    stack: AsyncExitStack
    passwords: Passwords = field(default_factory=cheap_passwords)

    async def organisation(
        self, name: str, kind: OrganisationKind = OrganisationKind.MINISTRY
    ) -> Organisation:
        """A new organisation."""
        async with self.database.write() as connection:
            return await add_organisation(
                connection, ledger=self.ledger, clock=self.clock, actor="system", name=name, kind=kind
            )

    async def person(
        self, organisation: Organisation, sign_in_name: str, roles: frozenset[Role] = STAFF
    ) -> Person:
        """A new person whose password is ``PASSWORD``."""
        password_hash = await self.passwords.hash(PASSWORD)
        async with self.database.write() as connection:
            person = await add_person(
                connection,
                PersonDraft("例示 花子", sign_in_name, roles),
                organisation_id=organisation.id,
                ledger=self.ledger,
                clock=self.clock,
                actor="system",
            )
            await people.set_password_hash(connection, person.id, password_hash=password_hash)
        return person

    async def link(self, person: Person) -> str:
        """The path of a new one-time link."""
        async with self.database.write() as connection:
            return await make_link(
                connection, person.id, ledger=self.ledger, clock=self.clock, actor="command_line"
            )

    async def find(self, person: Person) -> Person:
        """The person as stored now."""
        async with self.database.read() as connection:
            found = await people.find_person(connection, person_id=person.id)
        assert found is not None
        return found

    async def browser(self, *, address: str = "192.0.2.1") -> httpx2.AsyncClient:
        """A browser that nobody signed in with, at a network address."""
        transport = httpx2.ASGITransport(
            app=self.application, client=(address, 50000), raise_app_exceptions=False
        )
        client = httpx2.AsyncClient(
            transport=transport,
            base_url="http://genkan.test",
            headers={"sec-fetch-site": "same-origin", "user-agent": "Firefox/140.0 (Linux)"},
        )
        return await self.stack.enter_async_context(client)

    async def signed_in(self, person: Person) -> httpx2.AsyncClient:
        """A browser in which the person signed in."""
        browser = await self.browser()
        answer = await sign_in(browser, person.sign_in_name)
        assert answer.status_code == 303, answer.text
        return browser

    async def kinds(self) -> list[str]:
        """The kinds of all events of the ledger, one for each event."""
        async with self.database.read() as connection:
            rows = await connection.execute(select(ledger_event.c.kind))
            return list(rows.scalars())


async def sign_in(
    browser: httpx2.AsyncClient, name: str, password: str = PASSWORD, **more: str
) -> httpx2.Response:
    """Send the sign-in form."""
    return await browser.post("/sign-in", data={"sign_in_name": name, "password": password, **more})


def make_application(
    database: Database, *, ledger: Ledger, clock: StillClock, settings: Settings | None = None
) -> FastAPI:
    """The pages of this room alone, with the guards that stand before them."""
    pages = pages_of("governance")
    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    parts = (
        settings or Settings(),
        database,
        ledger,
        pages,
        cheap_passwords(),
        ObjectNames({}),
        Duties(),
        KeptDetails(),
    )
    application.state.parts = {type(part): part for part in parts}
    application.state.clock = clock
    application.router.routes.extend(router.routes)

    async def on_problem(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return pages.problem(request, problem)

    application.add_exception_handler(Problem, on_problem)
    application.add_exception_handler(StorageProblem, on_problem)
    application.add_exception_handler(SignInRequired, answer_sign_in_required)
    application.add_middleware(CrossSiteGuard, public_address="http://genkan.test")
    return application


@pytest.fixture
async def room(database: Database, ledger: Ledger, clock: StillClock) -> AsyncIterator[GovernanceRoom]:
    """An installation without organisations."""
    application = make_application(database, ledger=ledger, clock=clock)
    async with AsyncExitStack() as stack:
        yield GovernanceRoom(database, ledger, clock, application, stack)


@pytest.fixture
async def ministry(room: GovernanceRoom) -> Organisation:
    """例示省"""
    return await room.organisation("例示省")


def token_of(browser: httpx2.AsyncClient) -> str:
    """The session token that the browser holds."""
    return browser.cookies.get(SESSION_COOKIE) or ""


def hold(browser: httpx2.AsyncClient, token: str) -> None:
    """Let the browser hold this session token and no other."""
    browser.cookies.clear()
    browser.cookies.set(SESSION_COOKIE, token, domain="genkan.test")
