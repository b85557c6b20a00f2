"""Vectors of articles as the library has them: the choice of a model, their making, and what a question is near to."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock
from genkan.knowledge.errors import IndexBusy, IndexUnavailable
from genkan.knowledge.index import only_builder
from genkan.knowledge.indexing.keeper import IndexKeeper, Opened
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.embedding import Asker, Embedder
from genkan.knowledge.vectors.files import bring_over, state_of
from genkan.knowledge.vectors.keeper import VectorKeeper
from genkan.knowledge.vectors.meaning import Meaning, Meant
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.standing import VectorStanding, standing_of
from genkan.storage import Database

if TYPE_CHECKING:
    from genkan.knowledge.vectors.building import Progress

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 5.0


class ArticleVectors:
    """The vectors over the index of one process, in ``folder``; ``shared`` is where machines publish them.

    Without an ``embedder`` they can be looked at and not made, and no question has a vector.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        index: IndexKeeper,
        folder: Path,
        shared: Path | None,
        embedder: Embedder | None,
    ) -> None:
        self._clock = clock
        self._index = index
        self._shared = shared
        self._keeper = VectorKeeper(folder)
        self._following: asyncio.Task[None] | None = None
        self._fetched: tuple[int, int] | None = None
        self._meaning = Meaning(database, keeper=self._keeper, embedder=embedder) if embedder else None
        self._database = database
        self._embedder = embedder

    async def start(self) -> None:
        """Take over what other machines publish from now on, where a folder is shared."""
        if self._shared is not None:
            self._following = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Follow no longer."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.gather(self._following, return_exceptions=True)
            self._following = None

    async def plan(self, connection: AsyncConnection) -> VectorPlan | None:
        """The model that was chosen; ``None`` where no vectors are wanted."""
        return await store.read_plan(connection)

    async def build(
        self, *, progress: "Progress | None" = None, again: bool = False, anew: bool = False
    ) -> bool:
        """Bring the vectors to the state of the index and say whether nothing is left to do; see ``VectorBuilding``.

        Raises ``IndexBusy`` and ``IndexUnavailable``.
        """
        from genkan.knowledge.vectors.building import VectorBuilding  # loads numpy

        if self._embedder is None:
            return True
        building = VectorBuilding(
            self._database,
            clock=self._clock,
            index=self._index,
            folder=self._keeper.folder,
            shared=self._shared,
            embedder=self._embedder,
        )
        is_done = await building.build(progress=progress, again=again, anew=anew)
        await asyncio.to_thread(self._hand_over)
        return is_done

    async def standing(self, connection: AsyncConnection) -> VectorStanding | None:
        """How far the vectors are that this process searches; ``None`` where none are wanted."""
        plan = await store.read_plan(connection)
        if plan is None:
            return None
        refusals = await store.refusals(connection)
        opened = await asyncio.to_thread(self._opened)
        vectors = await asyncio.to_thread(self._keeper.opened)
        return await asyncio.to_thread(standing_of, plan, opened=opened, vectors=vectors, refusals=refusals)

    async def are_wanted(self) -> bool:
        """Whether questions are to be embedded."""
        return self._meaning is not None and await self._meaning.plan() is not None

    async def meant(
        self, text: str, *, asker: Asker, opened: Callable[[], Opened], collections: frozenset[str]
    ) -> Meant | None:
        """What a question means; ``None`` where no vectors are wanted."""
        if self._meaning is None:
            return None
        return await self._meaning.of(text, asker=asker, opened=opened, collections=collections)

    async def fetch(self) -> bool:
        """Take over what another machine has published, and say whether there was something new."""
        published = state_of(self._shared) if self._shared else None
        if self._shared is None or published in (None, self._fetched):
            return False
        try:
            async with only_builder(self._keeper.folder, patience=0.0):
                found = await asyncio.to_thread(bring_over, self._shared, self._keeper.folder)
        except IndexBusy:
            return False
        self._fetched = published
        return found

    async def _follow(self) -> None:
        told = ""
        while True:
            try:
                await self.fetch()
                told = ""
            except OSError as error:
                if told != str(error):
                    logger.warning("The published vectors cannot be read; check the shared folder: %s", error)
                told = str(error)
            await asyncio.sleep(_EVERY_SECONDS)

    def _hand_over(self) -> None:
        """Let the engine have the vectors, where it can compare them itself."""
        documents = self._index.opened().index.documents.values()
        self._index.engine.keep_vectors(documents, self._keeper.opened())

    def _opened(self) -> Opened | None:
        try:
            return self._index.opened()
        except IndexUnavailable:
            return None
