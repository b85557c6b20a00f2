"""A table of contents by chapter and section."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from genkan.knowledge.collection.collection import ArticleEntry


@dataclass(frozen=True, slots=True)
class Section:
    """Articles that stand together. ``new_headings`` are (level from 0, text) of what begins here."""

    new_headings: tuple[tuple[int, str], ...]
    entries: tuple[ArticleEntry, ...]


def outline(entries: Sequence[ArticleEntry]) -> tuple[Section, ...]:
    """The sections in the order of the text; a chapter is named once, above its first section."""
    sections: list[Section] = []
    above: tuple[str, ...] = ()
    for headings, members in groupby(entries, key=lambda entry: entry.headings):
        sections.append(Section(_new(headings, above), tuple(members)))
        above = headings
    return tuple(sections)


def _new(headings: tuple[str, ...], above: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """The headings from the first that differs from what is above."""
    same = 0
    while same < min(len(headings), len(above)) and headings[same] == above[same]:
        same += 1
    return tuple(enumerate(headings))[same:]
