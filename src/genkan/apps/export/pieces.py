"""What an official document is made of on paper, the same for Word and PDF."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.markdown import Line, Table


class Place(StrEnum):
    """Where a line stands between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Printed:
    """One line of a document, which may be longer than the paper is wide.

    ``rank`` is 0 for the body and that of a heading from 1 on. ``indent`` is what all its rows keep from the margin,
    ``first`` what the first one keeps more, or less where it is negative; both in full-width characters.
    """

    line: Line
    place: Place = Place.LEFT
    rank: int = 0
    indent: int = 0
    first: int = 0


@dataclass(frozen=True)
class Verbatim:
    """Text that keeps its letters and line ends."""

    text: str


@dataclass(frozen=True)
class Divider:
    """A line across the paper."""


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Piece = Printed | Verbatim | Divider | NewPage | Table
