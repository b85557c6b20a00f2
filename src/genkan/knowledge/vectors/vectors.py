"""Vectors of articles as the library has them: the choice of a model, their making, and what a question is near to."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.kit import Clock
from genkan.knowledge.errors import IndexUnavailable
from genkan.knowledge.indexing.keeper import IndexKeeper, Opened
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.embedding import Asker, Embedder
from genkan.knowledge.vectors.following import VectorFollowing
from genkan.knowledge.vectors.keeper import VectorKeeper
from genkan.knowledge.vectors.meaning import Meaning, Meant
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.standing import VectorStanding, standing_of
from genkan.storage import Database

if TYPE_CHECKING:
    from genkan.knowledge.vectors.building import Progress


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
        self._following = VectorFollowing(database, keeper=self._keeper, shared=shared)
        self._meaning = Meaning(database, keeper=self._keeper, embedder=embedder) if embedder else None
        self._database = database
        self._embedder = embedder

    async def start(self) -> None:
        """Keep in step with other machines from now on; see ``VectorFollowing``."""
        await self._following.start()

    async def stop(self) -> None:
        """Follow no longer."""
        await self._following.stop()

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
        return await self._following.fetch()

    def _hand_over(self) -> None:
        """Let the engine have the vectors, where it can compare them itself."""
        vectors = self._keeper.opened()
        if vectors is None:
            self._index.engine.forget_vectors()
        else:
            self._index.engine.keep_vectors(self._index.opened().index, vectors)

    def _opened(self) -> Opened | None:
        try:
            return self._index.opened()
        except IndexUnavailable:
            return None
