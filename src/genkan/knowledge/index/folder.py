"""The embedded engine: files of Tantivy in a folder, and where machines share one, in another folder too."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from genkan.kit import Clock, new_id
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.index.build import Builder
from genkan.knowledge.index.engine import Build, OpenedIndex, VectorRows, Workshop
from genkan.knowledge.index.extras import Extras
from genkan.knowledge.index.generations import (
    Verified,
    current_name,
    further_build,
    new_build,
    only_builder,
    put_in_force,
)
from genkan.knowledge.index.memo import read_memo
from genkan.knowledge.index.opened import open_current
from genkan.knowledge.index.preparing import PreparedDocument
from genkan.knowledge.index.publishing import bring_over, published_revisions
from genkan.knowledge.index.records import IndexedDocument, Manifest


class FolderEngine:
    """Keeps the contract of :class:`~genkan.knowledge.index.engine.Engine` in a folder.

    Where machines share a folder, whoever builds publishes there, and the others take the build from there.
    """

    def __init__(self, folder: Path, clock: Clock, *, shared: Path | None = None) -> None:
        self._folder, self._clock, self._shared = folder, clock, shared
        self._verified = Verified()

    @property
    def is_shared(self) -> bool:
        """Whether other machines publish what this one has to fetch."""
        return self._shared is not None

    @property
    def cuts_words(self) -> bool:
        """No: SudachiPy cuts them."""
        return False

    def current_name(self) -> str:
        """The name of the build in force; empty where there is none."""
        return current_name(self._folder)

    def open_current(self) -> tuple[str, OpenedIndex] | None:
        """The build in force and its name, every file that changed read anew."""
        return open_current(self._folder, verified=self._verified)

    @asynccontextmanager
    async def alone(self, *, patience: float) -> AsyncGenerator[Workshop]:
        """Hold the locks of the folders."""
        async with AsyncExitStack() as locks:
            for folder in (self._shared, self._folder):
                if folder is not None:
                    await locks.enter_async_context(only_builder(folder, patience=patience))
            yield _FolderWorkshop(self._folder, self._clock, self._shared)

    async def fetch(self) -> bool:
        """Take over what another machine has published, and say whether there was something new.

        Where another process of this machine is at it, or at building, there is nothing to do.
        """
        if self._shared is None or current_name(self._shared) in ("", current_name(self._folder)):
            return False
        try:
            async with only_builder(self._folder, patience=0.0):
                return await asyncio.to_thread(bring_over, self._shared, self._folder)
        except IndexBusy:
            return False

    def keep_vectors(self, index: OpenedIndex, vectors: VectorRows) -> None:
        """Nothing: they lie in files of their own and are compared by this process."""
        del index, vectors

    def forget_vectors(self) -> None:
        """Nothing: whoever looks after the files removes them."""

    def close(self) -> None:
        """Nothing: files that are not searched are not held."""


class _FolderWorkshop:
    """Builds in a folder whose lock is held."""

    def __init__(self, folder: Path, clock: Clock, shared: Path | None) -> None:
        self._folder, self._clock, self._shared = folder, clock, shared

    def begin(self, before: Manifest | None, *, is_large: bool) -> Build:
        """A folder that shares the files of the build before, or an empty one."""
        name = new_id(self._clock)
        if before is None:
            return FolderBuild(new_build(self._folder, name=name), before=None, is_large=is_large)
        held = self._folder / current_name(self._folder)
        build = further_build(self._folder, name=name, before=held, files=before.files)
        return FolderBuild(build, before=before, is_large=is_large)

    def take_over(self) -> None:
        """What is in the shared folder."""
        if self._shared is not None:
            bring_over(self._shared, self._folder)

    def publish(self, revisions: Mapping[str, int]) -> None:
        """To the shared folder."""
        if self._shared is not None and published_revisions(self._shared) != revisions:
            bring_over(self._folder, self._shared)


class FolderBuild:
    """A build in a folder of its own."""

    def __init__(self, build: Path, *, before: Manifest | None, is_large: bool) -> None:
        self._build = build
        self._builder = Builder(build, before=before, is_large=is_large)

    def memo(self, document: IndexedDocument | None) -> bytes:
        """The terms of a long document's lines."""
        return read_memo(self._build, document)

    def remove(self, document_id: str) -> None:
        """Take a document out with all its articles."""
        self._builder.remove(document_id)

    def add(self, prepared: PreparedDocument) -> None:
        """Put a document in, in place of what it was before."""
        self._builder.add(prepared)

    def finish(self, *, revisions: Mapping[str, int], extras: Extras) -> None:
        """Write everything."""
        self._builder.finish(revisions=revisions, extras=extras)

    def put_in_force(self) -> None:
        """Replace the file that names the build in force."""
        put_in_force(self._build)
