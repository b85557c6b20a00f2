"""Two organisations with a library on both engines, and the sample loaded into it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI, Request
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from starlette.responses import Response

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
from genkan.jobs import Queue
from genkan.kit import Problem, new_id
from genkan.knowledge import Collection, FileReport, Library, Loader, NamedFile, Readers
from genkan.knowledge.pages import router
from genkan.knowledge.tokenise import SudachiSegmenter
from genkan.settings import Settings
from genkan.storage import Database, metadata
from genkan.storage.guards import install_guards
from genkan.ui import Pages
from tests.conftest import StillClock

SAMPLE = Path(__file__).parents[2] / "src" / "genkan" / "knowledge" / "sample"


@dataclass
class KnowledgeRoom:
    """A library with its loader; ``ministry`` and ``city`` are two organisations."""

    database: Database
    clock: StillClock
    ledger: Ledger
    queue: Queue
    library: Library
    loader: Loader
    folder: Path
    ministry: Organisation
    city: Organisation
    application: FastAPI

    async def collection(
        self, title: str, *, of: Organisation | None = None, readers: Readers = Readers.ORGANISATION
    ) -> Collection:
        """A new collection, the ministry's if nothing else is said."""
        async with self.database.write() as connection:
            return await self.library.add_collection(
                connection, organisation_id=(of or self.ministry).id, title=title, readers=readers
            )

    async def load(self, collection: Collection, **files: str) -> list[FileReport]:
        """Load texts as Markdown files and build the index; the keys are the names without ``.md``."""
        named = [NamedFile(f"{name}.md", text.encode()) for name, text in files.items()]
        report = await self.loader.load_files(named, collection_id=collection.id, actor="command_line")
        await self.library.build_index()
        return list(report.files)

    async def readable(self, organisation: Organisation) -> tuple[Collection, ...]:
        """What the people of an organisation may read."""
        async with self.database.read() as connection:
            return await self.library.readable_collections(connection, organisation.id)

    async def browser(
        self, organisation: Organisation, *roles: Role, language: str = "ja"
    ) -> httpx2.AsyncClient:
        """A browser in which a new person of the organisation is signed in, staff if no role is given."""
        now, token = self.clock(), new_id(self.clock)
        person = Person(
            id=new_id(self.clock),
            organisation_id=organisation.id,
            bureau_id=None,
            name="例示太郎",
            sign_in_name=new_id(self.clock),
            roles=frozenset(roles or {Role.STAFF}),
            language=language,
            active=True,
        )
        session = Session(new_id(self.clock), person.id, "test", now, now, now.replace(year=now.year + 1))
        async with self.database.write() as connection:
            await people.add_person(connection, person, now=now)
            await sessions.add_session(connection, session, token_hash=hash_token(token))
        transport = httpx2.ASGITransport(app=self.application)
        return httpx2.AsyncClient(
            transport=transport, base_url="http://genkan.test", cookies={SESSION_COOKIE: token}
        )

    async def events(self) -> list[str]:
        """The kinds of all ledger events, oldest first."""
        table = metadata.tables["ledger_event"]
        async with self.database.read() as connection:
            rows = await connection.execute(table.select().order_by(table.c.id))
            return [row.kind for row in rows]


@pytest.fixture(autouse=True)
def tables(request: pytest.FixtureRequest) -> None:
    """Create the tables that the migrations do not know yet."""
    if "database_url" not in request.fixturenames:
        return
    url = make_url(str(request.getfixturevalue("database_url")))
    driver = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(url.set(drivername=driver))
    with engine.begin() as connection:
        metadata.create_all(connection)
        install_guards(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def segmenter() -> SudachiSegmenter:
    """The dictionary, read once."""
    return SudachiSegmenter()


@pytest.fixture
async def room(
    database: Database, clock: StillClock, tmp_path: Path, segmenter: SudachiSegmenter
) -> AsyncIterator[KnowledgeRoom]:
    """An empty library of two organisations."""
    ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    city = Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None)
    async with database.write() as connection:
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=clock())
    ledger, queue = Ledger(database, clock, None), Queue(clock)
    library = Library(database, clock, tmp_path / "index", segmenter=segmenter)
    loader = Loader(database, clock=clock, ledger=ledger, queue=queue)
    application = _application(database, ledger, library, loader, clock)
    folder = tmp_path / "index"
    yield KnowledgeRoom(database, clock, ledger, queue, library, loader, folder, ministry, city, application)
    await library.stop()


def _application(
    database: Database, ledger: Ledger, library: Library, loader: Loader, clock: StillClock
) -> FastAPI:
    """The pages of this room alone, with real sign-in and real problems."""
    pages = Pages({"knowledge": SAMPLE.parent / "templates"}, language="ja")
    application = FastAPI()
    application.state.clock = clock
    application.state.parts = {
        Database: database,
        Ledger: ledger,
        Library: library,
        Loader: loader,
        Pages: pages,
        Settings: Settings(public_address="https://genkan.example"),
    }
    application.include_router(router)

    async def on_problem(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return pages.problem(request, problem)

    application.add_exception_handler(Problem, on_problem)
    application.add_exception_handler(SignInRequired, answer_sign_in_required)
    return application
