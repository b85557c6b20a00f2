"""The full corpus in a library, opened where it lies or loaded first."""

import asyncio
import resource
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from genkan.governance import Ledger, Organisation, OrganisationKind
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import new_id, system_clock
from genkan.knowledge import Collection, Library, Loader
from genkan.knowledge.store import collections_of
from genkan.storage import Database, metadata

TITLE = "法令"


@dataclass(frozen=True)
class Laws:
    """The library with the corpus in one collection.

    Seconds of loading and building by the clock and of processor time, that of worker processes included; 0 where
    it was there.
    """

    database: Database
    library: Library
    collections: tuple[Collection, ...]
    folder: Path
    load_seconds: float
    build_seconds: float
    load_processor: float
    build_processor: float

    @property
    def index_bytes(self) -> int:
        """The size of the build in force."""
        build = self.folder / "index" / (self.folder / "index" / "current").read_text().strip()
        return sum(file.stat().st_size for file in build.iterdir())

    @property
    def database_bytes(self) -> int:
        """The size of the database."""
        return sum(file.stat().st_size for file in self.folder.glob("genkan.sqlite3*"))


@asynccontextmanager
async def open_laws(folder: Path, corpus: Path) -> AsyncGenerator[Laws, None]:
    """The laws of a data folder; what is missing there is loaded from the corpus and built."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    database = Database(f"sqlite+aiosqlite:///{folder / 'genkan.sqlite3'}")
    library = Library(database, system_clock, folder / "index")
    started, used = time.perf_counter(), processor_seconds()
    collections = await _existing(database) or (await _load(database, library, corpus),)
    loaded, used_loaded = time.perf_counter(), processor_seconds()
    await library.build_index()
    built, used_built = time.perf_counter(), processor_seconds()
    try:
        yield Laws(
            database=database,
            library=library,
            collections=collections,
            folder=folder,
            load_seconds=loaded - started,
            build_seconds=built - loaded,
            load_processor=used_loaded - used,
            build_processor=used_built - used_loaded,
        )
    finally:
        await library.stop()
        await database.close()


def processor_seconds() -> float:
    """Processor time of this process and of those that it waited for, so far."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def loader_of(database: Database) -> Loader:
    """A loader without a ledger file."""
    ledger = Ledger(database, system_clock, None)
    return Loader(database, clock=system_clock, ledger=ledger, queue=Queue(system_clock))


async def _existing(database: Database) -> tuple[Collection, ...]:
    """The collections with laws in them, where the folder has any."""
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    async with database.read() as connection:
        owners = (await connection.execute(select(metadata.tables["organisation"].c.id))).scalars().all()
        found = [each for owner in owners for each in await collections_of(connection, owner)]
    return tuple(found)


async def _load(database: Database, library: Library, corpus: Path) -> Collection:
    ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
    async with database.write() as connection:
        await people.add_organisation(connection, ministry, now=system_clock())
        collection = await library.add_collection(connection, organisation_id=ministry.id, title=TITLE)
    await loader_of(database).load_folder(corpus, collection_id=collection.id, actor="command_line")
    return collection
