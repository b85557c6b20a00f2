"""The cluster as an engine of the search."""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import msgspec

from genkan.kit import Clock, new_id
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.index import Build, Manifest, OpenedIndex, VectorRows, Workshop
from genkan.knowledge.opensearch.builder import MANIFEST, OpenSearchBuild
from genkan.knowledge.opensearch.lease import Lease
from genkan.knowledge.opensearch.mapping import FORM, generation_of, indices
from genkan.knowledge.opensearch.opened import OpenSearchIndex
from genkan.knowledge.opensearch.server import Cluster, building_server, searching_server
from genkan.knowledge.opensearch.state import State, read_in_force
from genkan.knowledge.opensearch.vectors import ClusterVectors

_PAUSE = 0.5


class OpenSearchEngine:
    """Keeps the contract of :class:`~genkan.knowledge.index.engine.Engine` in a cluster, which all machines share."""

    def __init__(self, cluster: Cluster, clock: Clock) -> None:
        self._clock = clock
        self._searching, self._building = searching_server(cluster), building_server(cluster)

    @property
    def is_shared(self) -> bool:
        """There is nothing to fetch: every machine searches the same indices."""
        return False

    @property
    def cuts_words(self) -> bool:
        """Yes: kuromoji does."""
        return True

    def current_name(self) -> str:
        """The name of the build in force; one short request."""
        held = read_in_force(self._searching)
        return held.current.build if held else ""

    def open_current(self) -> tuple[str, OpenedIndex] | None:
        """The build in force with its manifest and what was derived."""
        held = read_in_force(self._searching)
        if held is None or held.current.form != FORM:
            return None
        state = State(self._searching, held.state_index)
        files = {name: state.read(held.current, name) for name in held.current.parts}
        whole = {name: content for name, content in files.items() if content is not None}
        if len(whole) < len(files):
            return None
        manifest = msgspec.json.decode(whole.pop(MANIFEST), type=Manifest)
        names = indices(
            self._searching.prefix, generation_of(held.state_index, prefix=self._searching.prefix)
        )
        return held.current.build, OpenSearchIndex(
            self._searching, names=names, current=held.current, manifest=manifest, extras=whole
        )

    @asynccontextmanager
    async def alone(self, *, patience: float) -> AsyncGenerator[Workshop]:
        """Hold the lease."""
        lease = Lease(self._building, clock=self._clock, holder=new_id(self._clock))
        await _take(lease, patience=patience)
        try:
            yield _ClusterWorkshop(self, lease)
        finally:
            await asyncio.to_thread(lease.give_back)

    async def fetch(self) -> bool:
        """Nothing has to be brought over."""
        return False

    def keep_vectors(self, index: OpenedIndex, vectors: VectorRows) -> None:
        """Keep the vectors in the cluster, which finds the nearest.

        While another machine is at it there is nothing to do: what it leaves is brought the next time.
        """
        assert isinstance(index, OpenSearchIndex), "an engine gets what it opened"
        name = new_id(self._clock)
        lease = self._lease_of_vectors(name)
        if not lease.take():
            return
        try:
            ClusterVectors(self._building).keep(
                index.documents.values(),
                vectors,
                generation=index.generation,
                name=name,
                before_each=lease.keep,
            )
        finally:
            lease.give_back()

    def forget_vectors(self) -> None:
        """Keep no vectors. Raises ``IndexBusy`` while another machine brings some."""
        lease = self._lease_of_vectors(new_id(self._clock))
        if not lease.take():
            raise IndexBusy
        try:
            ClusterVectors(self._building).forget()
        finally:
            lease.give_back()

    def _lease_of_vectors(self, holder: str) -> Lease:
        return Lease(self._building, clock=self._clock, holder=holder, of="vectors")

    def close(self) -> None:
        """Close the connections."""
        self._searching.close()
        self._building.close()

    def begin(self, before: Manifest | None, lease: Lease) -> OpenSearchBuild:
        """A build under the lease that goes on from the one in force, or one from scratch."""
        held = read_in_force(self._building) if before else None
        go_on = (held, before) if held and before else None
        return OpenSearchBuild(self._building, name=new_id(self._clock), lease=lease, held=go_on)


class _ClusterWorkshop:
    """Builds in the cluster while the lease is held."""

    def __init__(self, engine: OpenSearchEngine, lease: Lease) -> None:
        self._engine, self._lease = engine, lease

    def begin(self, before: Manifest | None, *, is_large: bool) -> Build:
        """However many documents are coming, the cluster sees to the memory."""
        del is_large
        return self._engine.begin(before, self._lease)

    def take_over(self) -> None:
        """Nothing: what another machine built is in force here too."""

    def publish(self, revisions: Mapping[str, int]) -> None:
        """Nothing: what was built is in force everywhere."""
        del revisions


async def _take(lease: Lease, *, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not await asyncio.to_thread(lease.take):
        if time.monotonic() > deadline:
            raise IndexBusy
        await asyncio.sleep(_PAUSE)
