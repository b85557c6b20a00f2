"""Bringing the vectors to the state of the index: what changed is given to the model, and nothing else."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from genkan.kit import Clock, Problem
from genkan.knowledge.index import IndexedDocument, OpenedIndex, only_builder
from genkan.knowledge.indexing.keeper import IndexKeeper
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.catching_up import CatchingUp
from genkan.knowledge.vectors.embedding import Asker, Embedder, identity_of
from genkan.knowledge.vectors.errors import VectorModelChanged
from genkan.knowledge.vectors.files import bring_over, clear
from genkan.knowledge.vectors.growing import Growing
from genkan.knowledge.vectors.leave import asker_for, still_shelved
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.turn import Turn
from genkan.storage import Database

Progress = Callable[[int, int], None]
_PATIENCE = 600.0
_CALM = timedelta(minutes=5)


class VectorBuilding:
    """Makes the vectors of every collection that may go to the model, one process at a time.

    ``shared`` is the folder in which machines publish them for one another beside the index.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Clock,
        index: IndexKeeper,
        folder: Path,
        shared: Path | None,
        embedder: Embedder,
    ) -> None:
        self._database = database
        self._clock = clock
        self._index = index
        self._folder = folder
        self._shared = shared
        self._embedder = embedder
        self._turn = Turn(database, clock=clock, folder=folder)

    async def build(
        self, *, progress: Progress | None = None, again: bool = False, anew: bool = False
    ) -> bool:
        """Bring everything up to date, and say whether all was done; why not, is kept for each collection.

        ``progress`` gets (articles done, all). A collection that was refused moments ago is left alone, as are articles of
        which the model was asked in vain, unless they are to be tried ``again``; ``anew`` makes the vectors that are there
        once more, too. Raises ``IndexBusy`` where another process is at it, and ``IndexUnavailable`` while there is no index.
        """
        async with only_builder(self._folder, patience=0.0):
            plan = await self._plan()
            if plan is None:
                await self._clear()
                return True
            async with self._turn.held():
                if self._shared is not None:
                    await asyncio.to_thread(bring_over, self._shared, self._folder)
                opened = await asyncio.to_thread(self._index.opened)
                return await self._catch_up(plan, opened.index, progress, again=again, anew=anew)

    async def _catch_up(
        self, plan: VectorPlan, index: OpenedIndex, progress: Progress | None, *, again: bool, anew: bool
    ) -> bool:
        shelves, left = _by_collection(index), False
        if not (again or anew):
            shelves, left = await self._due(shelves)
        try:
            build = self._embedder.build(plan)
        except Problem as problem:
            for collection_id in shelves:
                await self._refuse(collection_id, problem)
            return False
        growing = await asyncio.to_thread(self._grow, identity_of(plan, build), index, anew=anew)
        done = growing.is_whole if again else growing.has
        lacking = {one: [each for each in held if not done(each)] for one, held in shelves.items()}
        told = _Told(progress, [each for held in lacking.values() for each in held])

        async def leave(documents: Sequence[IndexedDocument], *, asker: Asker) -> frozenset[str]:
            await self._turn.prolong(plan)
            async with self._database.read() as connection:
                return await still_shelved(connection, documents, asker=asker)

        async def step(articles: int) -> None:
            told.add(articles)
            await self._publish()

        run = CatchingUp(
            plan=plan,
            build=build,
            index=index,
            growing=growing,
            embedder=self._embedder,
            leave=leave,
            step=step,
        )
        try:
            outcomes = [await self._give(run, one, documents) for one, documents in lacking.items()]
        except VectorModelChanged:
            return False
        await asyncio.to_thread(growing.tidy, _in_order(index))
        await self._publish()
        return all(outcomes) and not left

    def _grow(self, identity: str, index: OpenedIndex, *, anew: bool) -> Growing:
        """The vectors that are there, of documents that the index has."""
        growing = Growing(self._folder, identity=identity, clock=self._clock)
        if anew:
            growing.begin_anew()
        growing.keep_only(index.documents.keys())
        return growing

    async def _give(self, run: CatchingUp, collection_id: str, documents: Sequence[IndexedDocument]) -> bool:
        """Give what a collection lacks to the model, and keep why that could not be done.

        Raises ``VectorModelChanged``, after which the whole run has no meaning.
        """
        async with self._database.read() as connection:
            asker = await asker_for(connection, collection_id)
        if asker is None:
            return True
        try:
            is_whole = await run.give(documents, asker=asker)
        except VectorModelChanged:
            raise
        except Problem as problem:
            await self._refuse(collection_id, problem)
            return False
        async with self._database.write() as connection:
            await store.clear_refusal(connection, collection_id)
        return is_whole

    async def _refuse(self, collection_id: str, problem: Problem) -> None:
        details = {name: str(value) for name, value in problem.details.items()}
        refusal = store.VectorRefusal(
            collection_id, problem.sentence, problem.next_step, details, self._clock()
        )
        async with self._database.write() as connection:
            await store.note_refusal(connection, refusal)

    async def _due(
        self, shelves: Mapping[str, list[IndexedDocument]]
    ) -> tuple[dict[str, list[IndexedDocument]], bool]:
        """The collections that were not refused moments ago, and whether any was."""
        async with self._database.read() as connection:
            refused = await store.refusals(connection)
        recent = {one for one, refusal in refused.items() if self._clock() - refusal.at < _CALM}
        return {one: held for one, held in shelves.items() if one not in recent}, bool(
            recent & shelves.keys()
        )

    async def _publish(self) -> None:
        """Let the other machines have what is in force here."""
        if self._shared is not None:
            async with only_builder(self._shared, patience=_PATIENCE):
                await asyncio.to_thread(bring_over, self._folder, self._shared)

    async def _plan(self) -> VectorPlan | None:
        async with self._database.read() as connection:
            return await store.read_plan(connection)

    async def _clear(self) -> None:
        for folder in filter(None, (self._folder, self._shared)):
            await asyncio.to_thread(clear, folder)


class _Told:
    """Counts for whoever watches."""

    def __init__(self, progress: Progress | None, lacking: Sequence[IndexedDocument]) -> None:
        self._progress = progress
        self._all = sum(document.articles for document in lacking)
        self._done = 0

    def add(self, articles: int) -> None:
        self._done += articles
        if self._progress is not None:
            self._progress(self._done, self._all)


def _by_collection(index: OpenedIndex) -> dict[str, list[IndexedDocument]]:
    """The documents of each collection in the order of their articles."""
    shelves: dict[str, list[IndexedDocument]] = {}
    for document in _in_order(index):
        shelves.setdefault(document.collection_id, []).append(document)
    return shelves


def _in_order(index: OpenedIndex) -> list[IndexedDocument]:
    """The documents by collection, and within one in the order of their articles."""
    return sorted(index.documents.values(), key=_place)


def _place(document: IndexedDocument) -> tuple[str, int]:
    return document.collection_id, document.first
