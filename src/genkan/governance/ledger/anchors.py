"""Anchoring: the heads of the chains, kept in the database and in a file outside it."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance.ledger.anchor import Anchor, make_anchor
from genkan.governance.ledger.anchor_file import append_lines, ends_with
from genkan.governance.ledger.chain import Head, empty
from genkan.governance.ledger.errors import AlreadyAnchored
from genkan.governance.ledger.store import writing
from genkan.kit import Clock
from genkan.storage import Database

logger = logging.getLogger(__name__)

CLOCK_MARGIN = timedelta(minutes=2)
REMEMBERED = 200


class Anchors:
    """Anchors the chains that grew since the last anchor, whoever wrote them, dead processes included."""

    def __init__(self, database: Database, *, clock: Clock, writer_id: str, file: Path | None) -> None:
        self._database = database
        self._clock = clock
        self._writer_id = writer_id
        self._file = file
        self._turn = asyncio.Lock()
        self._anchored: dict[str, Head] = {}
        self._since: datetime | None = None
        self._unwritten: list[str] = []
        self._took_over = False

    async def anchor(self) -> None:
        """Write an anchor where a chain grew; raises a ``StorageProblem`` where the database cannot."""
        async with self._turn:
            began = self._clock()
            await self._take_over()
            grown = await self._grown()
            if grown:
                anchor = await self._add(grown)
                self._anchored |= grown
                self._unwritten.append(anchor.line)
            self._since = began - CLOCK_MARGIN
            await self._write_file()

    async def _take_over(self) -> None:
        """Write the newest line once where a process died between its commit and the file; older ones never."""
        if self._took_over:
            return
        async with self._database.read() as connection:
            last = await writing.last_anchor(connection)
        if last and self._file and not await asyncio.to_thread(_is_written, self._file, last.line):
            self._unwritten.append(last.line)
        self._took_over = True

    async def _grown(self) -> dict[str, Head]:
        """The chains whose heads stand in no anchor; the own one is asked for by its name, for clocks go backwards."""
        async with self._database.read() as connection:
            since = self._since or await self._since_last_anchor(connection)
            heads = await writing.heads(connection, linked_since=since)
            own = await writing.find_head(connection, self._writer_id)
            for anchor in await writing.recent_anchors(connection, limit=REMEMBERED):
                self._anchored |= anchor.tips if anchor.hash == anchor.computed_hash else {}
        heads |= {self._writer_id: own} if own else {}
        return {writer: head for writer, head in heads.items() if self._anchored.get(writer) != head}

    async def _since_last_anchor(self, connection: AsyncConnection) -> datetime | None:
        last = await writing.last_anchor(connection)
        return last.at - CLOCK_MARGIN if last else None

    async def _add(self, heads: dict[str, Head]) -> Anchor:
        while True:
            try:
                async with self._database.write() as connection:
                    last = await writing.last_anchor(connection)
                    head = Head(last.position, last.hash) if last else empty()
                    anchor = make_anchor(head, heads, at=self._clock(), writer_id=self._writer_id)
                    await writing.add_anchor(connection, anchor)
                return anchor
            except AlreadyAnchored:
                await asyncio.sleep(0)

    async def _write_file(self) -> None:
        if self._file is None or not self._unwritten:
            return
        try:
            await asyncio.to_thread(append_lines, self._file, self._unwritten)
            self._unwritten = []
        except OSError as error:
            logger.warning(
                "%s anchors wait for the anchor file %s: check its disk and rights: %s",
                len(self._unwritten),
                self._file,
                error,
            )


def _is_written(path: Path, line: str) -> bool:
    """Whether the file ends with the line; one that cannot be read is reported when it is written."""
    try:
        return ends_with(path, line)
    except OSError:
        return False
