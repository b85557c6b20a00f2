"""A temporary installation with the regulations of 例示省 and 例示市."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from laws.opening import loader_of

from genkan.governance import Organisation, OrganisationKind
from genkan.governance.store import people
from genkan.inquiry.sample import Addressee
from genkan.kit import new_id, system_clock
from genkan.knowledge import Collection, Library, load_sample
from genkan.knowledge.store import collections_of
from genkan.storage import Database, metadata


@dataclass(frozen=True)
class Rules:
    """The library, and of each of the two organisations the collections with its own regulations."""

    database: Database
    library: Library
    collections: dict[Addressee, tuple[Collection, ...]]


@asynccontextmanager
async def open_rules(folder: Path) -> AsyncGenerator[Rules, None]:
    """The sample regulations, loaded into an empty folder and indexed."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'genkan.sqlite3'}")
    library = Library(database, system_clock, folder / "index")
    try:
        ministry, city = await _organisations(database)
        await load_sample(
            database, library=library, loader=loader_of(database), ministry_id=ministry.id, city_id=city.id
        )
        await library.build_index()
        async with database.read() as connection:
            own = {
                Addressee.MINISTRY: tuple(await collections_of(connection, ministry.id)),
                Addressee.CITY: tuple(await collections_of(connection, city.id)),
            }
        yield Rules(database, library, own)
    finally:
        await library.stop()
        await database.close()


async def _organisations(database: Database) -> tuple[Organisation, Organisation]:
    ministry = Organisation(new_id(system_clock), "例示省", OrganisationKind.MINISTRY, None)
    city = Organisation(new_id(system_clock), "例示市", OrganisationKind.CITY, None)
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=system_clock())
    return ministry, city
