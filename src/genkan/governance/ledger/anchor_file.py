"""The anchor file: one JSON line an anchor, appended outside the database."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path


def append_lines(path: Path, lines: Sequence[str]) -> None:
    """Append whole lines durably, after cutting off one that a power cut tore; ``OSError`` if it fails."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        _cut_torn_line(descriptor)
        data = "".join(f"{line}\n" for line in lines).encode()
        if os.write(descriptor, data) != len(data):
            raise OSError(f"{path} took only a part of the anchors")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_lines(path: Path, *, size: int) -> Iterator[str]:
    """The whole lines among the first ``size`` bytes, one at a time; a file that does not exist has none."""
    if not path.exists():
        return
    with path.open("rb") as file:
        while file.tell() < size:
            line = file.readline()
            if not line.endswith(b"\n"):
                return
            yield line.decode(errors="replace").rstrip("\n")


def ends_with(path: Path, line: str) -> bool:
    """Whether this is the last whole line."""
    data = f"{line}\n".encode()
    size = size_of(path)
    if size < len(data):
        return False
    with path.open("rb") as file:
        file.seek(size - len(data))
        return file.read() == data


def size_of(path: Path) -> int:
    """The size in bytes; 0 where there is no file."""
    return path.stat().st_size if path.exists() else 0


def _cut_torn_line(descriptor: int) -> None:
    end = os.fstat(descriptor).st_size
    if end == 0 or os.pread(descriptor, 1, end - 1) == b"\n":
        return
    whole = os.pread(descriptor, end, 0).rfind(b"\n") + 1
    os.ftruncate(descriptor, whole)
