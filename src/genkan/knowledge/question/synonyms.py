"""Everyday words and the words that regulations use for them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice, takewhile
from typing import TypeVar

import msgspec

from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import Segmenter, Word, bases

Key = TypeVar("Key", str, tuple[str, ...])


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that mean the same: those of people, and those of regulations.

    ``everyday`` are found as written, ``verbs`` (dictionary form, also with nouns before them) in any inflection.
    """

    legal: tuple[str, ...]
    everyday: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


class _Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: tuple[Entry, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: tuple[_Topic, ...]


@dataclass(frozen=True)
class Reading:
    """An everyday word found in a question, and the legal words that it may stand for."""

    everyday: str
    legal: tuple[str, ...]


def load_entries() -> tuple[Entry, ...]:
    """The entries of ``synonyms.toml``; an unknown key is refused with ``msgspec.ValidationError``."""
    text = (files("genkan.knowledge.question") / "synonyms.toml").read_text(encoding="utf-8")
    topics = msgspec.convert(tomllib.loads(text), _File).topic
    return tuple(entry for topic in topics for entry in topic.words)


class Synonyms:
    """Finds everyday words in a question; of two that overlap, the longer counts."""

    def __init__(self, entries: tuple[Entry, ...], *, segmenter: Segmenter) -> None:
        self._written: dict[str, Reading] = {}
        self._verbs: dict[tuple[str, ...], Reading] = {}
        for entry in entries:
            self._add(entry, segmenter)
        self._first_characters = frozenset(written[0] for written in self._written if written)
        self._longest = max(map(len, self._written), default=0)
        self._most_words = max(map(len, self._verbs), default=0)
        self._first_words = frozenset(verb[0] for verb in self._verbs if verb)

    def read(self, question: str, *, words: Sequence[Word]) -> tuple[Reading, ...]:
        """The everyday words of a normalised question, cut into words, each with its legal words."""
        found: dict[str, Reading] = {}
        place = 0
        while place < len(words):
            taken = self._written_at(question, words, place) or self._verb_at(words, place)
            if taken:
                found.setdefault(taken[1].everyday, taken[1])
            place = taken[0] if taken else place + 1
        return tuple(found.values())

    def _add(self, entry: Entry, segmenter: Segmenter) -> None:
        for word in entry.everyday:
            _add(self._written, normalise(word), Reading(word, entry.legal))
        for verb in entry.verbs:
            _add(self._verbs, bases(segmenter.cut(normalise(verb))), Reading(verb, entry.legal))

    def _written_at(self, question: str, words: Sequence[Word], place: int) -> tuple[int, Reading] | None:
        start = words[place].start
        if question[start] not in self._first_characters:
            return None
        within_reach = takewhile(
            lambda end: words[end].end - start <= self._longest, range(place, len(words))
        )
        for end in reversed(list(within_reach)):
            reading = self._written.get(question[start : words[end].end])
            if reading:
                return end + 1, reading
        return None

    def _verb_at(self, words: Sequence[Word], place: int) -> tuple[int, Reading] | None:
        """Content words in a row, whatever particles stand between them."""
        if words[place].base not in self._first_words:
            return None
        content = ((end, words[end - 1].base) for end in range(place + 1, len(words) + 1))
        following = list(islice(((end, base) for end, base in content if base), self._most_words))
        for count in range(len(following), 0, -1):
            found = self._verbs.get(tuple(base for _, base in following[:count]))
            if found:
                return following[count - 1][0], found
        return None


def _add(readings: dict[Key, Reading], key: Key, reading: Reading) -> None:
    """A word that stands in several entries may mean each of them."""
    known = readings.get(key, Reading(reading.everyday, ()))
    readings[key] = Reading(known.everyday, tuple(dict.fromkeys([*known.legal, *reading.legal])))
