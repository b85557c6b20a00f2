"""What passes between the server and the process that reads a PDF."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Wish:
    """A file, and the page to draw, counted from 1; 0 wants the text of all pages."""

    name: str
    content: bytes
    page: int = 0


class Trouble(StrEnum):
    """Why a PDF cannot be read."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    LONG = "long"
    NO_PAGE = "no_page"


@dataclass(frozen=True)
class Seen:
    """The texts of the pages, or a picture as PNG, or the trouble."""

    texts: tuple[str, ...] = ()
    picture: bytes = b""
    trouble: Trouble | None = None
