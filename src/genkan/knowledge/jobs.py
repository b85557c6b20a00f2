"""Background work of the knowledge room."""

from collections.abc import Mapping

from genkan.jobs import Task
from genkan.knowledge.library import Library

BUILD_INDEX = "knowledge.build_index"
_ATTEMPTS = 3


def tasks(library: Library) -> dict[str, Task]:
    """The tasks by name. Building does nothing where the index is current, so it may run again at any time."""

    async def build(_payload: Mapping[str, object]) -> None:
        await library.build_index()

    return {BUILD_INDEX: Task(run=build, attempts=_ATTEMPTS)}
