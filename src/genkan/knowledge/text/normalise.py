"""One spelling for what is the same in Japanese documents, with the way back to the original places."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genkan.knowledge.text.numerals import KANJI, RUN, is_number, number_of

_FOLDED = str.maketrans(
    {"〜": "~", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "·": "・"}
)
_MARKS = r"\u0300-\u036f\u3099\u309a\uff9e\uff9f"
# What is folded character by character: kana, kanji, and ASCII characters in both widths.
_STEADY = r"\n -~\u3000-〃々〇「-】〔〕ぁ-ゖァ-ヺ・ー\u4e00-\u9fff\uff01-\uff5e"
_ALL_STEADY = re.compile(rf"[{_STEADY}]*+")
_CLUSTER = re.compile(
    rf"(?P<steady>[{_STEADY}]+(?![{_MARKS}]))|[^{_MARKS}][{_MARKS}]*|.",
    re.DOTALL,
)
_EDITABLE = re.compile(rf"[第元,{KANJI}]")
_FIRST_YEAR = re.compile(r"(?<=明治|大正|昭和|平成|令和)元(?=年)")
_ORDINAL = re.compile(rf"(?<![0-9{KANJI}])第$")
_ORDINAL_UNIT = re.compile(r"(?:条|項|号|章|節|款|編|目)")


class Edit(NamedTuple):
    """Characters ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Placed:
    """A normalised text; character ``i`` came from ``starts[i]`` to ``ends[i]`` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The places in the original text of a non-empty range of the normalised one."""
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> str:
    """NFKC, lower case, one dash, and numbers in ASCII digits.

    「第二十七条の三」, ``第２７条の３`` and ``27条の3`` become ``27条の3``; 「令和元年」 becomes ``令和1年``;
    ``100万円`` becomes ``1000000円``. Words that contain a numeral, such as 「一般」 and 「第三者」, stay.
    """
    folded = _fold(text)
    parts: list[str] = []
    place = 0
    for edit in _edits(folded):
        parts += [folded[place : edit.start], edit.text]
        place = edit.end
    return "".join([*parts, folded[place:]])


def normalise_with_places(text: str) -> Placed:
    """The same as :func:`normalise`, with the places of every character in the original."""
    folded = fold_with_places(text)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for edit in [*_edits(folded.text), Edit(len(folded.text), len(folded.text), "")]:
        characters += folded.text[place : edit.start]
        starts += folded.starts[place : edit.start]
        ends += folded.ends[place : edit.start]
        if edit.text:
            first, last = folded.original(edit.start, edit.end)
            characters += edit.text
            starts += [first] * len(edit.text)
            ends += [last] * len(edit.text)
        place = edit.end
    return Placed("".join(characters), starts, ends)


def fold_with_places(text: str) -> Placed:
    """The text in one width, case and dash, with the places of every character; numbers stay as they are written."""
    if _ALL_STEADY.fullmatch(text):
        return Placed(_fold(text), range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        folded, is_steady = _fold(cluster.group()), cluster["steady"] is not None
        characters += folded
        starts += range(start, end) if is_steady else [start] * len(folded)
        ends += range(start + 1, end + 1) if is_steady else [end] * len(folded)
    return Placed("".join(characters), starts, ends)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)


def _edits(folded: str) -> Iterator[Edit]:
    """Numerals written in digits, the first year of an era, and 「第」 before a numbered article or paragraph."""
    if not _EDITABLE.search(folded):
        return
    years = {match.start(): Edit(match.start(), match.end(), "1") for match in _FIRST_YEAR.finditer(folded)}
    numerals = {edit.start: edit for edit in map(_numeral_edit, _numerals(folded), [folded] * len(folded))}
    yield from sorted({**years, **numerals}.values())


def _numerals(folded: str) -> Iterator[re.Match[str]]:
    return (m for m in RUN.finditer(folded) if is_number(folded, start=m.start(), end=m.end()))


def _numeral_edit(numeral: re.Match[str], folded: str) -> Edit:
    written = numeral.group()
    value = None if written.isdecimal() else number_of(written)
    start = numeral.start()
    if _ORDINAL.search(folded, max(0, start - 2), start) and _ORDINAL_UNIT.match(folded, numeral.end()):
        start -= 1
    return Edit(start, numeral.end(), written if value is None else str(value))
