"""The processes of one machine that share a data folder: each holds a lock for as long as it lives."""

import fcntl
import os
from pathlib import Path

SUFFIX = ".lock"


class Neighbours:
    """The lock of one process, and a look at those of others; a lock ends with its process, however that ends."""

    def __init__(self, folder: Path, *, process_id: str) -> None:
        self._folder = folder
        self._own = process_id
        self._descriptor: int | None = None

    def join(self) -> None:
        """Take the own lock; ``OSError`` where the folder cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        while self._descriptor is None:
            self._descriptor = self._taken()

    def _taken(self) -> int | None:
        """The lock, ``None`` where another process cleared the new file away before it was locked."""
        path = self._path(self._own)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
        os.close(descriptor)
        return None

    def leave(self) -> None:
        """Give the own lock back."""
        if self._descriptor is not None:
            self._path(self._own).unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    def living(self) -> frozenset[str]:
        """The ids of all processes that hold their locks, this one included; locks of the dead are cleared away."""
        others = {path.stem for path in self._folder.glob(f"*{SUFFIX}")} - {self._own}
        return frozenset({self._own, *(other for other in others if self._lives(other))})

    def _lives(self, process_id: str) -> bool:
        try:
            descriptor = os.open(self._path(process_id), os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        else:
            self._path(process_id).unlink(missing_ok=True)
            return False
        finally:
            os.close(descriptor)

    def _path(self, process_id: str) -> Path:
        return self._folder / f"{process_id}{SUFFIX}"
