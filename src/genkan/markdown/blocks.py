"""What a text in Markdown is made of, for whoever draws something else than HTML."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Words of one look; the address of a link stands behind its words, in brackets."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; ``rank`` 1 is the outermost of six."""

    rank: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, cut where its writer began a new line."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class List:
    """A list; ``first`` is the number of its first item, None where it has bullets."""

    items: tuple[tuple["Block", ...], ...]
    first: int | None = None


@dataclass(frozen=True)
class Quote:
    """What is quoted."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Code:
    """Text that is kept letter by letter."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True)
class Table:
    """A table; each row has as many cells as the head, and ``numeric`` tells which columns stand to the right."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[bool, ...]


Block = Heading | Paragraph | List | Quote | Code | Rule | Table


def words_of(spans: Iterable[Span]) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)
