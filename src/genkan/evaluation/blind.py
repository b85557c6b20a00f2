"""Hiding names that an answer gives itself, while it is still being written."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

CONCEALED = "（名称を伏せています）"
_GAP = r"[\s\-_.・‐‑–—/]"
_GAP_CHARACTER = re.compile(_GAP)
_LONGEST_GAP = 3


@dataclass(frozen=True)
class Concealer:
    """Replaces names in a text; made by :func:`concealer`.

    ``whole`` finds a complete name; ``beginnings`` are all first parts of all names, without gaps; ``reach`` is
    how many characters the longest name can take up.
    """

    whole: re.Pattern[str]
    beginnings: frozenset[str]
    reach: int

    def conceal(self, text: str, *, ended: bool) -> str:
        """The text with every name replaced by ``CONCEALED``.

        While the text goes on (not ``ended``), its last characters are held back where they could still
        become a name, so that the result for a longer text always begins with the result for a shorter one.
        """
        folded = _fold(text)
        spans = [match.span() for match in self.whole.finditer(folded)]
        certain = len(text) if ended else self._undecided(folded, spans)
        return _replace(text, [span for span in spans if span[0] < certain], until=certain)

    def _undecided(self, folded: str, spans: list[tuple[int, int]]) -> int:
        """The first place from which the text could still become a name; its length if there is none."""
        for start in range(max(0, len(folded) - self.reach), len(folded)):
            within = any(first < start < after for first, after in spans)
            if not within and self._may_begin(folded, start):
                return start
        return len(folded)

    def _may_begin(self, folded: str, start: int) -> bool:
        if _GAP_CHARACTER.match(folded, start) or (start and _splits_word(folded, start)):
            return False
        return _GAP_CHARACTER.sub("", folded[start:]) in self.beginnings


def concealer(names: Iterable[str]) -> Concealer:
    """A concealer of all names of two or more characters, whatever their case, width, spaces and hyphens."""
    found = {_GAP_CHARACTER.sub("", _fold(name)) for name in names}
    ordered = sorted((name for name in found if len(name) > 1), key=lambda name: (-len(name), name))
    return Concealer(
        whole=re.compile("|".join(map(_whole, ordered)) or r"(?!)"),
        beginnings=frozenset(name[:length] for name in ordered for length in range(1, len(name) + 1)),
        reach=(_LONGEST_GAP + 1) * len(ordered[0]) if ordered else 0,
    )


def _replace(text: str, spans: list[tuple[int, int]], *, until: int) -> str:
    pieces: list[str] = []
    place = 0
    for start, after in spans:
        pieces += [text[place:start], CONCEALED]
        place = after
    return "".join((*pieces, text[place:until]))


def _whole(name: str) -> str:
    before = r"(?<![a-z])" if _is_latin(name[0]) else ""
    after = r"(?![a-z])" if _is_latin(name[-1]) else ""
    return before + f"{_GAP}{{0,{_LONGEST_GAP}}}".join(map(re.escape, name)) + after


def _splits_word(folded: str, place: int) -> bool:
    return _is_latin(folded[place - 1]) and _is_latin(folded[place])


def _is_latin(letter: str) -> bool:
    return "a" <= letter <= "z"


def _fold(text: str) -> str:
    """The text without differences of case and width; every character keeps its place."""
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character
