"""Articles cut into passages of about 200 characters, each of which can be found by itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from genkan.knowledge.parse import Paragraph, paragraph_lines

USUAL_LENGTH = 200
LONGEST = 400
_LEAD = 60
_SENTENCE = re.compile(r"[^。]*。?")


class HasParagraphs(Protocol):
    """Whatever holds the paragraphs of an article."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]: ...


def passages_of(article: HasParagraphs) -> tuple[str, ...]:
    """The text of each passage in order: a paragraph, or items of it led by the words they hang on.

    A passage is about 200 characters long, never more than 400 and the length of one lead.
    """
    return tuple(pack([paragraph_lines(paragraph) for paragraph in article.paragraphs]))


def pack(paragraphs: Iterable[Sequence[str]]) -> Iterator[str]:
    """The passages of paragraphs whose lines are given."""
    return (passage for lines in paragraphs for passage in _pack(lines))


def _pack(lines: Sequence[str]) -> Iterator[str]:
    """Lines joined up to the usual length; from the second passage on, the paragraph's first words lead."""
    lead = lines[0][-_LEAD:] if len(lines) > 1 else ""
    held: list[str] = []
    for line in _short(lines):
        if held and sum(map(len, held)) + len(line) > USUAL_LENGTH:
            yield "\n".join(held)
            held = [lead] if lead else []
        held.append(line)
    if held:
        yield "\n".join(held)


def _short(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from _split(line) if len(line) > LONGEST else (line,)


def _split(line: str) -> Iterator[str]:
    """A long line at its sentences, or where a sentence itself is too long, anywhere."""
    held = ""
    for sentence in _SENTENCE.findall(line):
        if held and len(held) + len(sentence) > LONGEST:
            yield held
            held = ""
        held += sentence
        while len(held) > LONGEST:
            yield held[:LONGEST]
            held = held[LONGEST:]
    if held:
        yield held
