"""Characters outside the 常用漢字表."""

import re
from collections.abc import Iterator

from genkan.apps.official_writing.matching.phrases import choices, phrase_pattern
from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule

# A term that cannot be avoided has its reading beside it.
_READING = re.compile(r"（[ぁ-んー・]+）")
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def outside_the_table(passage: Passage, rule: Rule, characters: frozenset[str]) -> Iterator[Spot]:
    """Words with a character outside the table, names and words with their reading in brackets excepted; ``phrases`` has what to write instead of some.

    Characters of ``listed`` are allowed: their words are used in laws as they are.
    """
    allowed = characters | frozenset(rule.listed)
    outside = [m.start() for m in _KANJI.finditer(passage.text) if m.group() not in allowed]
    if not outside:
        return
    known = {
        place: match
        for match in phrase_pattern(tuple(rule.phrases)).finditer(passage.text)
        for place in range(*match.span())
    }
    reached = 0
    for place in outside:
        if place < reached:
            continue
        spot = _spot(passage, rule, place, known.get(place))
        if spot:
            reached = spot.end
            yield spot


def _spot(passage: Passage, rule: Rule, place: int, known: re.Match[str] | None) -> Spot | None:
    word = passage.word_at(place)
    if word.is_name or _READING.match(passage.text, known.end() if known else word.end):
        return None
    if known:
        return Spot(*known.span(), choices(rule.phrases[known.group()]))
    return Spot(word.start, word.end)
