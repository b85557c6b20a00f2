"""The words of a text, by morphological analysis."""

from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple, Protocol

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

# The analyser takes pieces of at most 49,149 bytes; short ones keep its lattice small.
_LONGEST = 4_000
_ENDS = "\n。！？!?"


class Word(NamedTuple):
    """A word from ``start`` to ``end`` of a text.

    ``pos`` is its part of speech with its divisions (``名詞-普通名詞-一般``), ``kind`` and ``form`` its type and form of
    conjugation, ``base`` the form that a dictionary lists, ``usual`` the same in its usual spelling.
    """

    start: int
    end: int
    surface: str
    pos: str
    kind: str
    form: str
    base: str
    usual: str

    @property
    def is_name(self) -> bool:
        """Whether it names one person, place or body."""
        return self.pos.startswith("名詞-固有名詞")


class Analyser(Protocol):
    """Cuts a text into words without gaps."""

    def words(self, text: str) -> tuple[Word, ...]: ...


class SudachiAnalyser:
    """Words by SudachiPy in its longest mode (C).

    The dictionary (70 MB, 0.3 s) is read at the first call; one instance may be used from several threads.
    """

    def __init__(self) -> None:
        self._turn = Lock()
        self._tokenizer: Tokenizer | None = None

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text of any length without lone surrogates."""
        found: list[Word] = []
        for start, end in _pieces(text):
            with self._turn:
                found += [_word(morpheme, start) for morpheme in self._open().tokenize(text[start:end])]
        return tuple(found)

    def _open(self) -> Tokenizer:
        if self._tokenizer is None:
            self._tokenizer = Dictionary(dict="core").tokenizer(mode=SplitMode.C)
        return self._tokenizer


def _word(morpheme: Morpheme, offset: int) -> Word:
    pos = morpheme.part_of_speech()
    return Word(
        morpheme.begin() + offset,
        morpheme.end() + offset,
        morpheme.surface(),
        "-".join(pos[:4]),
        pos[4],
        pos[5],
        morpheme.dictionary_form(),
        morpheme.normalized_form(),
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a bounded length that end with a sentence where there is one."""
    start = 0
    while start < len(text):
        end = min(start + _LONGEST, len(text))
        if end < len(text):
            end = max(text.rfind(mark, start, end) for mark in _ENDS) + 1 or end
        yield start, end
        start = end
