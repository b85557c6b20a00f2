"""The same library on each engine: files in a folder, and a cluster that speaks OpenSearch's API."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from genkan.governance import Ledger, Organisation, OrganisationKind
from genkan.governance.store import people
from genkan.jobs import Queue
from genkan.kit import new_id
from genkan.knowledge import Cluster, Collection, Library, Loader, NamedFile
from genkan.knowledge.text.tokenise import SudachiSegmenter
from genkan.storage import Database
from tests.conftest import StillClock
from tests.knowledge.engines.twin import Twin
from tests.knowledge.engines.twin.http import PASSWORD, USER


@dataclass
class Bench:
    """A library on one engine, and further machines on the same records and engine."""

    database: Database
    clock: StillClock
    folder: Path
    cluster: Cluster | None
    segmenter: SudachiSegmenter
    ministry: Organisation
    city: Organisation
    loader: Loader
    machines: list[Library] = field(default_factory=list)

    def machine(self, *, cluster: Cluster | None = None) -> Library:
        """A machine as it starts, with nothing open."""
        given = cluster or self.cluster
        library = Library(self.database, self.clock, self.folder, segmenter=self.segmenter, cluster=given)
        self.machines.append(library)
        return library

    @property
    def library(self) -> Library:
        """The first machine."""
        return self.machines[0] if self.machines else self.machine()

    async def shelf(self, title: str = "規程集", *, of: Organisation | None = None) -> Collection:
        """A new collection, the ministry's if nothing else is said."""
        async with self.database.write() as connection:
            return await self.library.add_collection(
                connection, organisation_id=(of or self.ministry).id, title=title
            )

    async def put(self, shelf: Collection, **files: str) -> None:
        """Load texts as Markdown files without building; the keys are the names without ``.md``."""
        named = [NamedFile(f"{name}.md", text.encode()) for name, text in files.items()]
        await self.loader.load_files(named, collection_id=shelf.id, actor="command_line")

    async def load(self, shelf: Collection, **files: str) -> None:
        """Load texts and build."""
        await self.put(shelf, **files)
        await self.library.build_index()

    async def titles(self, query: str, *shelves: Collection, library: Library | None = None) -> list[str]:
        """The titles of what is found, best first."""
        found = await (library or self.library).search(query, collections=shelves)
        return [hit.law_title for hit in found.hits]


@pytest.fixture
def twin() -> Iterator[Twin]:
    """A cluster with nothing in it."""
    with Twin().running() as running:
        yield running


@pytest.fixture
def cluster(twin: Twin) -> Cluster:
    """How the cluster is used."""
    return Cluster(twin.address, USER, PASSWORD)


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """Records; no engine sees which database keeps them."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def make_bench(
    database: Database, clock: StillClock, tmp_path: Path, segmenter: SudachiSegmenter
) -> AsyncIterator[object]:
    """Makes a bench on an engine."""
    ministry = Organisation(new_id(clock), "例示省", OrganisationKind.MINISTRY, None)
    city = Organisation(new_id(clock), "例示市", OrganisationKind.CITY, None)
    async with database.write() as connection:
        for organisation in (ministry, city):
            await people.add_organisation(connection, organisation, now=clock())
    loader = Loader(database, clock=clock, ledger=Ledger(database, clock, None), queue=Queue(clock))
    made: list[Bench] = []

    def make(cluster: Cluster | None) -> Bench:
        bench = Bench(database, clock, tmp_path / "index", cluster, segmenter, ministry, city, loader)
        made.append(bench)
        return bench

    yield make
    for bench in made:
        for library in bench.machines:
            await library.stop()


@pytest.fixture(params=["folder", "cluster"])
def bench(request: pytest.FixtureRequest, make_bench) -> Bench:
    """A bench on either engine."""
    return make_bench(request.getfixturevalue("cluster") if request.param == "cluster" else None)


@pytest.fixture
def clustered(make_bench, cluster: Cluster) -> Bench:
    """A bench on the cluster."""
    return make_bench(cluster)
