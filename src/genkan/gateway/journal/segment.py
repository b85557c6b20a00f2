"""One file of the journal, held by the process that writes it for as long as the process lives."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec

from genkan.gateway.journal.row import Line

SUFFIX = ".journal"
_NAMELESS = ".new"
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Line).decode


class SegmentHeld(Exception):
    """A living process writes the file."""


class Segment:
    """An append-only file of lines; the lock on it ends with the process, however that ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.size = 0
        self._descriptor = descriptor
        self._cut = False

    @classmethod
    def create(cls, path: Path) -> Self:
        """Begin a new file; ``OSError`` where it cannot be written. It gets its name once it is locked."""
        if path.exists():
            raise FileExistsError(path)
        nameless = path.with_name(f"{path.name}{_NAMELESS}")
        segment = cls(path, _created(nameless))
        try:
            nameless.rename(path)
        except OSError:
            nameless.unlink(missing_ok=True)
            segment.close()
            raise
        return segment

    @classmethod
    def take(cls, path: Path) -> Self:
        """Take over the file of a process that died; raises :class:`SegmentHeld` where it lives.

        ``FileNotFoundError`` where somebody else took it over and deleted it meanwhile.
        """
        descriptor = _locked(os.open(path, os.O_RDWR | os.O_APPEND))
        if not _stands_at(path, descriptor):
            os.close(descriptor)
            raise FileNotFoundError(path)
        return cls(path, descriptor)

    @property
    def process_id(self) -> str:
        """The process that wrote it."""
        return self.path.name.removesuffix(SUFFIX).rpartition("-")[0]

    def write(self, line: Line) -> None:
        """Hand a line to the operating system, which keeps it also when this process is killed."""
        data = (b"\n" if self._cut else b"") + _encode(line) + b"\n"
        self._cut = True
        written = os.write(self._descriptor, data)
        self.size += written
        self._cut = written != len(data)
        if self._cut:
            raise OSError("the line was cut")

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        os.fdatasync(self._descriptor)

    def lines(self) -> Iterator[Line]:
        """The lines of the file; one that was cut off or damaged is passed over."""
        for line in self._read().split(b"\n"):
            try:
                yield _decode(line)
            except msgspec.DecodeError:
                continue

    def _read(self) -> bytes:
        with open(self._descriptor, "rb", closefd=False) as file:
            file.seek(0)
            return file.read()

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def delete(self) -> None:
        """Everything in it stands in the records."""
        self.path.unlink(missing_ok=True)
        self.close()


def clear_nameless(folder: Path) -> None:
    """Delete the files of processes that died before they named them: nothing was written to these."""
    for path in folder.glob(f"*{SUFFIX}{_NAMELESS}"):
        with suppress(SegmentHeld, FileNotFoundError):
            Segment.take(path).delete()


def _created(path: Path) -> int:
    """A new file, locked; made again where another process cleared it away before it was locked."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if _stands_at(path, descriptor):
            return descriptor
        os.close(descriptor)


def _stands_at(path: Path, descriptor: int) -> bool:
    try:
        return path.stat().st_ino == os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False


def _locked(descriptor: int) -> int:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise SegmentHeld from error
    return descriptor
