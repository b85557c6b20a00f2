"""Marking in a text what was searched for."""

import re
from collections.abc import Sequence

from genkan.knowledge.search.results import Span
from genkan.knowledge.text.normalise import normalise, normalise_with_places


def highlight(text: str, *, terms: Sequence[str]) -> tuple[Span, ...]:
    """The text in pieces, those marked that spell one of the terms in any width and any numerals."""
    wanted = sorted(
        {normalised for term in terms if (normalised := normalise(term).strip())}, key=len, reverse=True
    )
    if not wanted:
        return (Span(text),)
    placed = normalise_with_places(text)
    pattern = re.compile("|".join(map(re.escape, wanted)))
    found = [placed.original(match.start(), match.end()) for match in pattern.finditer(placed.text)]
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
