"""The layout of official documents (公用文): where each line of a text stands on the paper."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from genkan.apps.export.appendix import appendix
from genkan.apps.export.letterhead import head_of
from genkan.apps.export.pieces import Divider, NewPage, Piece, Place, Printed, Verbatim
from genkan.apps.output import Output
from genkan.kit import in_era
from genkan.markdown import (
    Block,
    Code,
    Heading,
    Line,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    read_blocks,
    words_of,
)

_FULL_WIDTH_SPACE = "\u3000"
_RIGHT, _CENTER = frozenset({"以上"}), frozenset({"記", "別記", "別紙"})
# The numbers of items, each a character further in than the one above it.
_NUMBERS = tuple(
    re.compile(rf"({each})[\s\u3000]")
    for each in (
        r"第[0-9０-９]+",
        r"[0-9０-９]{1,2}",
        r"[（(][0-9０-９]{1,2}[)）]",
        r"[ア-ン]",
        r"[（(][ア-ン][)）]",
    )
)
_OPENS_WITHOUT_SPACE = tuple("「『（(※・○●◎◇□■－―*-【〔[")
_SENTENCE_END = "。"
_QUOTED, _BULLET = 2, "・"


def lay_out(output: Output, *, title: str, day: date) -> tuple[Piece, ...]:
    """The pieces of the document in their order, the checks of the output on a page of their own at the end.

    A text that has no head of its own gets its title and the day.
    """
    blocks = read_blocks(output.text)
    head = head_of(blocks)
    body = list(_without_head(blocks, len(head)))
    first = head or _titled(body, title=title, day=day)
    levels = [level for words in _body_lines(body) if (level := _level(words))]
    shallowest = min(levels, default=1)
    drawn = (piece for block in body for piece in _draw(block, shallowest))
    notes = appendix(output)
    return (*first, *drawn, *((NewPage(), *notes) if notes else ()))


def _titled(body: list[Block], *, title: str, day: date) -> tuple[Piece, ...]:
    """The day, and the title unless the text begins with one, which is then taken for it."""
    line: Line = (Span(title),)
    if body and isinstance(body[0], Heading) and body[0].rank == 1:
        line = body[0].line
        del body[0]
    return (Printed((Span(in_era(day)),), Place.RIGHT), Printed(line, Place.CENTER, rank=1))


def _without_head(blocks: Iterable[Block], count: int) -> Iterator[Block]:
    """The blocks after so many lines."""
    for block in blocks:
        lines = 1 if isinstance(block, Heading) else len(block.lines) if isinstance(block, Paragraph) else 0
        if count >= lines > 0:
            count -= lines
        elif count and isinstance(block, Paragraph):
            yield Paragraph(block.lines[count:])
            count = 0
        else:
            yield block


def _body_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from map(words_of, block.lines)


def _draw(block: Block, shallowest: int, indent: int = 0) -> Iterator[Piece]:
    match block:
        case Heading():
            yield Printed(block.line, rank=block.rank + 1, indent=indent)
        case Paragraph():
            yield from (_body(line, shallowest, indent) for line in block.lines)
        case List():
            yield from _list(block, shallowest, indent)
        case Quote():
            yield from (piece for each in block.blocks for piece in _draw(each, shallowest, indent + _QUOTED))
        case Code():
            yield Verbatim(block.text)
        case Rule():
            yield Divider()
        case Table():
            yield block


def _body(line: Line, shallowest: int, indent: int) -> Printed:
    words = words_of(line).strip()
    if words in _CENTER | _RIGHT:
        return Printed(line, Place.CENTER if words in _CENTER else Place.RIGHT)
    level = _level(words)
    if level:
        label = next(found[1] for number in _NUMBERS if (found := number.match(words)))
        hanging = len(label) + 1
        return Printed(line, indent=indent + level - shallowest + hanging, first=-hanging)
    begins = not words.startswith(_OPENS_WITHOUT_SPACE) and _SENTENCE_END in words
    return Printed(_unspaced(line), indent=indent, first=int(begins and not indent))


def _level(words: str) -> int:
    """How deep the number of an item is, from 1; 0 for a line without one."""
    return next((level for level, number in enumerate(_NUMBERS, start=1) if number.match(words)), 0)


def _unspaced(line: Line) -> Line:
    """Without full-width spaces at the beginning, which the indent stands for."""
    if not line or not line[0].text.startswith(_FULL_WIDTH_SPACE):
        return line
    first = line[0]
    return (Span(first.text.lstrip(_FULL_WIDTH_SPACE), first.bold, first.italic, first.code), *line[1:])


def _list(block: List, shallowest: int, indent: int) -> Iterator[Piece]:
    """Bullets and numbers as words, so that they look the same everywhere; nested lists stand further in."""
    for position, item in enumerate(block.items):
        marker = _BULLET if block.first is None else f"{block.first + position}. "
        width = 1 if block.first is None else 2
        first, *rest = item or (Paragraph(((),)),)
        if isinstance(first, Paragraph):
            head, *more = first.lines
            yield Printed((Span(marker), *head), indent=indent + width, first=-width)
            yield from (Printed(line, indent=indent + width) for line in more)
        else:
            yield Printed((Span(marker),), indent=indent + width, first=-width)
            rest = [first, *rest]
        yield from (piece for each in rest for piece in _draw(each, shallowest, indent + width))
