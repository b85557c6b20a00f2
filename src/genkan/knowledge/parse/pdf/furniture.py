"""What a PDF prints on every page and is no text of the document: running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

_PAGE_NUMBER = re.compile(
    r"[\s　]*[-‐－―ー—(（]?[\s　]*[0-9０-９]{1,4}[\s　]*(?:[/／][\s　]*[0-9０-９]{1,4})?[\s　]*[-‐－―ー—)）]?[\s　]*"
)
_DIGITS = re.compile(r"[0-9０-９]+")
_LEAST_PAGES = 4
_SHARE = 0.6


def without_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """The lines of each page without those at its edges that most pages share, and how many lines were taken out."""
    edges = Counter(edge for lines in pages for edge in {_shape(line) for line in _edges(lines)})
    shared = {
        edge for edge, count in edges.items() if len(pages) >= _LEAST_PAGES and count >= _SHARE * len(pages)
    }
    kept = [_kept(lines, shared) for lines in pages]
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _kept(lines: Sequence[str], shared: set[str]) -> list[str]:
    kept = list(lines)
    for place in (0, -1):
        while kept and (_shape(kept[place]) in shared or _PAGE_NUMBER.fullmatch(kept[place])):
            kept.pop(place)
    return kept


def _edges(lines: Sequence[str]) -> list[str]:
    return [lines[0], lines[-1]] if lines else []


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line.strip())
