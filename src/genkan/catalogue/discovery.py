"""Looking at an endpoint: done by the room that may speak to models, and handed in here as a part."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Discover = Callable[[str, str], Awaitable[tuple[str, ...]]]


async def is_open_here(port: int) -> bool:
    """Whether any program on this machine takes connections on the port."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@dataclass(frozen=True, slots=True)
class Discovery:
    """``look(address, secret_reference)`` gives the names of the models that an endpoint serves.

    It raises a Problem where it cannot. ``is_open(port)`` tells cheaply where on this machine a look is worth it.
    """

    look: Discover
    is_open: Callable[[int], Awaitable[bool]] = is_open_here
