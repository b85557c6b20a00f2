"""Keeping the vectors of a process in step with other machines: taken over where they are published, deleted at the end."""

import asyncio
import logging
from pathlib import Path

from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.index import only_builder
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.files import bring_over, clear, has_any, state_of
from genkan.knowledge.vectors.keeper import VectorKeeper
from genkan.storage import Database

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 5.0


class VectorFollowing:
    """Looks every few seconds at what is published in ``shared``, if anything is, and whether vectors are still wanted."""

    def __init__(self, database: Database, *, keeper: VectorKeeper, shared: Path | None) -> None:
        self._database = database
        self._keeper = keeper
        self._shared = shared
        self._task: asyncio.Task[None] | None = None
        self._fetched: tuple[int, int] | None = None

    async def start(self) -> None:
        """Follow from now on."""
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Follow no longer."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

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

    async def clear(self) -> bool:
        """Delete the vectors that are here where no model is chosen any more, and say whether that was done."""
        held = filter(None, (self._keeper.folder, self._shared))
        folders = await asyncio.to_thread(lambda: [folder for folder in held if has_any(folder)])
        if not folders:
            return False
        try:
            async with only_builder(self._keeper.folder, patience=0.0):
                return await self._clear(folders)
        except IndexBusy:
            return False

    async def _clear(self, folders: list[Path]) -> bool:
        async with self._database.read() as connection:
            if await store.read_plan(connection) is not None:
                return False
        for folder in folders:
            await asyncio.to_thread(clear, folder)
        self._fetched = None
        # What was open is let go of, so that the disk has its room again.
        await asyncio.to_thread(self._keeper.opened)
        return True

    async def _follow(self) -> None:
        told = ""
        while True:
            told = await self._looked(told)
            await asyncio.sleep(_EVERY_SECONDS)

    async def _looked(self, told: str) -> str:
        """Clear or fetch; gives the reason why that could not be done, which is told unless it was."""
        try:
            if not await self.clear():
                await self.fetch()
        except Exception as error:  # noqa: BLE001 - the operator is told by the log
            if told != repr(error):
                logger.warning(
                    "The vectors of other machines cannot be followed; check the shared folder: %s", error
                )
            return repr(error)
        return ""
