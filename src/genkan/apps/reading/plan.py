"""The reading plan: a text cut into parts that a model can take, together exactly the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_HEADING = re.compile(
    r"^(?:#{1,6}\s|第[0-9０-９一二三四五六七八九十百]+[編章節条]|[0-9０-９]+[.．、]\s*\S)", re.MULTILINE
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_LINE = re.compile(r"\n")
_SENTENCE = re.compile(r"(?<=[。！？])")


@dataclass(frozen=True)
class Part:
    """A piece of a text: ``start`` and ``end`` in characters, ``title`` the heading it begins with, if any."""

    number: int
    start: int
    end: int
    title: str
    text: str


@dataclass(frozen=True)
class ReadingPlan:
    """All parts, in order; joined, they are the text."""

    parts: tuple[Part, ...]

    @property
    def characters(self) -> int:
        """How long the text is."""
        return sum(len(part.text) for part in self.parts)


def plan_reading(text: str, *, longest: int) -> ReadingPlan:
    """Cut a text at headings, else at paragraphs, lines, sentences, and only then anywhere.

    ``longest`` is in characters. Neighbours are joined again as far as they fit.
    """
    parts: list[Part] = []
    start = 0
    for piece in _joined(_pieces(text, longest, (_HEADING, _PARAGRAPH, _LINE, _SENTENCE)), longest):
        end = start + len(piece)
        parts.append(Part(len(parts) + 1, start, end, _title(piece), piece))
        start = end
    return ReadingPlan(tuple(parts))


def _pieces(text: str, longest: int, cuts: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    if len(text) <= longest:
        if text:
            yield text
        return
    if not cuts:
        yield from (text[at : at + longest] for at in range(0, len(text), longest))
        return
    first, *others = cuts
    for piece in _cut(text, first):
        yield from _pieces(piece, longest, tuple(others))


def _cut(text: str, at: re.Pattern[str]) -> Iterator[str]:
    """Before a heading, after anything else."""
    places = [match.start() if at is _HEADING else match.end() for match in at.finditer(text)]
    edges = sorted({0, len(text), *places})
    return (text[start:end] for start, end in pairwise(edges))


def _joined(pieces: Iterator[str], longest: int) -> Iterator[str]:
    held = ""
    for piece in pieces:
        if held and len(held) + len(piece) > longest:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _title(piece: str) -> str:
    first = piece.lstrip().split("\n", 1)[0]
    return first.lstrip("# ").strip()[:60] if _HEADING.match(first) else ""
