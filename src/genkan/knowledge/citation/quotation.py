"""Whether quoted words stand in a source, whatever their width, numerals and spaces."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property, lru_cache

from genkan.knowledge.text.numerals import KANJI, number_of

_OMISSION = re.compile(
    r"[（(〔\[]\s*(?:中略|前略|後略|略|以下略|省略)\s*[）)〕\]]|…+|‥+|・{2,}|\.{3,}|～略～|[（(]\s*…+\s*[）)]"
)
_MARKER = re.compile(r"[\[［【]\s*[0-9０-９]{1,3}(?:\s*[,、，]\s*[0-9０-９]{1,3})*\s*[\]］】]")
_EMPHASIS = re.compile(r"\*\*|__|`|^[ \t]*>[ \t]?", re.MULTILINE)
_NUMERAL = re.compile(rf"[0-9{KANJI}]+")
_NUMERAL_AT_EDGE = re.compile(rf"^[0-9０-９{KANJI}]|[0-9０-９{KANJI}]$|^\W*$")
_THOUSANDS = re.compile(r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3}(?![0-9０-９]))")
_ORDINAL = re.compile(r"(?<![0-9])第(?=[0-9])")
_FOLDED = str.maketrans(
    {"『": "「", "』": "」", "“": "「", "”": "」", ",": "、", ".": "。", "〜": "~", "―": "-", "—": "-"}
)
_FOLDABLE = re.compile(r"[『』“”,.〜―—]")
_BETWEEN_PARTS = "¶"
_EDGES = "。、「」()（）・:：;； \n"
_LINE_NUMBER = re.compile(
    r"^[ \t　]*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]+|[ア-ン])[ \t　]+", re.MULTILINE
)
_SHORTEST = 6
_SHORTEST_PIECE = 2


class SourceText:
    """A source prepared for comparing; one instance answers for any number of quotations."""

    def __init__(self, *parts: str) -> None:
        self._written = f"\n{_BETWEEN_PARTS}".join(parts)

    @cached_property
    def _plain(self) -> str:
        return flatten(self._written)

    @cached_property
    def _without_numbers(self) -> str:
        return flatten(_LINE_NUMBER.sub("", self._written))

    def has(self, quotation: str) -> bool:
        """Whether the quotation stands here, its parts between marked omissions in their order."""
        if quotation in self._written and not _NUMERAL_AT_EDGE.search(quotation):
            return True
        pieces = _pieces(quotation)
        if not pieces or any(len(piece) < _SHORTEST_PIECE for piece in pieces):
            return False
        return _in_order(pieces, self._plain) or _in_order(pieces, self._without_numbers)


def is_long_enough(words: str) -> bool:
    """Whether quoted words are long enough to be more than a term: six characters beside marks and omissions."""
    return len(flatten("".join(_pieces(words)))) >= _SHORTEST


def flatten(text: str) -> str:
    """One spelling for comparing: widths, cases, numerals, marks of emphasis and all white space aside.

    Every numeral becomes digits wherever it stands, so that a text cut anywhere is spelled like the whole.
    """
    plain = _THOUSANDS.sub("", _EMPHASIS.sub("", text))
    folded = "".join(unicodedata.normalize("NFKC", plain).casefold().split())
    joined = folded.translate(_FOLDED) if _FOLDABLE.search(folded) else folded
    return _ORDINAL.sub("", _NUMERAL.sub(_digits, joined))


@lru_cache(maxsize=256)
def _pieces(quotation: str) -> tuple[str, ...]:
    """The quoted words between marked omissions, without citations and marks at their edges."""
    parts = (flatten(part).strip(_EDGES) for part in _OMISSION.split(_MARKER.sub("", quotation)))
    return tuple(part for part in parts if part)


def _digits(numeral: re.Match[str]) -> str:
    value = number_of(numeral.group())
    return numeral.group() if value is None else str(value)


def _in_order(pieces: Sequence[str], text: str) -> bool:
    place = 0
    for piece in pieces:
        found = _find(piece, text, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _find(piece: str, text: str, place: int) -> int:
    """Where the piece stands; 「5日以内」 does not stand in 「15日以内」."""
    found = text.find(piece, place)
    while found >= 0 and _cuts_number(text, found) | _cuts_number(text, found + len(piece)):
        found = text.find(piece, found + 1)
    return found


def _cuts_number(text: str, place: int) -> bool:
    return text[max(0, place - 1) : place].isdecimal() and text[place : place + 1].isdecimal()
