"""Bringing the index to the state of the database."""

import asyncio
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock, new_id
from genkan.knowledge import store
from genkan.knowledge.index import Builder, new_build, only_builder, put_in_force
from genkan.knowledge.keeper import IndexKeeper
from genkan.knowledge.results import IndexState
from genkan.storage import Database

Progress = Callable[[int, int], None]
_PATIENCE = 600.0


class Indexing:
    """Builds the index anew where it is missing, older than the database, damaged, or of an older form."""

    def __init__(self, database: Database, *, clock: Clock, keeper: IndexKeeper) -> None:
        self._database = database
        self._clock = clock
        self._keeper = keeper

    async def state(self, connection: AsyncConnection) -> IndexState:
        """How the index that this process searches stands to the database."""
        revisions = await store.revisions(connection)
        built = await self.revisions()
        if built is None:
            return IndexState.MISSING
        return IndexState.CURRENT if built == revisions else IndexState.OLDER

    async def revisions(self) -> dict[str, int] | None:
        """From which revisions of the collections the index was built; ``None`` where there is none."""
        return await asyncio.to_thread(self._keeper.revisions)

    async def build(self, *, progress: Progress | None = None) -> bool:
        """Build where it is needed and say whether it was; one process at a time, the others wait for it.

        ``progress`` is called with the documents done and all documents. Raises ``IndexBusy`` after ten minutes.
        """
        async with only_builder(self._keeper.folder, patience=_PATIENCE), self._database.read() as connection:
            opened = await asyncio.to_thread(self._keeper.check)
            revisions = await store.revisions(connection)
            if opened is not None and opened.index.manifest.revisions == revisions:
                return False
            await self._build(connection, revisions, progress)
            return True

    async def _build(
        self, connection: AsyncConnection, revisions: dict[str, int], progress: Progress | None
    ) -> None:
        build = await asyncio.to_thread(new_build, self._keeper.folder, name=new_id(self._clock))
        builder = Builder(build, segmenter=self._keeper.segmenter)
        documents = await store.all_documents(connection)
        for done, document in enumerate(documents, start=1):
            articles = await store.articles_of(connection, document.id)
            await asyncio.to_thread(builder.add, document, articles=articles)
            if progress is not None:
                progress(done, len(documents))
        await asyncio.to_thread(builder.finish, revisions=revisions)
        await asyncio.to_thread(put_in_force, build)
