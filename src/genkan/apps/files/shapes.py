"""What passes between the server and the processes that open and read a file."""

from dataclasses import dataclass, field

LOCKED = b"locked"
OPEN = b"open"


@dataclass(frozen=True)
class Question:
    """A file to read."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Trouble:
    """Why it cannot be read: the message identifiers of a ``Problem`` with what fills their places."""

    sentence: str
    next_step: str
    details: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Answer:
    """The text, or the trouble with it."""

    text: str = ""
    notices: tuple[str, ...] = ()
    trouble: Trouble | None = None
