"""Who hears what people do with the output of a run."""

from collections.abc import Awaitable, Callable

Exported = Callable[[str, str], Awaitable[None]]
"""Takes the id of a run and of the person who saved its output as a file."""


async def to_nobody(_run_id: str, _person_id: str) -> None:
    """Where nobody measures it."""
