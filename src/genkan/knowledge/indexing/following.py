"""Keeping the index of this process up to date in the background, so that neither start nor search waits for it."""

import asyncio
import logging
from collections.abc import Coroutine

from genkan.kit import Problem
from genkan.knowledge.errors import SearchServerProblem
from genkan.knowledge.indexing.indexing import Indexing, Progress

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 1.0
_SERVER_SECONDS = 30.0
_LONGEST_PAUSE = 600.0


class Following:
    """Builds what is missing when the process starts, and takes over what other machines publish."""

    def __init__(self, indexing: Indexing) -> None:
        self._indexing = indexing
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, progress: Progress | None = None) -> None:
        """Build what is missing: at once where that takes moments, else in the background."""
        told = await self._fetched(told="")
        if not await self._is_built_soon(progress):
            self._begin(self._catch_up())
        if self._indexing.is_shared:
            self._begin(self._follow(told))

    async def stop(self) -> None:
        """End what goes on in the background; a build that is not done leaves the one in force."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _is_built_soon(self, progress: Progress | None) -> bool:
        try:
            if await self._indexing.lacks_much():
                return False
            await self._indexing.build(progress=progress)
        except SearchServerProblem as problem:
            logger.warning("The search server cannot be used; it is asked again until it can be: %s", problem)
            return False
        except OSError as error:
            logger.warning("The search index could not be built yet; check the data folder: %s", error)
            return False
        return True

    async def _catch_up(self) -> None:
        """Build, however often it takes; what may fail for long is tried more and more seldom."""
        told, pause = "", _SERVER_SECONDS
        while (error := await self._error_of_building()) is not None:
            if isinstance(error, SearchServerProblem):
                await asyncio.sleep(_SERVER_SECONDS)
                continue
            if told != repr(error):
                told = _tell(error)
            await asyncio.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 2)

    async def _error_of_building(self) -> Exception | None:
        try:
            await self._indexing.build()
        except Exception as error:  # noqa: BLE001 - the operator is told by the log
            return error
        return None

    async def _follow(self, told: str) -> None:
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            told = await self._fetched(told=told)

    async def _fetched(self, *, told: str) -> str:
        """Take over what was published; gives the reason why it could not be done, which is told unless it was."""
        try:
            await self._indexing.fetch()
        except Exception as error:  # noqa: BLE001 - the operator is told by the log
            if told != repr(error):
                logger.warning("The published index cannot be read; check the shared folder: %s", error)
            return repr(error)
        return ""


def _tell(error: Exception) -> str:
    """Log why the index could not be built; gives the words by which this is known to have been told."""
    logger.warning(
        "The search index could not be built and is tried again; `genkan knowledge publish` says why: %s",
        error,
        exc_info=None if isinstance(error, Problem) else error,
    )
    return repr(error)
