"""The files of a pack while they are written: rows go to disk as they come, and memory holds none of them."""

import hashlib
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
    """All rows of a folder. Raises ``msgspec.DecodeError`` for a line that is none, ``OSError`` for a missing file."""
    tables = {table: tuple(_rows(folder, table)) for table in TABLES}
    return Evidence(trial=trial, **tables)  # pyright: ignore[reportArgumentType]


def measure_file(path: Path) -> tuple[int, str]:
    """Length and SHA-256 of a file."""
    whole, length = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
            length += len(piece)
    return length, whole.hexdigest()


def _rows(folder: Path, table: str) -> Iterator[msgspec.Struct]:
    with (folder / rows_name(table)).open("rb") as file:
        for line in file:
            yield row_of(table, line)
