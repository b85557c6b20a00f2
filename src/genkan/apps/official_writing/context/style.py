"""敬体 and 常体 in one text."""

from collections.abc import Iterator
from typing import NamedTuple

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule
from genkan.apps.official_writing.sentence import Kind
from genkan.apps.official_writing.word import Word

_POLITE = ("助動詞-デス", "助動詞-マス")
_PREDICATES = ("動詞", "形容詞", "助動詞")
_SKIPPED = ("補助記号", "助詞-終助詞", "空白")


class _Ending(NamedTuple):
    """How a sentence ends: the words of its predicate's end, and whether they are polite."""

    start: int
    end: int
    text: str
    is_polite: bool


def mixture(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """The endings of the rarer style; where both are as frequent, those of the plain one.

    Only prose counts: headings, lists, tables and quotations have a style of their own.
    """
    endings = [
        ending
        for sentence in passage.sentences
        if sentence.kind is Kind.PROSE and (ending := _ending([*passage.words_in(sentence)]))
    ]
    polite = sum(ending.is_polite for ending in endings)
    plain = len(endings) - polite
    if polite and plain:
        rarer = polite < plain
        for ending in endings:
            if ending.is_polite is rarer:
                yield Spot(ending.start, ending.end, _other_style(ending))


def _ending(words: list[Word]) -> _Ending | None:
    stopped = bool(words) and words[-1].surface[-1] in "。！？"
    while words and words[-1].pos.startswith(_SKIPPED):
        words.pop()
    if not stopped or not words or not _is_predicate(words[-1]):
        return None
    first = len(words) - 1
    while first > 0 and words[first].pos.startswith("助動詞") and words[first - 1].pos.startswith("助動詞"):
        first -= 1
    tail = words[first:]
    polite = any(word.kind.startswith(_POLITE) for word in tail) or tail[-1].form.startswith("命令形")
    return _Ending(tail[0].start, tail[-1].end, "".join(word.surface for word in tail), polite)


def _is_predicate(word: Word) -> bool:
    """Whether a word can end a sentence in either style; a noun can in both."""
    return word.pos.startswith(_PREDICATES) and word.form.startswith(
        ("終止形", "命令形", "連体形", "意志推量形")
    )


def _other_style(ending: _Ending) -> tuple[str, ...]:
    """The few endings that change without their verb."""
    pairs = {"です": ("である",), "でした": ("であった",), "だ": ("です",), "だった": ("でした",)}
    return pairs.get(ending.text, ())
