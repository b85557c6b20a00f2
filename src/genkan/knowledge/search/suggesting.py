"""Suggestions while someone types: documents whose names begin with the words, or else contain them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from genkan.knowledge.dating.versions import is_within
from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import Named, Register, names_of
from genkan.knowledge.search.results import contents_path

_LONGEST = 100


@dataclass(frozen=True)
class Suggestion:
    """A document; ``name`` is that one of its names that the words are part of, ``path`` its table of contents."""

    document_id: str
    title: str
    name: str
    number: str
    path: str


def suggest(register: Register, words: str, *, on: date, limit: int) -> tuple[Suggestion, ...]:
    """At most ``limit`` documents in force on the day: names that begin with the words first, short ones first.

    Takes milliseconds of CPU where there are thousands of names: call it off the event loop.
    """
    typed = name_key(words[:_LONGEST])
    return tuple(islice(_suggestions(register, typed, on), limit)) if typed else ()


def _suggestions(register: Register, typed: str, on: date) -> Iterator[Suggestion]:
    keys = [key for key in register.keys if typed in key]
    shown: set[str] = set()
    for key in sorted(keys, key=lambda key: (not key.startswith(typed), len(key), key)):
        for document in register.documents(key):
            if document.id not in shown and _is_in_force(document, on):
                shown.add(document.id)
                yield _suggestion(document, key)


def _is_in_force(document: Named, on: date) -> bool:
    return any(is_within(on, each.valid_from, each.valid_until) for each in document.versions)


def _suggestion(document: Named, key: str) -> Suggestion:
    name = next((name for name in names_of(document) if name_key(name) == key), document.title)
    return Suggestion(document.id, document.title, name, document.number, contents_path(document.id))
