"""The application of one room alone, and browsers in which people are signed in to it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import httpx2
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response

from genkan.governance import (
    SESSION_COOKIE,
    Organisation,
    Person,
    Role,
    SignInRequired,
    answer_sign_in_required,
)
from genkan.governance.store import people, sessions
from genkan.governance.store.sessions import Session
from genkan.governance.viewing import hash_token
from genkan.kit import Problem, new_id
from genkan.storage import Database
from genkan.ui import Pages
from tests.conftest import StillClock


@cache
def pages_of(*rooms: str) -> Pages:
    """The pages of these rooms, made once a process as the product makes them: they keep nothing of a request."""
    return Pages({room: Path(str(files(f"genkan.{room}"))) / "templates" for room in rooms}, language="ja")


def one_room(*routers: APIRouter, pages: Pages, clock: StillClock, parts: Mapping[type, object]) -> FastAPI:
    """The pages of these routers, with real sign-in and real problems; ``parts`` are those without ``Pages``."""
    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    application.state.clock = clock
    application.state.parts = {Pages: pages, **parts}
    for router in routers:
        application.router.routes.extend(router.routes)

    async def on_problem(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return pages.problem(request, problem)

    application.add_exception_handler(Problem, on_problem)
    application.add_exception_handler(SignInRequired, answer_sign_in_required)
    return application


async def new_person(
    database: Database,
    organisation: Organisation,
    *roles: Role,
    clock: StillClock,
    name: str = "",
    language: str = "ja",
) -> Person:
    """A new person of the organisation, by any name, staff if no role is given."""
    identity = new_id(clock)
    person = Person(
        id=identity,
        organisation_id=organisation.id,
        bureau_id=None,
        name=name or identity,
        sign_in_name=name or identity,
        roles=frozenset(roles or {Role.STAFF}),
        language=language,
        active=True,
    )
    async with database.write() as connection:
        await people.add_person(connection, person, now=clock())
    return person


async def signed_in(
    application: FastAPI, database: Database, person: Person, *, clock: StillClock, **headers: str
) -> httpx2.AsyncClient:
    """A browser in which the person is signed in; whoever asks for it closes it."""
    token, now = new_id(clock), clock()
    session = Session(new_id(clock), person.id, "test", now, now, now.replace(year=now.year + 1))
    async with database.write() as connection:
        await sessions.add_session(connection, session, token_hash=hash_token(token))
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=application),
        base_url="http://genkan.test",
        cookies={SESSION_COOKIE: token},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
