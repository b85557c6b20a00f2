"""Sentences that are too long, and words that come too often in one."""

from collections.abc import Iterator, Sequence

from genkan.apps.official_writing.masking import MASK
from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule
from genkan.apps.official_writing.sentence import Kind
from genkan.apps.official_writing.word import Word


def long_sentences(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Sentences of more than ``limit`` characters; what is masked does not count, tables do not either."""
    for sentence in passage.sentences:
        text = passage.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        end = sentence.end - (len(text) - len(text.rstrip()))
        if sentence.kind is not Kind.TABLE and end - start - text.count(MASK) > rule.limit:
            yield Spot(start, end, is_sentence=True)


def too_often(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """A word of ``listed`` (``surface/part of speech``) in a sentence from its ``limit``-th time on."""
    for found in _listed_by_sentence(passage, rule):
        yield from (Spot(word.start, word.end) for word in found[rule.limit - 1 :])


def only_once(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """A word of ``listed`` that should come in twos and stands alone in its sentence."""
    for found in _listed_by_sentence(passage, rule):
        if len(found) == 1:
            yield Spot(found[0].start, found[0].end)


def _listed_by_sentence(passage: Passage, rule: Rule) -> Iterator[Sequence[Word]]:
    wanted = [tuple(entry.split("/")) for entry in rule.listed]
    for sentence in passage.sentences:
        yield [
            word
            for word in passage.words_in(sentence)
            if any(word.surface == surface and word.pos.startswith(pos) for surface, pos in wanted)
        ]
