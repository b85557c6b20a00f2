"""Looking at an endpoint: done by the room that may speak to models, and handed in here as a part."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Discover = Callable[[str, str], Awaitable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Discovery:
    """``look(address, secret_reference)`` gives the names of the models that an endpoint serves.

    It raises a Problem where it cannot.
    """

    look: Discover
