"""Two organisations with a library on both engines, and the sample loaded into it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from genkan.governance import Ledger, Organisation, OrganisationKind, Role
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import new_id
from genkan.knowledge import (
    Collection,
    FileReport,
    Inbox,
    Library,
    Loader,
    NamedFile,
    Reader,
    Readers,
    Receiver,
)
from genkan.knowledge.pages import router
from genkan.knowledge.text.tokenise import SudachiSegmenter
from genkan.settings import Settings
from genkan.storage import Database, metadata
from tests.conftest import StillClock
from tests.one_room import new_person, one_room, pages_of, signed_in

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
            reader = Reader("", organisation_id=organisation.id)
            return await self.library.readable_collections(connection, reader)

    async def browser(
        self, organisation: Organisation, *roles: Role, language: str = "ja"
    ) -> httpx2.AsyncClient:
        """A browser in which a new person of the organisation is signed in, staff if no role is given."""
        person = await new_person(self.database, organisation, *roles, clock=self.clock, language=language)
        return await signed_in(self.application, self.database, person, clock=self.clock)

    async def events(self) -> list[str]:
        """The kinds of all ledger events, oldest first."""
        table = metadata.tables["ledger_event"]
        async with self.database.read() as connection:
            rows = await connection.execute(table.select().order_by(table.c.id))
            return [row.kind for row in rows]


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
    application = _application(
        database,
        ledger,
        library,
        loader,
        Receiver(Inbox(tmp_path / "inbox", clock), loader=loader, queue=queue),
        clock,
    )
    folder = tmp_path / "index"
    yield KnowledgeRoom(database, clock, ledger, queue, library, loader, folder, ministry, city, application)
    await library.stop()


def _application(
    database: Database,
    ledger: Ledger,
    library: Library,
    loader: Loader,
    receiver: Receiver,
    clock: StillClock,
) -> FastAPI:
    """The pages of this room alone, with real sign-in and real problems."""
    parts: dict[type, object] = {
        Database: database,
        Ledger: ledger,
        Library: library,
        Loader: loader,
        Receiver: receiver,
        Settings: Settings(public_address="https://genkan.example"),
    }
    return one_room(router, pages=pages_of("knowledge"), clock=clock, parts=parts)
