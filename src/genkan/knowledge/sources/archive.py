"""The files in a ZIP one after another, within bounds that a ZIP bomb runs into."""

import itertools
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from genkan.knowledge.errors import FileProblem, TooLarge
from genkan.knowledge.parse import (
    MAXIMUM_MEGABYTES,
    MOST_ENTRIES,
    UNREADABLE,
    ZIP_MARKS,
    DamagedFile,
    EncryptedFile,
    FileKind,
    NestedArchive,
    TooMuchInside,
    UnknownPacking,
    clean_name,
    is_bounded,
    kind_of,
    open_zip,
    packed_name,
    unpacked,
)
from genkan.knowledge.sources.named_file import NamedFile

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_JUNK = frozenset({"__MACOSX"})
_NO_ZIP = (zipfile.BadZipFile, struct.error, MemoryError, NotImplementedError, ValueError)


@dataclass(frozen=True)
class ArchiveLimits:
    """How much may be in one ZIP. Laws in XML shrink to a twentieth, so a hundredth is no honest file of that size.

    The ratio counts for a file from one size on, and from another one on for all that is in the ZIP.
    """

    files: int = MOST_ENTRIES
    packed_megabytes: int = 4_000
    bytes_in_all: int = 20_000_000_000
    ratio: int = 100
    ratio_counts_from: int = 5_000_000
    ratio_in_all_counts_from: int = 50_000_000


# What came in through a browser, where 30 MB are taken at once.
UPLOAD_LIMITS = ArchiveLimits(files=20_000, bytes_in_all=1_000_000_000)


def files_in_archive(
    path: Path, *, name: str, within: str = "", limits: ArchiveLimits | None = None
) -> Iterator[NamedFile]:
    """The files of a ZIP as :func:`files_packed` gives them. Raises ``OSError``."""
    with path.open("rb") as file:
        yield from files_packed(file, name=name, within=within, limits=limits)


def files_packed(
    file: BinaryIO, *, name: str, within: str = "", limits: ArchiveLimits | None = None
) -> Iterator[NamedFile]:
    """The files of a ZIP in their order, hidden ones left out; what is wrong with one stands in it.

    A ZIP that cannot be opened, or holds too much altogether, is one file with that problem. ``within`` stands before
    each name. Raises ``OSError``.
    """
    bounds = limits or ArchiveLimits()
    if file.seek(0, 2) > bounds.packed_megabytes * 1_000_000:
        yield NamedFile(name, problem=TooLarge(name=name, megabytes=bounds.packed_megabytes))
        return
    try:
        with open_zip(file, name=name, most=bounds.files) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry)]
            if problem := _problem_of_all(entries, name=name, limits=bounds):
                yield NamedFile(name, problem=problem)
                return
            for entry in entries:
                yield _file(archive, entry, name=clean_name(within + entry_name(entry)), limits=bounds)
    except TooMuchInside as problem:
        yield NamedFile(name, problem=problem)
    except _NO_ZIP:
        yield NamedFile(name, problem=DamagedFile(name=name, kind=packed_name(name)))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of a file in a ZIP: UTF-8 where the ZIP says so or the bytes are it, otherwise CP932 as Windows writes it."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    written = entry.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _problem_of_all(
    entries: list[zipfile.ZipInfo], *, name: str, limits: ArchiveLimits
) -> FileProblem | None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    bursts = total > limits.ratio_in_all_counts_from and total > limits.ratio * max(1, packed)
    if bursts or total > limits.bytes_in_all or _overlap(entries):
        return TooMuchInside(name=name)
    return None


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share their bytes, as in a bomb that unpacks the same block again and again."""
    placed = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(begin + size > after for (begin, size), (after, _) in itertools.pairwise(placed))


def _file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, limits: ArchiveLimits) -> NamedFile:
    if problem := _problem(entry, name=name, limits=limits):
        return NamedFile(name, problem=problem)
    try:
        content = unpacked(archive, entry)
        problem = NestedArchive(name=name) if _is_nested(name, content) else None
    except FileProblem as too_much:
        return NamedFile(name, problem=too_much)
    except UNREADABLE:
        return NamedFile(name, problem=DamagedFile(name=name, kind="ZIPの中のファイル"))
    return NamedFile(name, b"" if problem else content, problem)


def _problem(entry: zipfile.ZipInfo, *, name: str, limits: ArchiveLimits) -> FileProblem | None:
    if entry.flag_bits & _ENCRYPTED:
        return EncryptedFile(name=name)
    if not is_bounded(entry):
        return UnknownPacking(name=name)
    if entry.file_size > limits.ratio_counts_from and entry.file_size > limits.ratio * max(
        1, entry.compress_size
    ):
        return TooMuchInside(name=name)
    if entry.file_size > MAXIMUM_MEGABYTES * 1_000_000:
        return TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES)
    return None


def _is_nested(name: str, content: bytes) -> bool:
    return content.startswith(ZIP_MARKS) and kind_of(name, content) is FileKind.ARCHIVE


def _hidden(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    return any((part.startswith(".") and part.strip(".")) or part in _JUNK for part in parts)
