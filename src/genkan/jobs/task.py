"""What a job does, and what happens when the process that did it died."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

Payload = Mapping[str, object]
Deed = Callable[[Payload], Awaitable[None]]


@dataclass(frozen=True)
class Task:
    """A function that a worker runs with a job's payload.

    ``attempts`` is how often it may be started; ``lost`` runs instead when the last attempt ended without a word
    (its worker died) or with an error. A worker runs at most ``at_once`` jobs of it side by side, so that long work
    leaves places for short; None where only the worker's own places bound it.
    """

    run: Deed
    lost: Deed | None = None
    attempts: int = 1
    at_once: int | None = None
