"""The journal of one process: opened before a word leaves, closed at the end, emptied into the records."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from genkan.gateway.errors import JournalFailed, RecordsBehind
from genkan.gateway.journal.batch import GROUP, EndedCall
from genkan.gateway.journal.isolation import record_fit
from genkan.gateway.journal.replay import replay_abandoned
from genkan.gateway.journal.row import CallEnd, CallRow, Closed, Opened
from genkan.gateway.journal.segments import Segments
from genkan.governance import Ledger
from genkan.kit import Clock
from genkan.storage import Database

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 0.5
REPLAY_SECONDS = 5.0
STOP_SECONDS = 5.0
LONGEST_BACKLOG = 200_000
Listener = Callable[[Sequence[EndedCall]], None]


def _to_nobody(_call_ids: Iterable[str]) -> None:
    """Where nothing depends on the records."""


class Journal:
    """Knows every call of this process that the records do not have yet; ``tell`` hears the ids of those that they have."""

    def __init__(
        self,
        folder: Path,
        *,
        database: Database,
        ledger: Ledger,
        clock: Clock,
        tell: Callable[[Iterable[str]], None] = _to_nobody,
    ) -> None:
        self._segments = Segments(folder, name=ledger.writer_id)
        self._folder = folder
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._tell = tell
        self._listeners: list[Listener] = []
        self._open: dict[str, CallRow] = {}
        self._ended: list[EndedCall] = []
        self._doubtful = False
        self._turn = asyncio.Lock()
        self._loops: list[asyncio.Task[None]] = []

    def listen(self, listener: Listener) -> None:
        """Let somebody hear of each batch of this process once it is in the records; it must be quick and not fail."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Replay what dead processes left behind, then empty the journal in the background."""
        self._segments.start()
        await self.replay()
        self._loops = [
            asyncio.create_task(self._flush_forever()),
            asyncio.create_task(self._replay_forever()),
        ]

    async def stop(self) -> None:
        """Empty the journal; what cannot be written stays on disk for the next start."""
        with suppress(TimeoutError):  # a group that is being written is not broken off
            async with asyncio.timeout(STOP_SECONDS), self._turn:
                self._end_loops()
        self._end_loops()
        await asyncio.gather(*self._loops, return_exceptions=True)
        try:
            await self.flush()
        except Exception:  # the operator is told by the log; the file stays for the next start
            logger.exception("%s calls stay in the journal until the next start", len(self._ended))
        self._segments.stop(empty=not self._open and not self._ended)

    def open(self, row: CallRow) -> None:
        """The call is on disk when this returns. Raises ``JournalFailed``, ``RecordsBehind``."""
        if len(self._ended) > LONGEST_BACKLOG:
            raise RecordsBehind
        try:
            self._segments.write(Opened(row))
        except OSError as error:
            raise JournalFailed from error
        self._open[row.id] = row

    def close(self, call_id: str, end: CallEnd) -> None:
        """Write down how the call ended; a second end is ignored."""
        row = self._open.pop(call_id, None)
        if row is None:
            return
        self._ended.append(EndedCall(row, end))
        try:
            self._segments.write(Closed(call_id, end))
        except OSError:
            logger.exception("The end of call %s is not in the journal yet", call_id)

    @property
    def in_flight(self) -> int:
        """How many calls of this process have not ended."""
        return len(self._open)

    @property
    def unrecorded(self) -> int:
        """How many calls of this process have ended and are not in the records yet."""
        return len(self._ended)

    async def flush(self) -> None:
        """Move the ended calls into the records."""
        async with self._turn:
            while self._ended:
                await self._flush_group()
            self._segments.all_recorded(tuple(self._open.values()))

    def _end_loops(self) -> None:
        for loop in self._loops:
            loop.cancel()

    async def replay(self) -> None:
        """Record the calls of processes that died."""
        await replay_abandoned(self._folder, database=self._database, ledger=self._ledger, clock=self._clock)

    async def _flush_group(self) -> None:
        group = self._ended[:GROUP]
        doubtful, self._doubtful = self._doubtful, True
        new = await record_fit(
            self._database, group, ledger=self._ledger, clock=self._clock, doubtful=doubtful
        )
        self._doubtful = False
        del self._ended[: len(group)]
        self._tell(call.row.id for call in group)
        for listener in self._listeners:
            listener(new)

    async def _flush_forever(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            try:
                await asyncio.to_thread(self._segments.sync)
                await self.flush()
            except Exception:  # the operator is told by the log; nothing is dropped
                logger.exception("%s calls wait for their records and are tried again", len(self._ended))

    async def _replay_forever(self) -> None:
        while True:
            await asyncio.sleep(REPLAY_SECONDS)
            try:
                await self.replay()
            except Exception:  # the operator is told by the log; the files stay
                logger.exception("The journals of ended processes are tried again")
