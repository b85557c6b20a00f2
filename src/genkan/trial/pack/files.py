"""The files of a pack while they are written: rows go to disk as they come, and memory holds none of them."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from genkan.trial.evidence import TABLES, Evidence, line_of, row_of
from genkan.trial.pack.contents import (
    ANCHORS,
    EVENTS,
    LATER_TABLES,
    SAID,
    EventContent,
    PackedEvent,
    digests_name,
    row_digest,
    rows_name,
)

_PIECE = 1 << 20


class PackFiles:
    """The open files of rows, digests and events in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stack = ExitStack()
        self._open: dict[str, IO[bytes]] = {}

    def __enter__(self) -> "PackFiles":
        for table in TABLES:
            for name in (rows_name(table), digests_name(table)):
                self._begin(name)
        self._begin(EVENTS)
        self._begin(SAID)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, portion: Evidence) -> None:
        """Write the rows of a portion below those that came before."""
        for table in TABLES:
            rows, digests = self._open[rows_name(table)], self._open[digests_name(table)]
            for row in getattr(portion, table):
                line = line_of(row)
                rows.write(line)
                digests.write(row_digest(line).encode() + b"\n")

    def add_events(self, events: Iterable[PackedEvent]) -> None:
        """Write the places of events in the chain."""
        self._open[EVENTS].writelines(line_of(event) for event in events)

    def add_contents(self, contents: Iterable[EventContent]) -> None:
        """Write what the events say, in the same order."""
        self._open[SAID].writelines(line_of(content) for content in contents)

    def write(self, name: str, content: bytes) -> None:
        """Write a small file at once."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def write_anchors(self, lines: Iterable[str]) -> None:
        """Write the lines of anchors as the anchor file has them."""
        self.write(ANCHORS, "".join(f"{line}\n" for line in lines).encode())

    def _begin(self, name: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._open[name] = self._stack.enter_context(path.open("wb"))


def read_rows(folder: Path, trial: str) -> Evidence:
    """All rows of a folder. Tables that came to packs later may be missing.

    Raises ``msgspec.DecodeError`` for a line that is none, ``OSError`` for a missing file.
    """
    tables = {table: tuple(_rows(folder, table)) for table in TABLES}
    return Evidence(trial=trial, **tables)  # pyright: ignore[reportArgumentType]


def check_rows(folder: Path) -> None:
    """Read every row and keep none. Raises what ``read_rows`` raises."""
    for table in TABLES:
        deque(_rows(folder, table), maxlen=0)


def measure_rows(folder: Path) -> int:
    """How many bytes all rows have. Raises ``OSError`` for a missing file."""
    return sum(path.stat().st_size for path in row_files(folder).values())


def row_files(folder: Path) -> dict[str, Path]:
    """The file of each table, without those tables that came to packs later and are not in this one."""
    paths = {table: folder / rows_name(table) for table in TABLES}
    return {table: path for table, path in paths.items() if table not in LATER_TABLES or path.exists()}


def measure_file(path: Path) -> tuple[int, str]:
    """Length and SHA-256 of a file."""
    whole, length = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
            length += len(piece)
    return length, whole.hexdigest()


def _rows(folder: Path, table: str) -> Iterator[msgspec.Struct]:
    path = row_files(folder).get(table)
    if path is None:
        return
    with path.open("rb") as file:
        for line in file:
            yield row_of(table, line)
