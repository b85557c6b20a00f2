"""Files on their way in: bounded in number and size, told by their content, scanned before they are kept."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from genkan.apps import GivenFile, Scanner, media_type_of, safe_name, spoken_kind
from genkan.inquiry.errors import InquiryProblem
from genkan.inquiry.incoming.attachment import (
    LONGEST_FILE_NAME,
    MEGABYTE,
    OF_OFFICERS,
    FileLimits,
    Incoming,
    Standing,
)
from genkan.inquiry.incoming.errors import (
    FileDangerous,
    FileEmpty,
    FilesTooLarge,
    FileTooLarge,
    TooManyFiles,
)
from genkan.kit import Problem, storable

_MOST = OF_OFFICERS.count
_PROGRAMS = frozenset(
    {"application/vnd.microsoft.portable-executable", "application/x-executable", "application/java-vm"}
)


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept, or, with a ``remark``, one of which only the name is kept."""

    name: str
    media_type: str
    content: bytes
    standing: Standing = Standing.WAITING
    remark: str = ""


class Inspecting:
    """Looks at every file; each passes the scanner of the installation."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner

    async def accept(
        self, files: Sequence[Incoming], *, limits: FileLimits = OF_OFFICERS
    ) -> tuple[Inspected, ...]:
        """The files, all of them. Raises what is wrong with the first that may not be kept, or a ``ScanProblem``."""
        if len(files) > limits.count:
            raise TooManyFiles(limit=limits.count, count=len(files))
        return tuple(
            [await self._look(file, before=size, limits=limits) for file, size in _with_sizes(files)]
        )

    async def sift(self, files: Sequence[Incoming]) -> tuple[Inspected, ...]:
        """The files that came with a letter nobody can be asked about: one that may not be kept leaves its name and why.

        Raises a ``ScanProblem`` where the scanner cannot say of any file now.
        """
        found = [await self._sifted(file, before=size) for file, size in _with_sizes(files[:_MOST])]
        surplus = TooManyFiles(limit=_MOST, count=len(files))
        return (*found, *(_refused(file, surplus) for file in files[_MOST : 2 * _MOST]))

    async def _sifted(self, file: Incoming, *, before: int) -> Inspected:
        try:
            return await self._look(file, before=before)
        except Problem as problem:
            if problem.status >= 500 and not await self._scanner_works():
                raise
            return _refused(file, problem)

    async def _scanner_works(self) -> bool:
        """Whether it is this file that the scanner cannot judge, which would keep a letter waiting for ever."""
        try:
            return (await self._scanner.version()).startswith("ClamAV")
        except Problem:
            return False

    async def _look(self, file: Incoming, *, before: int, limits: FileLimits = OF_OFFICERS) -> Inspected:
        name = name_of(file)
        media_type = await asyncio.to_thread(media_type_of, file.content, name=name)
        fault = _fault(name, media_type, size=len(file.content), before=before, limits=limits)
        if fault is not None:
            raise fault
        await self._scanner.scan([GivenFile(name, file.content)])
        return Inspected(name, media_type, file.content)


def name_of(file: Incoming) -> str:
    """A name that every system can save."""
    return safe_name(storable(file.name))[-LONGEST_FILE_NAME:]


def _with_sizes(files: Sequence[Incoming]) -> Iterator[tuple[Incoming, int]]:
    """Each file with the bytes of those before it."""
    return zip(files, accumulate((len(file.content) for file in files), initial=0), strict=False)


def _fault(
    name: str, media_type: str, *, size: int, before: int, limits: FileLimits
) -> InquiryProblem | None:
    if size == 0:
        return FileEmpty(name=name)
    if size > limits.each:
        return FileTooLarge(name=name, limit=limits.each // MEGABYTE)
    if before + size > limits.together:
        return FilesTooLarge(name=name, limit=limits.together // MEGABYTE)
    if media_type in _PROGRAMS:
        return FileDangerous(name=name, kind=spoken_kind(media_type))
    return None


def _refused(file: Incoming, problem: Problem) -> Inspected:
    remark = problem.sentence.format_map(problem.details)
    return Inspected(name_of(file), "", b"", Standing.REFUSED, remark)
