"""Whole articles for a prompt, within a budget of characters."""

from collections.abc import Iterable, Iterator

from genkan.knowledge.search.results import Hit, Passage, PlanStep

OMITTED = "（略）"
_LEAST = 200


def passages_for_prompt(
    hits: Iterable[Hit], *, budget: int, rewriting: PlanStep | None = None
) -> tuple[Passage, ...]:
    """The articles of the hits, best first, as long as they fit; what is longer than the room left is cut at a line.

    ``budget`` counts the characters of all texts together. An article that would get less than 200 is left out,
    unless it is the best one. ``rewriting`` goes with each of them.
    """
    return tuple(_fitting(hits, budget, rewriting))


def _fitting(hits: Iterable[Hit], room: int, rewriting: PlanStep | None) -> Iterator[Passage]:
    for place, hit in enumerate(hits):
        if place and len(hit.text) > room and room < _LEAST:
            return
        text = _shortened(hit.text, length=room)
        room -= len(text)
        yield _passage(hit, text, rewriting)


def _shortened(text: str, *, length: int) -> str:
    if len(text) <= length:
        return text
    kept = text[: length - len(OMITTED)]
    return kept[: kept.rfind("\n") + 1 or len(kept)] + OMITTED


def _passage(hit: Hit, text: str, rewriting: PlanStep | None) -> Passage:
    return Passage(
        collection=hit.collection,
        document_id=hit.document_id,
        law_title=hit.law_title,
        label=hit.label,
        caption=hit.caption,
        headings=hit.headings,
        text=text,
        anchor=hit.anchor,
        version_id=hit.version_id,
        valid_from=hit.valid_from,
        valid_until=hit.valid_until,
        standing=hit.standing,
        rewriting=rewriting,
    )
