"""Running a coroutine without a task as far as it goes, and finishing it in one where it has to wait."""

from collections.abc import Awaitable, Generator
from typing import Any, Generic, TypeVar

Done = TypeVar("Done")


class Begun(Generic[Done]):
    """A coroutine that has to wait; whoever awaits this finishes it and gets what it returns."""

    __slots__ = ("_steps", "_waits_for")

    def __init__(self, steps: Generator[Any, None, Done], waits_for: Any) -> None:
        self._steps = steps
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, None, Done]:
        try:
            yield self._waits_for
        except BaseException:  # whoever awaits is told: it is raised again
            self._steps.close()
            raise
        return (yield from self._steps)


def start(doing: Awaitable[Done]) -> Begun[Done] | Done:
    """Do it up to where it has to wait; what it returns where it never has to."""
    steps: Any = doing.__await__()
    try:
        return Begun(steps, next(steps))
    except StopIteration as ended:
        returned: Done = ended.value
        return returned


def begin(doing: Awaitable[None]) -> Begun[None] | None:
    """Do it up to where it has to wait; None where it never has to."""
    return start(doing)
