"""Whole articles for a prompt, within a budget of characters."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from genkan.gateway import Source
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.dating.versions import Standing
from genkan.knowledge.search.note import SearchNote, note_of
from genkan.knowledge.search.results import Hit, SearchResult

OMITTED = "（略）"
_LEAST = 200


@dataclass(frozen=True)
class Passage:
    """A whole article for a prompt; ``text`` is cut at a line with 「（略）」 only where it is over the budget.

    ``note`` says how it was found. ``is_recognised``: its words were read from a picture.
    """

    collection: Collection
    document_id: str
    law_title: str
    label: str
    caption: str
    headings: tuple[str, ...]
    text: str
    anchor: str
    version_id: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    standing: Standing = Standing.IN_FORCE
    note: SearchNote = field(default_factory=SearchNote)
    is_recognised: bool = False

    @property
    def citation(self) -> str:
        """The article as official documents cite it."""
        return self.law_title + self.label

    def as_source(self, number: int) -> Source:
        """The article as a source that an answer cites as ``[number]``."""
        return Source(
            number=number,
            label=self.citation,
            text=self.text,
            anchor=self.anchor,
            found=replace(self.note, is_recognised=self.is_recognised).kept,
        )


def passages_for_prompt(result: SearchResult, *, budget: int) -> tuple[Passage, ...]:
    """The articles of the hits, best first, as long as they fit; what is longer than the room left is cut at a line.

    ``budget`` counts the characters of all texts together. An article that would get less than 200 is left out,
    unless it is the best one.
    """
    return tuple(_fitting(result, budget))


def _fitting(result: SearchResult, room: int) -> Iterator[Passage]:
    note = note_of(result)
    for place, hit in enumerate(result.hits):
        if place and len(hit.text) > room and room < _LEAST:
            return
        text = _shortened(hit.text, length=room)
        room -= len(text)
        yield _passage(hit, text, note)


def _shortened(text: str, *, length: int) -> str:
    if len(text) <= length:
        return text
    kept = text[: length - len(OMITTED)]
    return kept[: kept.rfind("\n") + 1 or len(kept)] + OMITTED


def _passage(hit: Hit, text: str, note: SearchNote) -> Passage:
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
        note=note,
        is_recognised=hit.is_recognised,
    )
