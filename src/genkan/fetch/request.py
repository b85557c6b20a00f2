"""What is asked of a service, within which bounds, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """Bounds of one request: the size of its answer, its time, how often it is sent at most, and the pauses between."""

    megabytes: int = 100
    seconds: float = 120.0
    attempts: int = 4
    first_pause: float = 0.5
    longest_pause: float = 30.0


@dataclass(frozen=True)
class Request:
    """What is asked; only one without effects, or that may be repeated, is tried again."""

    address: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    method: str = "GET"
    body: bytes = b""
    may_repeat: bool = True


@dataclass(frozen=True)
class Fetched:
    """An answer; ``wait`` is how many seconds the service asks to wait before the next request."""

    status: int
    content: bytes
    media_type: str = ""
    wait: float = 0.0
