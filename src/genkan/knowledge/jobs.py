"""Background work of the knowledge room."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from genkan.jobs import Payload, Task

BUILD_INDEX = "knowledge.build_index"
ERASE_WITHDRAWN = "knowledge.erase_withdrawn"
LOAD_UPLOAD = "knowledge.load_upload"
WATCH_FOLDERS = "knowledge.watch_folders"
BUILD_VECTORS = "knowledge.build_vectors"
_ATTEMPTS = 3


class BuildsIndex(Protocol):
    """The library, as far as its jobs need it."""

    async def build_index(self) -> bool: ...


class ErasesWithdrawn(Protocol):
    """The loader, as far as its jobs need it."""

    async def erase_withdrawn(self, collection_id: str) -> int: ...


class LoadsUploads(Protocol):
    """The receiver, as far as its jobs need it."""

    async def load(self, collection_id: str, upload_id: str) -> None: ...

    async def give_up(self, collection_id: str, upload_id: str) -> None: ...


class LooksIntoFolders(Protocol):
    """The watch over folders, as far as its jobs need it."""

    async def look(self) -> None: ...

    async def begin(self) -> None: ...


class SchedulesVectors(Protocol):
    """The schedule of vectors, as far as its jobs need it."""

    async def run(self) -> None: ...


def tasks(
    library: BuildsIndex, loader: ErasesWithdrawn, *, told: Callable[[], Awaitable[None]] | None = None
) -> dict[str, Task]:
    """The tasks by name. Each does only what is due, so it may run again at any time.

    ``told`` is called whenever something on the shelves has changed, before the index is built anew: who rests on
    articles may look at them again.
    """

    async def build(_payload: Payload) -> None:
        if told is not None:
            await told()
        await library.build_index()

    async def erase(payload: Payload) -> None:
        await loader.erase_withdrawn(str(payload["collection_id"]))

    return {
        BUILD_INDEX: Task(run=build, attempts=_ATTEMPTS),
        ERASE_WITHDRAWN: Task(run=erase, attempts=_ATTEMPTS),
    }


def intake_tasks(receiver: LoadsUploads, folders: LooksIntoFolders) -> dict[str, Task]:
    """The tasks by which files come in on their own. Each goes on where an earlier attempt was broken off."""

    async def load(payload: Payload) -> None:
        await receiver.load(str(payload["collection_id"]), str(payload["upload_id"]))

    async def give_up(payload: Payload) -> None:
        await receiver.give_up(str(payload["collection_id"]), str(payload["upload_id"]))

    async def look(_payload: Payload) -> None:
        await folders.look()

    async def look_again(_payload: Payload) -> None:
        await folders.begin()

    return {
        LOAD_UPLOAD: Task(run=load, lost=give_up, attempts=_ATTEMPTS),
        WATCH_FOLDERS: Task(run=look, lost=look_again),
    }


def vector_tasks(schedule: SchedulesVectors) -> dict[str, Task]:
    """The task that makes vectors; a run that was broken off is gone on with by the next one."""

    async def build(_payload: Payload) -> None:
        await schedule.run()

    return {BUILD_VECTORS: Task(run=build)}
