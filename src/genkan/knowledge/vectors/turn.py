"""The turn to make vectors, which one builder of all machines has at a time."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from genkan.kit import Clock, new_id
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.errors import VectorModelChanged
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.storage import Database

_LENGTH = timedelta(minutes=5)
_LAST = "builder"


class Turn:
    """The turn of one builder, under a name that nobody else has.

    Whoever had the turn keeps it for five minutes after it was killed, unless the next one builds in the same ``folder``:
    the lock of the folder, which the caller holds, says that the one before is gone.
    """

    def __init__(self, database: Database, *, clock: Clock, folder: Path) -> None:
        self._database = database
        self._clock = clock
        self._last = folder / _LAST
        self._name = new_id(clock)

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None]:
        """Hold the turn of all machines. Raises ``IndexBusy``."""
        now = self._clock()
        async with self._database.write() as connection:
            if not await store.take_turn(
                connection, self._name, instead_of=self._before(), now=now, until=now + _LENGTH
            ):
                raise IndexBusy
        self._last.write_text(self._name, encoding="ascii")
        try:
            yield
        finally:
            async with self._database.write() as connection:
                await store.end_turn(connection, self._name)

    async def prolong(self, plan: VectorPlan) -> None:
        """Raises ``VectorModelChanged`` where the choice is another one by now."""
        async with self._database.write() as connection:
            until = self._clock() + _LENGTH
            if not await store.prolong_turn(connection, self._name, plan=plan, until=until):
                raise VectorModelChanged

    def _before(self) -> str:
        """Who built in the folder last."""
        return self._last.read_text(encoding="ascii", errors="replace") if self._last.exists() else ""
