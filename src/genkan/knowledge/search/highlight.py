"""Marking in a text what was searched for."""

import re
from collections.abc import Iterable, Sequence

from genkan.knowledge.search.results import Span
from genkan.knowledge.text.normalise import fold_with_places, normalise, normalise_with_places


class Highlighter:
    """Marks in any number of texts what spells one of the terms in any width and any numerals."""

    def __init__(self, terms: Iterable[str]) -> None:
        wanted = {normalised for term in terms if (normalised := normalise(term).strip())}
        longest_first = sorted(wanted, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if wanted else None
        # Only where a number is looked for must those of the text be read as numbers, which takes longest.
        has_number = any(character.isdecimal() for term in wanted for character in term)
        self._spelled = normalise_with_places if has_number else fold_with_places

    def mark(self, text: str) -> tuple[Span, ...]:
        """The text in pieces."""
        if self._pattern is None:
            return (Span(text),)
        placed = self._spelled(text)
        found = [placed.original(*match.span()) for match in self._pattern.finditer(placed.text)]
        return _spans(text, _joined(found))


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans(text: str, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    place = 0
    for start, end in places:
        spans += [Span(text[place:start]), Span(text[start:end], marked=True)]
        place = end
    return tuple(span for span in [*spans, Span(text[place:])] if span.text)
