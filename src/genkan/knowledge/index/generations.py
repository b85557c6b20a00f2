"""The folder of an index: one subfolder per build, a file that names the one in force, a lock for the builder.

Readers only read, so any number of processes may search while one builds. A build is never changed once the
file ``current`` names it; that file is replaced in one step. A build that goes on from the one in force shares the
files that stay as they are: they are hard links.
"""

import asyncio
import fcntl
import os
import shutil
import zlib
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from genkan.knowledge.errors import IndexBusy

MANIFEST = "manifest.json"
_CURRENT, _LOCK = "current", "lock"
_UNFINISHED = "unfinished-"
_PAUSE = 0.1
_BLOCK = 1 << 20
# The engine's own lists of its files, and the files derived from all documents: each build has its own.
_REWRITTEN = frozenset({".json", ".extra"})

Files = Mapping[str, tuple[int, int]]


def current_name(folder: Path) -> str:
    """The name of the build in force; empty where there is none."""
    try:
        return (folder / _CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def new_build(folder: Path, *, name: str) -> Path:
    """An empty folder to build in; what a build of this name left that was killed is removed."""
    path = folder / f"{_UNFINISHED}{name}"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def further_build(folder: Path, *, name: str, before: Path, files: Iterable[str]) -> Path:
    """A folder to build in that has the files of a build that is done; none of them is changed there."""
    path = new_build(folder, name=name)
    for file in files:
        if Path(file).suffix in _REWRITTEN:
            shutil.copyfile(before / file, path / file)
        else:
            _share(before / file, path / file)
    return path


def put_in_force(build: Path) -> None:
    """Let readers find this build, then remove all but it and the one before it."""
    folder = build.parent
    before = current_name(folder)
    place = folder / build.name.removeprefix(_UNFINISHED)
    if place.name != before:
        # A process that was killed here before it wrote the name has left a build that nobody reads.
        shutil.rmtree(place, ignore_errors=True)
    finished = build.rename(place)
    pointer = folder / f"{_CURRENT}.new"
    _write_durably(pointer, finished.name)
    pointer.replace(folder / _CURRENT)
    _remove_others(folder, keep={finished.name, before})


@asynccontextmanager
async def only_builder(folder: Path, *, patience: float) -> AsyncGenerator[None]:
    """Hold the builder's lock; ``IndexBusy`` after ``patience`` seconds. It ends with the process at the latest."""
    with _lock_file(folder) as file:
        await _acquire(file, patience=patience)
        yield


def measure(build: Path, *, known: Files) -> Files:
    """Length and CRC-32 of every file of a build but its manifest and locks; those ``known`` are not read again."""
    kept = (path for path in sorted(build.iterdir()) if path.name != MANIFEST and path.suffix != ".lock")
    return {path.name: _measured(path, known=known.get(path.name)) for path in kept}


class Verified:
    """Which files this process has read and found whole; what has not changed since is not read again."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, ...]] = set()

    def is_whole(self, build: Path, *, files: Files) -> bool:
        """Whether every file of a build is there as it was built."""
        try:
            seen = {self._verify(build / name, *facts) for name, facts in files.items()}
        except (FileNotFoundError, _Damaged):
            return False
        self._seen = seen
        return True

    def _verify(self, path: Path, size: int, checksum: int) -> tuple[int, ...]:
        state = path.stat()
        facts = (state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, checksum)
        if facts not in self._seen and (state.st_size != size or _checksum(path) != checksum):
            raise _Damaged
        return facts


class _Damaged(Exception):
    """A file is not what it was when it was built."""


def bring_file(
    source: Path, target: Path, *, facts: tuple[int, int], shared: Path, known: tuple[int, int] | None
) -> bool:
    """Share or copy one file of a build, and say whether it came whole.

    ``shared`` is the file of this name in another build of the target's folder, and ``known`` what it was when it
    was built; it is shared where that is the same.
    """
    if known == facts and target.suffix not in _REWRITTEN and shared.exists():
        _share(shared, target)
        return True
    shutil.copyfile(source, target)
    return (target.stat().st_size, _checksum(target)) == facts


def _measured(path: Path, *, known: tuple[int, int] | None) -> tuple[int, int]:
    if known is not None and path.suffix not in _REWRITTEN:
        return known
    return path.stat().st_size, _checksum(path)


def _share(source: Path, target: Path) -> None:
    """A hard link, or a copy on a file system that has none."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _lock_file(folder: Path) -> IO[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return (folder / _LOCK).open("a", encoding="ascii")


async def _acquire(file: IO[str], *, patience: float) -> None:
    deadline = asyncio.get_running_loop().time() + patience
    while not _try_lock(file):
        if asyncio.get_running_loop().time() > deadline:
            raise IndexBusy
        await asyncio.sleep(_PAUSE)


def _try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _remove_others(folder: Path, *, keep: set[str]) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            value = zlib.crc32(block, value)
    return value
