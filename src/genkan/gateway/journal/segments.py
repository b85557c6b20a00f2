"""The files of one process: a new one when the last has grown, none left when all stands in the records."""

import logging
from collections.abc import Sequence
from pathlib import Path

from genkan.gateway.journal.row import CallRow, Line, Opened
from genkan.gateway.journal.segment import SUFFIX, Segment

logger = logging.getLogger(__name__)

LARGEST_BYTES = 8 * 1024 * 1024


class Segments:
    """Writes to the newest file."""

    def __init__(self, folder: Path, *, name: str) -> None:
        self._folder = folder
        self._name = name
        self._number = 0
        self._segment: Segment | None = None

    def start(self) -> None:
        """Begin the first file; ``OSError`` where the folder cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._segment = self._create()

    def write(self, line: Line) -> None:
        """Add a line; ``OSError`` where it cannot be written."""
        if self._segment is None:
            raise OSError("the journal has not been started")
        self._segment.write(line)

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        if self._segment is not None:
            self._segment.sync()

    def all_recorded(self, still_open: Sequence[CallRow]) -> None:
        """Every ended call stands in the records: a file that has grown gives way to one with the open calls only."""
        old = self._segment
        if old is None or old.size < LARGEST_BYTES:
            return
        try:
            self._segment = self._create_with(still_open)
        except OSError:
            logger.exception("The journal %s stays: no new one can be written", old.path)
        else:
            old.delete()

    def stop(self, *, empty: bool) -> None:
        """Let go of the file, and delete it where nothing in it is needed."""
        if self._segment is None:
            return
        if empty:
            self._segment.delete()
        else:
            self._segment.close()
        self._segment = None

    def _create_with(self, rows: Sequence[CallRow]) -> Segment:
        new = self._create()
        try:
            for row in rows:
                new.write(Opened(row))
            new.sync()
        except OSError:
            new.delete()
            raise
        return new

    def _create(self) -> Segment:
        self._number += 1
        return Segment.create(self._folder / f"{self._name}-{self._number}{SUFFIX}")
