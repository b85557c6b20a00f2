"""One spelling for the many ways to write the same characters, place by place.

Length is kept by every replacement, so that a place in the folded text is a place in the text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase

_SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b"
    "\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u20e3\u3164\ufe00\ufe0e\ufe0f\ufeff\uffa0"
)
_DASHES = "‐‑‒–—―⁃−─━ー〜～－ｰ﹘﹣・･·•‧｡"
_KANJI_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = {"零": "0", "壱": "1", "弐": "2", "参": "3", "○": "0", "◯": "0"}
_ASTRAL = re.compile("[\U00010000-\U0001ffff]")
_SEPARATED = re.compile(r"[^ \-./()_,:]+")
_PLANE = 0x10000


@dataclass(frozen=True, slots=True)
class Compact:
    """A folded text without separators, and how to get back to the places of the whole text."""

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the whole text for a span of the compact one, which must not be empty."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, index: int) -> int:
        segment = bisect_right(self.starts, index) - 1
        return self.offsets[segment] + index - self.starts[segment]


def fold(text: str) -> str:
    """ASCII digits for digits of any script and kanji numerals, small letters, one space, one dash."""
    folded = text.translate(_table())
    return _ASTRAL.sub(_plain_digit, folded)


def may_hold_numbers_or_addresses(text: str) -> bool:
    """Whether any character could be part of a number, a house number or an e-mail address, in any spelling."""
    return _signs().search(text) is not None


def compact(folded: str) -> Compact:
    """The folded text without spaces, dashes and other characters that people put between digits."""
    segments: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = 0
    for match in _SEPARATED.finditer(folded):
        segments.append(match[0])
        starts.append(length)
        offsets.append(match.start())
        length += len(match[0])
    return Compact("".join(segments), tuple(starts), tuple(offsets))


@cache
def _signs() -> re.Pattern[str]:
    wanted = {ord(character) for character in "0123456789@"}
    signs = "".join(chr(code) for code, folded in enumerate(_table()) if folded in wanted)
    return re.compile(f"[{re.escape(signs)}十百\U00010000-\U0001ffff]")


@cache
def _table() -> list[int]:
    """What each character of the first plane becomes; ``translate`` reads a list of code points fastest."""
    table = list(range(_PLANE))
    for place in table:
        if (digit := unicodedata.digit(chr(place), None)) is not None:
            table[place] = ord(str(digit))
    for character, plain in _plain_characters():
        table[ord(character)] = ord(plain)
    return table


def _plain_characters() -> Iterator[tuple[str, str]]:
    yield from ((chr(0xFF01 + offset), chr(0x21 + offset).lower()) for offset in range(94))
    yield from zip(ascii_uppercase, ascii_lowercase, strict=True)
    yield from ((character, " ") for character in _SPACES + _INVISIBLE)
    yield from ((character, "-") for character in _DASHES)
    yield from ((character, str(value)) for value, character in enumerate(_KANJI_DIGITS))
    yield from _FORMAL_DIGITS.items()


def _plain_digit(match: re.Match[str]) -> str:
    digit = unicodedata.digit(match[0], None)
    return match[0] if digit is None else str(digit)
