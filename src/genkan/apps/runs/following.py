"""Following a run while it is worked on, in whichever process."""

import asyncio
from collections.abc import AsyncGenerator

from genkan.apps.errors import RunUnknown
from genkan.apps.run import Run
from genkan.apps.store import runs
from genkan.storage import Database

POLL_SECONDS = 0.5


class Following:
    """Tells how runs go on; opens no transaction for longer than a look."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(self, run_id: str) -> AsyncGenerator[Run, None]:
        """Yield the run whenever it has changed; the last one has ended. Raises ``RunUnknown`` once it is gone."""
        last: Run | None = None
        while last is None or not last.state.ended:
            run = await self._read(run_id)
            if run != last:
                yield run
                last = run
            if not run.state.ended:
                await asyncio.sleep(POLL_SECONDS)

    async def _read(self, run_id: str) -> Run:
        async with self._database.read() as connection:
            run = await runs.find_run(connection, run_id)
        if run is None:
            raise RunUnknown
        return run
