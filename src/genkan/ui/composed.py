"""Sentences that are kept in Japanese with their places filled, found again by the message they were made of."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Translate = Callable[[str], str]

_PLACE = re.compile(r"\{(\w+)\}")
_LEAST_WORDS = 4
_LIST = "、"


@dataclass(frozen=True)
class _Message:
    """A message id with places as a pattern, and what it is in the other language."""

    pattern: re.Pattern[str]
    words: int
    translation: str


class Composed:
    """The messages of one catalogue that have places such as ``{count}``."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = tuple(sorted(_with_places(messages), key=lambda message: -message.words))

    def translate(self, text: str, *, inner: Translate) -> str:
        """The text in the other language, its details by ``inner``; the text itself where no message fits.

        The message with the most words of its own is taken.
        """
        for message in self._messages:
            found = message.pattern.fullmatch(text)
            if found is not None:
                details = {name: _detail(value, inner) for name, value in found.groupdict().items()}
                return message.translation.format_map(details)
        return text


def _with_places(messages: Mapping[str, str]) -> Iterator[_Message]:
    for message, translation in messages.items():
        pieces = _PLACE.split(message)
        words = sum(map(len, pieces[::2]))
        if len(pieces) > 1 and words >= _LEAST_WORDS:
            yield _Message(_pattern(pieces), words, translation)


def _pattern(pieces: list[str]) -> re.Pattern[str]:
    """The words as they are, each place for any text; a place that comes again holds the same."""
    written: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            written.append(re.escape(piece))
        elif f"(?P<{piece}>.+?)" in written:
            written.append(f"(?P={piece})")
        else:
            written.append(f"(?P<{piece}>.+?)")
    return re.compile("".join(written), re.DOTALL)


def _detail(value: str, translate: Translate) -> str:
    """A list by its parts where all of them are known, else the detail as a whole; as it is where that is not known."""
    parts = value.split(_LIST)
    translated = [translate(part) for part in parts]
    if len(parts) > 1 and all(map(str.__ne__, parts, translated)):
        return ", ".join(translated)
    return translate(value)
