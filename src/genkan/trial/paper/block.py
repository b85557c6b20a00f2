"""What a report is made of, the same for the screen, paper and a terminal: pages and printers draw it, nothing decides."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from msgspec import structs

from genkan.trial.analysis import Estimate


class Shape(StrEnum):
    """How a block is drawn."""

    TEXT = "text"
    BULLETS = "bullets"
    TERMS = "terms"
    GRID = "grid"
    FOREST = "forest"
    QUOTE = "quote"


@dataclass(frozen=True)
class Text:
    """One paragraph; ``is_key`` for a sentence that says the result."""

    text: str
    is_key: bool = False
    shape: Shape = Shape.TEXT


@dataclass(frozen=True)
class Bullets:
    """Sentences below each other."""

    texts: tuple[str, ...]
    shape: Shape = Shape.BULLETS


@dataclass(frozen=True)
class Terms:
    """Names with what they are."""

    rows: tuple[tuple[str, str], ...]
    shape: Shape = Shape.TERMS


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    title: str
    numeric: bool = False


def number_columns(first: str, *numbers: str) -> tuple[Head, ...]:
    """The head of the names of the rows, then the heads of their numbers."""
    return (Head(first), *(Head(title, numeric=True) for title in numbers))


@dataclass(frozen=True)
class Grid:
    """A table; the first column names the row. ``note`` stands below it."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    shape: Shape = Shape.GRID

    @property
    def columns(self) -> list[dict[str, object]]:
        """The heads as the tables of pages take them."""
        return [asdict(head) for head in self.heads]


@dataclass(frozen=True)
class ForestRow:
    """One estimate with its interval; ``tier`` 0 where there are none, ``count`` of what it is."""

    label: str
    estimate: Estimate
    shown: str
    interval: str
    count: int
    tier: int = 0


@dataclass(frozen=True)
class Forest:
    """Estimates with their intervals below each other on one scale; ``reference`` is drawn as a line."""

    id: str
    caption: str
    description: str
    value_title: str
    count_title: str
    rows: tuple[ForestRow, ...]
    ticks: tuple[tuple[float, str], ...]
    reference: float | None = None
    shape: Shape = Shape.FOREST

    @property
    def chart_rows(self) -> list[dict[str, object]]:
        """The rows as the charts of pages take them."""
        return [{**vars(row), **structs.asdict(row.estimate)} for row in self.rows]


@dataclass(frozen=True)
class Quote:
    """Words of somebody else, printed as they are."""

    by: str
    text: str
    shape: Shape = Shape.QUOTE


Block = Text | Bullets | Terms | Grid | Forest | Quote


@dataclass(frozen=True)
class Section:
    """A part of the report under its heading; a section without blocks is left out."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A whole report. ``standing`` says whether it is a draft, ``root`` is the number to compare."""

    title: str
    subtitle: str
    organisation: str
    day: str
    standing: str
    root: str
    language: str
    sections: tuple[Section, ...]


def ticks_of(rows: Sequence[ForestRow], *, also: float | None = None) -> tuple[tuple[float, str], ...]:
    """The scale in steps of 5, 10 or 25 hundredths that holds all intervals, as few as can be read."""
    values = [value for row in rows for value in (row.estimate.low, row.estimate.high)]
    values += [also] if also is not None else []
    low, high = max(0.0, min(values, default=0.0)), min(1.0, max(values, default=1.0))
    step = next((step for step in (5, 10, 25) if (high - low) * 100 <= step * 6), 25)
    first, last = int(low * 100 // step), -int(-high * 100 // step)
    last = max(last, first + 1)
    return tuple((place * step / 100, f"{place * step}%") for place in range(first, last + 1))
