"""The folder of an index: one subfolder per build, a file that names the one in force, a lock for the builder.

Readers only read, so any number of processes may search while one builds. A build is never changed once the
file ``current`` names it; that file is replaced in one step.
"""

import asyncio
import fcntl
import os
import shutil
import zlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from genkan.knowledge.errors import IndexBusy

MANIFEST = "manifest.json"
_CURRENT, _LOCK = "current", "lock"
_UNFINISHED = "unfinished-"
_PAUSE = 0.1
_BLOCK = 1 << 20


def current_name(folder: Path) -> str:
    """The name of the build in force; empty where there is none."""
    try:
        return (folder / _CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def new_build(folder: Path, *, name: str) -> Path:
    """An empty folder to build in."""
    path = folder / f"{_UNFINISHED}{name}"
    path.mkdir(parents=True)
    return path


def put_in_force(build: Path) -> None:
    """Let readers find this build, then remove all but it and the one before it."""
    folder = build.parent
    before = current_name(folder)
    finished = build.rename(folder / build.name.removeprefix(_UNFINISHED))
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


def measure(build: Path) -> dict[str, tuple[int, int]]:
    """Length and CRC-32 of every file of a build but its manifest and locks."""
    paths = sorted(path for path in build.rglob("*") if path.is_file())
    kept = (path for path in paths if path.name != MANIFEST and path.suffix != ".lock")
    return {str(path.relative_to(build)): (path.stat().st_size, _checksum(path)) for path in kept}


def is_whole(build: Path, *, files: Mapping[str, tuple[int, int]]) -> bool:
    """Whether every file is there as it was built."""
    try:
        return all(
            (build / name).stat().st_size == size and _checksum(build / name) == checksum
            for name, (size, checksum) in files.items()
        )
    except FileNotFoundError:
        return False


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
