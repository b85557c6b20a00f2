"""Texts as somebody who decodes them reads them: characters by their numbers, percent signs, base64, nothing unseen."""

import base64
import binascii
import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_NUMBERED = re.compile(r"(?:\\{1,8}(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}))+")
_NUMBER = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2}))")
_ENTITIES = re.compile(r"(?:&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});)+")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{11,4096}+={0,2}(?![A-Za-z0-9+/=_-])")
_LARGEST = 0x110000


class Reading(NamedTuple):
    """A text with parts of it decoded, and where these stand in it."""

    text: str
    decoded: tuple[tuple[int, int], ...]

    def was_hidden(self, start: int, end: int) -> bool:
        """Whether the span touches what was decoded, which stands in order."""
        before = bisect_left(self.decoded, (end,))
        return before > 0 and self.decoded[before - 1][1] > start


def readings(text: str) -> Iterator[Reading]:
    """The other ways to read the text; none where nothing in it is encoded."""
    if "\\" in text:
        yield from _read(text, _NUMBERED, _of_numbers)
    if "&#" in text:
        yield from _read(text, _ENTITIES, html.unescape)
    if "%" in text:
        yield from _read(text, _PERCENT, _of_percent)
    if _UNSEEN.search(text):
        yield from _read(text, _UNSEEN, _nothing)
    yield from _read(text, _BASE64, _of_base64)


def _read(text: str, pattern: re.Pattern[str], decode: Callable[[str], str]) -> Iterator[Reading]:
    """The text with all that the pattern finds and that can be decoded."""
    pieces: list[str] = []
    decoded: list[tuple[int, int]] = []
    position = length = 0
    for match in pattern.finditer(text):
        plain = decode(match[0])
        if plain == match[0]:
            continue
        pieces += [text[position : match.start()], plain]
        length += match.start() - position
        decoded.append((length, length + len(plain)))
        length, position = length + len(plain), match.end()
    if decoded:
        yield Reading("".join([*pieces, text[position:]]), tuple(decoded))


def _nothing(_unseen: str) -> str:
    return ""


def _of_numbers(written: str) -> str:
    """The characters; two halves of one are put together."""
    numbers = (int(next(filter(None, match.groups())), 16) for match in _NUMBER.finditer(written))
    text = "".join(chr(number) for number in numbers if number < _LARGEST)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _of_percent(written: str) -> str:
    """The characters in UTF-8, else in Shift_JIS."""
    data = bytes.fromhex(written.replace("%", ""))
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp932", "replace")


def _of_base64(word: str) -> str:
    """The printable text that a whole word stands for; the word itself where it stands for none."""
    plain = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        text = base64.b64decode(plain + "=" * (-len(plain) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return word
    return f" {text} " if all(character.isprintable() or character.isspace() for character in text) else word
