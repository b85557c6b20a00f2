"""What a route gets by asking in its signature: transactions that end before the answer, viewers, refusals."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx2
import pytest
from fastapi import APIRouter, FastAPI, Form, Request
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, select
from starlette.responses import PlainTextResponse, Response

from genkan.governance import (
    SESSION_COOKIE,
    AdministersPeople,
    CrossSiteGuard,
    Ledger,
    NotFound,
    Organisation,
    OrganisationKind,
    Person,
    Reading,
    Role,
    SignedIn,
    SignInRequired,
    Writing,
    answer_sign_in_required,
    part,
)
from genkan.governance.store import people, sessions
from genkan.governance.store.sessions import Session
from genkan.governance.viewing import hash_token
from genkan.kit import Problem, new_id
from genkan.storage import Database
from tests.conftest import StillClock

LedgerPart = Annotated[Ledger, part(Ledger)]

# The parent is looked up when the transaction is committed, not before.
PARENT = ForeignKey("mark.id", deferrable=True, initially="DEFERRED")
mark = Table(
    "mark",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("parent", Integer, PARENT, nullable=False),
)
router = APIRouter(default_response_class=PlainTextResponse)


@router.get("/")
@router.get("/api/home")
async def home(viewer: SignedIn) -> str:
    return viewer.person.name


@router.get("/people")
async def people_page(viewer: AdministersPeople, connection: Reading) -> str:
    person = await people.find_person(connection, person_id=viewer.person.id)
    return person.name if person else ""


@router.post("/marks")
async def add_mark(
    _viewer: SignedIn,
    connection: Writing,
    number: Annotated[int, Form()],
    parent: Annotated[int, Form()],
    then: Annotated[str, Form()] = "",
) -> str:
    await connection.execute(mark.insert(), {"id": number, "parent": parent})
    if then == "problem":
        raise NotFound
    return "written"


@router.get("/part")
async def show_part(ledger: LedgerPart) -> str:
    return ledger.writer_id


@pytest.fixture
async def browser(database: Database, ledger: Ledger, clock: StillClock) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser before an application of these routes; its table exists."""
    application = FastAPI()
    application.include_router(router)
    application.state.parts = {Database: database, Ledger: ledger}
    application.state.clock = clock
    application.add_exception_handler(Problem, on_problem)
    application.add_exception_handler(SignInRequired, answer_sign_in_required)
    application.add_middleware(CrossSiteGuard, public_address="https://genkan.example")
    async with database.write() as connection:
        await connection.run_sync(mark.metadata.create_all)
    transport = httpx2.ASGITransport(app=application, raise_app_exceptions=False)
    headers = {"sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://genkan.test", headers=headers
    ) as client:
        yield client


@pytest.fixture
async def person(database: Database, clock: StillClock) -> Person:
    """A member of staff."""
    organisation = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    roles = frozenset({Role.STAFF})
    person = Person(new_id(clock), organisation.id, None, "例示 花子", "hanako", roles, "ja", active=True)
    async with database.write() as connection:
        await people.add_organisation(connection, organisation, now=clock())
        await people.add_person(connection, person, now=clock())
    return person


@pytest.fixture
async def session(
    browser: httpx2.AsyncClient, database: Database, person: Person, clock: StillClock
) -> Session:
    """The session that the browser carries for twelve hours."""
    begun = clock()
    clock.advance(hours=12)
    session = Session(new_id(clock), person.id, "Firefox", begun, begun, clock())
    clock.advance(hours=-12)
    async with database.write() as connection:
        await sessions.add_session(connection, session, token_hash=hash_token("secret"))
    browser.cookies.set(SESSION_COOKIE, "secret", domain="genkan.test")
    return session


async def on_problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return PlainTextResponse(str(problem), status_code=problem.status)


async def marks(database: Database) -> list[int]:
    async with database.read() as connection:
        return list((await connection.execute(select(mark.c.id).order_by(mark.c.id))).scalars())


@pytest.mark.usefixtures("session")
async def test_what_is_written_is_committed_before_the_answer(browser, database):
    answer = await browser.post("/marks", data={"number": 1, "parent": 1})
    assert (answer.status_code, answer.text) == (200, "written")
    assert await marks(database) == [1]


@pytest.mark.usefixtures("session")
async def test_a_commit_that_fails_is_not_answered_with_success(browser, database):
    answer = await browser.post("/marks", data={"number": 2, "parent": 99})
    assert answer.status_code == 500
    assert await marks(database) == []


@pytest.mark.usefixtures("session")
async def test_a_problem_takes_back_what_was_written(browser, database):
    answer = await browser.post("/marks", data={"number": 3, "parent": 3, "then": "problem"})
    assert answer.status_code == 404
    assert await marks(database) == []


async def test_a_page_leads_to_the_sign_in_and_back(browser):
    answer = await browser.get("/people?page=2&q=旅費")
    assert answer.status_code == 303
    assert (
        answer.headers["location"] == "/sign-in?next=/people%3Fpage%3D2%26q%3D%25E6%2597%2585%25E8%25B2%25BB"
    )


@pytest.mark.parametrize(("path", "accept"), [("/api/home", "*/*"), ("/", "text/event-stream")])
async def test_programs_and_streams_are_told_401(browser, path, accept):
    answer = await browser.get(path, headers={"accept": accept})
    assert answer.status_code == 401
    assert "サインインしてください" in answer.text or "サインインが必要です" in answer.text


async def test_a_fragment_lets_its_page_go_to_the_sign_in(browser):
    headers = {"hx-request": "true", "hx-current-url": "http://genkan.test/chat/1?x=y"}
    answer = await browser.get("/people", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in?next=/chat/1%3Fx%3Dy"


async def test_what_is_sent_without_a_session_is_not_lost(browser):
    answer = await browser.post("/marks", data={"number": 1, "parent": 1})
    assert answer.status_code == 401
    assert "再送信" in answer.text


async def test_what_one_may_not_see_does_not_exist(browser, session):
    assert (await browser.get("/")).text == "例示 花子"
    assert (await browser.get("/people")).status_code == 404


async def test_a_session_ends_by_time_by_revocation_and_with_the_account(
    browser, database, session, person, clock
):
    assert (await browser.get("/")).status_code == 200
    async with database.write() as connection:
        await people.set_active(connection, person.id, active=False)
    assert (await browser.get("/")).status_code == 303
    async with database.write() as connection:
        await people.set_active(connection, person.id, active=True)
        await sessions.revoke_session(connection, session.id, person_id=person.id, now=clock())
    assert (await browser.get("/")).status_code == 303


async def test_a_session_ends_by_time(browser, session, clock):
    clock.advance(hours=11, minutes=59)
    assert (await browser.get("/")).status_code == 200
    clock.advance(minutes=1)
    assert (await browser.get("/")).status_code == 303


async def test_use_is_noted_at_most_every_five_minutes(browser, database, session, person, clock):
    async def last_seen():
        async with database.read() as connection:
            return (await sessions.list_sessions(connection, person.id, now=clock()))[0].last_seen_at

    clock.advance(minutes=4)
    await browser.get("/")
    assert await last_seen() == session.last_seen_at
    clock.advance(minutes=1)
    await browser.get("/")
    assert await last_seen() == clock()


async def test_parts_are_found_by_their_type(browser, ledger):
    assert (await browser.get("/part")).text == ledger.writer_id


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),  # typed or from a bookmark
        ({"sec-fetch-site": "same-site"}, 403),  # another host of the same ministry
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://genkan.test"}, 403),
        ({"origin": "http://genkan.test"}, 200),  # an old browser
        ({"origin": "https://genkan.example"}, 200),  # behind a proxy that changes the host
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
async def test_only_our_own_pages_change_something(browser, headers, status):
    del browser.headers["sec-fetch-site"]
    answer = await browser.post("/marks", data={"number": 1, "parent": 1}, headers=headers)
    assert answer.status_code == status


async def test_reading_is_open_to_links_from_elsewhere(browser, session):
    assert (await browser.get("/", headers={"sec-fetch-site": "cross-site"})).status_code == 200
