"""A text made ready to be checked: what is masked, its words, its sentences."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from genkan.apps.official_writing.masking import hide_code, hide_quotations
from genkan.apps.official_writing.sentence import Sentence, sentences_of
from genkan.apps.official_writing.text_kind import TextKind
from genkan.apps.official_writing.word import Analyser, Word

_IN_KANJI = re.compile(r"第[一二三四五六七八九十百]++(?:[条項号])")
_IN_DIGITS = re.compile(r"第[0-9０-９]++[条項号]")
_ARTICLE = re.compile(r"^[# \t　]*+第[0-9０-９一二三四五六七八九十百]++条", re.MULTILINE)


class Spot(NamedTuple):
    """What a matcher found: a place, and what may stand there instead; a spot of a whole sentence hides no other."""

    start: int
    end: int
    corrections: tuple[str, ...] = ()
    is_sentence: bool = False


@dataclass(frozen=True)
class Passage:
    """``written`` is the text as it stands, ``marked`` the same with code masked, ``text`` with quotations masked, too.

    Where quotations are checked, ``text`` is ``marked``.
    """

    written: str
    marked: str
    text: str
    words: Sequence[Word]
    sentences: Sequence[Sentence]
    kind: TextKind = TextKind.DOCUMENT

    @cached_property
    def starts(self) -> Mapping[int, int]:
        """The number of the word that begins at a place."""
        return {word.start: number for number, word in enumerate(self.words)}

    @cached_property
    def is_regulation(self) -> bool:
        """Whether it is called one, has articles, or names them in kanji numerals: regulations have a usage of their own."""
        if self.kind is not TextKind.DOCUMENT:
            return self.kind is TextKind.REGULATION
        in_kanji = _IN_KANJI.search(self.text) and not _IN_DIGITS.search(self.text)
        return bool(in_kanji) or len(_ARTICLE.findall(self.marked)) > 1

    @cached_property
    def _beginnings(self) -> list[int]:
        return [word.start for word in self.words]

    def words_in(self, sentence: Sentence) -> Sequence[Word]:
        """The words of a sentence."""
        first = bisect_left(self._beginnings, sentence.start)
        return self.words[first : bisect_left(self._beginnings, sentence.end)]

    def word_at(self, place: int) -> Word:
        """The word that covers a place."""
        return self.words[bisect_left(self._beginnings, place + 1) - 1]


def read_passage(
    text: str, *, analyser: Analyser, quotations: bool, kind: TextKind = TextKind.DOCUMENT
) -> Passage:
    """Mask, cut into words and sentences.

    Characters that cannot be encoded become 「?」, NUL a space, and line ends of any kind ``\\n``, so that places stay.
    """
    plain = text.encode(errors="replace").decode().replace("\x00", " ")
    marked = hide_code(plain.replace("\r\n", " \n").replace("\r", "\n"))
    shown = marked if quotations else hide_quotations(marked)
    return Passage(text, marked, shown, analyser.words(shown), sentences_of(shown), kind)
