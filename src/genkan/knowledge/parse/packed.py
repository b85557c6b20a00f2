"""A ZIP of any making, opened and unpacked within bounds whatever is wrong with it."""

import io
import struct
import zipfile
import zlib
from typing import BinaryIO

from genkan.knowledge.parse.errors import TooMuchInside

# What the packing methods and their reader raise over bytes that are damaged, or made to do harm.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, MemoryError, NotImplementedError,
    RuntimeError, KeyError, ValueError,
)  # fmt: skip
MOST_ENTRIES = 200_000
_LARGEST_DIRECTORY = 64_000_000
_ENTRY, _END, _END_64, _LOCATOR = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _END_64_SIZE, _LOCATOR_SIZE = 22, 56, 20
_LONGEST_COMMENT = 0xFFFF
_STEP = 1 << 16
# The others are unpacked all at once, whatever the directory says of their length: 200 bytes of bzip2 may be 300 MB.
_BOUNDED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def open_zip(file: BinaryIO, *, name: str, most: int = MOST_ENTRIES) -> zipfile.ZipFile:
    """The ZIP, its directory counted before it is read: each entry costs memory, whatever is in it.

    Raises ``TooMuchInside``, or one of ``UNREADABLE``.
    """
    if _entries(file) > most:
        raise TooMuchInside(name=name)
    return zipfile.ZipFile(file)


def is_bounded(entry: zipfile.ZipInfo) -> bool:
    """Whether no more of an entry is unpacked than is asked for."""
    return entry.compress_type in _BOUNDED


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | str) -> bytes:
    """A bounded file in a ZIP, never more of it than the directory says. Raises one of ``UNREADABLE``."""
    with archive.open(entry) as packed:
        return b"".join(iter(lambda: packed.read(_STEP), b""))


def _entries(file: BinaryIO) -> int:
    """How many entries the directory has at most, by their marks; what no ZIP says of itself is left to its reader."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - _END_SIZE - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    found = len(tail) - _END_SIZE
    if not tail.startswith(_END, max(0, found)) or not tail.endswith(b"\0\0"):
        found = tail.rfind(_END)
    if found < 0 or len(tail) - found < _END_SIZE:
        return 0
    end, length = start + found, int.from_bytes(tail[found + 12 : found + 16], "little")
    end, length = _large(file, end) or (end, length)
    if length > _LARGEST_DIRECTORY:
        return MOST_ENTRIES + length
    file.seek(max(0, end - length))
    return file.read(length).count(_ENTRY)


def _large(file: BinaryIO, end: int) -> tuple[int, int] | None:
    """Where the directory of a ZIP of the large form ends and how long it is; ``None`` where the ZIP is of the usual one."""
    before = end - _LOCATOR_SIZE - _END_64_SIZE
    if before < 0:
        return None
    file.seek(before)
    record = file.read(_END_64_SIZE + _LOCATOR_SIZE)
    if not record.startswith(_END_64) or record[_END_64_SIZE:][:4] != _LOCATOR:
        return None
    return before, int.from_bytes(record[40:48], "little")
