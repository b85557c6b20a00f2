"""Texts to search terms: overlapping pairs of characters, words, and whole Latin words and numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add
from threading import Lock
from typing import NamedTuple, Protocol

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from genkan.knowledge.text.normalise import normalise

_JAPANESE = "々〆ヵヶぁ-ゖァ-ヺー・\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = "年月日時分秒円条項号章節歳人名回件週泊級倍割部"
_PART = re.compile(
    rf"(?P<latin>[a-z0-9]+(?:[._-][a-z0-9]+)*)(?=(?P<unit>[{_UNIT}]?))|(?P<run>[{_JAPANESE}]+)|(?P<other>\w)"
)
_HIRAGANA = re.compile(r"[ぁ-ゖー]")
_CONTENT = frozenset(
    {"名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "接頭辞", "接尾辞", "代名詞", "感動詞"}
)
_EMPTY_WORDS = frozenset(
    {"する", "為る", "ある", "有る", "居る", "成る", "事", "こと", "物", "もの", "其の", "此の", "第", "何"}
)
_PLACE = ("固有名詞", "地名")
# Stands for the base form of a word that says nothing; no text that was normalised holds it.
_NOTHING = "\n"


@dataclass(frozen=True)
class Terms:
    """The search terms of one text in their order, repeated as often as they occur."""

    pairs: tuple[str, ...]
    words: tuple[str, ...]


class Word(NamedTuple):
    """A word from ``start`` to ``end`` of a normalised text; ``base`` is empty for particles and other empty words.

    ``is_place``: it is the name of a place.
    """

    start: int
    end: int
    base: str
    is_place: bool = False


class Segmenter(Protocol):
    """Cuts a normalised text into words without gaps; ``bases`` gives no more than their base forms."""

    def cut(self, text: str) -> tuple[Word, ...]: ...
    def bases(self, text: str) -> tuple[str, ...]: ...


class SudachiSegmenter:
    """Words by SudachiPy in its shortest mode (A), in normalised form.

    The dictionary (70 MB, 0.3 s) is read at the first call; one instance may be used from several threads.
    """

    _LONGEST = 10_000

    def __init__(self) -> None:
        self._turn = Lock()
        self._tokenizer: Tokenizer | None = None
        self._bases: dict[int, str] = {}

    def cut(self, text: str) -> tuple[Word, ...]:
        """The words of a normalised text of any length."""
        pieces = range(0, len(text), self._LONGEST)
        return tuple(
            word for place in pieces for word in self._cut(text[place : place + self._LONGEST], place)
        )

    def bases(self, text: str) -> tuple[str, ...]:
        """The base forms of the words that say something: what :meth:`cut` gives, in a third of the time.

        The form of each word of the dictionary is remembered (some megabytes); unknown words have no number of
        their own.
        """
        known = self._bases
        with self._turn:
            tokenizer = self._open()
            found = [
                known.get(morpheme.word_id()) or self._base(morpheme)
                for place in range(0, len(text), self._LONGEST)
                for morpheme in tokenizer.tokenize(text[place : place + self._LONGEST])
            ]
        return tuple(base for base in found if base != _NOTHING)

    def _base(self, morpheme: Morpheme) -> str:
        base = _base_of(morpheme) or _NOTHING
        if not morpheme.is_oov():
            self._bases[morpheme.word_id()] = base
        return base

    def _cut(self, text: str, offset: int) -> list[Word]:
        with self._turn:
            tokenizer = self._open()
            return [self._word(morpheme, offset) for morpheme in tokenizer.tokenize(text)]

    def _word(self, morpheme: Morpheme, offset: int) -> Word:
        base = self._bases.get(morpheme.word_id()) or self._base(morpheme)
        start, end = morpheme.begin() + offset, morpheme.end() + offset
        return Word(start, end, "" if base == _NOTHING else base, _is_place(morpheme))

    def _open(self) -> Tokenizer:
        if self._tokenizer is None:
            self._tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.A)
        return self._tokenizer


def tokenise(text: str, *, segmenter: Segmenter) -> Terms:
    """The terms of a text as it was written."""
    normalised = normalise(text)
    return Terms(pairs=pairs(normalised), words=segmenter.bases(normalised))


def bases(words: Iterable[Word]) -> tuple[str, ...]:
    """The base forms of the words that say something."""
    return tuple(word.base for word in words if word.base)


def pairs(normalised: str) -> tuple[str, ...]:
    """Overlapping pairs of each run of Japanese characters, whole Latin words, and numbers with their unit.

    A run of one character gives that character unless it is hiragana; other scripts give their characters
    one by one.
    """
    terms: list[str] = []
    for part in _PART.finditer(normalised):
        terms += _pairs_of(part)
    return tuple(terms)


def _base_of(morpheme: Morpheme) -> str:
    base = morpheme.normalized_form().casefold()
    says_something = morpheme.part_of_speech()[0] in _CONTENT and base not in _EMPTY_WORDS and base.strip()
    return base.replace(" ", "") if says_something else ""


def _is_place(morpheme: Morpheme) -> bool:
    return morpheme.part_of_speech()[1:3] == _PLACE


def _pairs_of(part: re.Match[str]) -> list[str]:
    latin, unit, run = part["latin"], part["unit"], part["run"]
    if latin:
        return [latin, latin + unit] if unit else [latin]
    if run:
        return list(map(add, run, run[1:])) or _alone(run)
    return [part["other"]]


def _alone(character: str) -> list[str]:
    return [] if _HIRAGANA.match(character) else [character]
