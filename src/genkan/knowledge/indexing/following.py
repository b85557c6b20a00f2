"""Keeping the index of this process up to date in the background, so that neither start nor search waits for it."""

import asyncio
import logging
from collections.abc import Coroutine

from genkan.kit import Problem
from genkan.knowledge.indexing.indexing import Indexing, Progress

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 1.0


class Following:
    """Builds what is missing when the process starts, and takes over what other machines publish."""

    def __init__(self, indexing: Indexing) -> None:
        self._indexing = indexing
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, progress: Progress | None = None) -> None:
        """Build what is missing: at once where that takes moments, else in the background."""
        await self._indexing.fetch()
        if await self._indexing.lacks_much():
            self._begin(self._catch_up())
        else:
            await self._indexing.build(progress=progress)
        if self._indexing.is_shared:
            self._begin(self._follow())

    async def stop(self) -> None:
        """End what goes on in the background; a build that is not done leaves the one in force."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _catch_up(self) -> None:
        try:
            await self._indexing.build()
        except Problem as problem:
            logger.warning(
                "The search index could not be built; `genkan knowledge publish` says why: %s", problem
            )

    async def _follow(self) -> None:
        told = ""
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            try:
                await self._indexing.fetch()
                told = ""
            except OSError as error:
                if told != str(error):
                    logger.warning("The published index cannot be read; check the shared folder: %s", error)
                told = str(error)
