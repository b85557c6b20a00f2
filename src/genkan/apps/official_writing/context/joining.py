"""及び・並びに, 又は・若しくは: which of a pair joins on which level."""

from collections.abc import Iterator
from itertools import pairwise

from genkan.apps.official_writing.matching.phrases import phrase_pattern
from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule
from genkan.apps.official_writing.sentence import Kind, Sentence

_PARTS_OF_A_NAME = ("名詞", "接頭辞", "接尾辞", "形状詞-一般")


def second_without_first(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """A sentence with the word of the other level (``listed[1]``) and without the usual one (``listed[0]``)."""
    usual, other = rule.listed
    for sentence in passage.sentences:
        if usual not in passage.text[sentence.start : sentence.end]:
            places = _places(passage, rule, sentence, other)
            yield from (Spot(place, place + len(other), (usual,)) for place in places)


def repeated_on_one_level(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """「A及びB及びC」: the same word (``listed[0]``) twice with nothing but a name between; the first becomes 「、」."""
    (joint,) = rule.listed
    for sentence in passage.sentences:
        places = _places(passage, rule, sentence, joint)
        for first, second in pairwise(places):
            end = first + len(joint)
            if _is_name(passage, end, second):
                yield Spot(first, end, ("、",))


def _places(passage: Passage, rule: Rule, sentence: Sentence, joint: str) -> list[int]:
    """Where the word stands; not by words, since the analyser takes 「係長又は」 for a family name."""
    expression = phrase_pattern((joint,), rule.not_after, rule.not_before)
    return [match.start() for match in expression.finditer(passage.text, sentence.start, sentence.end)]


def _is_name(passage: Passage, start: int, end: int) -> bool:
    words = passage.words_in(Sentence(start, end, Kind.PROSE))
    return bool(words) and all(word.pos.startswith(_PARTS_OF_A_NAME) for word in words)
