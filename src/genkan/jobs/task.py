"""What a job does, and what happens when the process that did it died."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

Payload = Mapping[str, object]
Deed = Callable[[Payload], Awaitable[None]]


@dataclass(frozen=True)
class Task:
    """A function that a worker runs with a job's payload.

    ``attempts`` is how often it may be started; ``lost`` runs instead when the last attempt ended without a word
    (its worker died) or with an error.
    """

    run: Deed
    lost: Deed | None = None
    attempts: int = 1
