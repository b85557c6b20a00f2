"""Suggestions while someone types: documents by their names, and articles by their captions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from genkan.knowledge.dating.versions import is_within
from genkan.knowledge.index import ArticleRecord, Wanted, Weighted
from genkan.knowledge.names.names import name_key
from genkan.knowledge.names.register import Named, Register, names_of
from genkan.knowledge.search.look_up import Shelves
from genkan.knowledge.search.ranking import phrase_terms
from genkan.knowledge.search.results import article_path, contents_path

_LONGEST = 100
_SHORTEST_CAPTION = 2
_PASSAGES, _READ = 60, 40
# Words in more passages than these are in nearly every article, and say nothing of one.
_COMMON = 50_000


@dataclass(frozen=True)
class Suggestion:
    """A document with that one of its names that the words are part of, or an article whose caption holds them.

    ``label`` and ``caption`` are those of the article, empty for a document; ``path`` is that of its page.
    """

    document_id: str
    title: str
    name: str
    number: str
    path: str
    label: str = ""
    caption: str = ""

    @property
    def words(self) -> str:
        """What to search for: 「文書管理規程」, 「文書管理規程第二十条」."""
        return self.title + self.label


def suggest(register: Register, words: str, *, on: date, limit: int) -> tuple[Suggestion, ...]:
    """At most ``limit`` documents in force on the day: names that begin with the words first, short ones first.

    Takes milliseconds of CPU where there are thousands of names: call it off the event loop.
    """
    typed = name_key(words[:_LONGEST])
    return tuple(islice(_suggestions(register, typed, on), limit)) if typed else ()


def suggest_on_shelves(shelves: Shelves, words: str, *, limit: int) -> tuple[Suggestion, ...]:
    """Names, then captions; at least a third for captions where there are any. Call it off the event loop."""
    captions = suggest_captions(shelves, words, limit=limit)
    names = suggest(shelves.register, words, on=shelves.as_of.day, limit=limit)
    return (*names[: limit - min(len(captions), limit // 3)], *captions)[:limit]


def suggest_captions(shelves: Shelves, words: str, *, limit: int) -> tuple[Suggestion, ...]:
    """At most ``limit`` articles in force whose caption holds the words: those that begin with them first, short ones first.

    They are taken from the passages in which the words weigh most. Takes milliseconds: call it off the event loop.
    """
    typed = name_key(words[:_LONGEST])
    phrases = tuple(phrase_terms(typed))
    if len(typed) < _SHORTEST_CAPTION or not phrases or _is_common(shelves, phrases):
        return ()
    found = {(each.document_id, each.anchor): each for each in _captioned(shelves, typed, phrases)}
    ordered = sorted(found.values(), key=lambda each: _order(each.caption, typed))
    return tuple(_of_article(each, shelves) for each in ordered[:limit])


def _is_common(shelves: Shelves, phrases: tuple[tuple[str, ...], ...]) -> bool:
    terms = [Weighted("pairs", pair, 1.0) for phrase in phrases for pair in phrase]
    return min(shelves.index.holders(terms)) > _COMMON


def _captioned(shelves: Shelves, typed: str, phrases: tuple[tuple[str, ...], ...]) -> Iterator[ArticleRecord]:
    wanted = Wanted(phrases=phrases, collections=shelves.collections)
    passages = shelves.index.best_passages(wanted, limit=_PASSAGES, on=shelves.as_of.only)
    for record in shelves.index.articles(passage.ordinal for passage in passages[:_READ]):
        if typed in name_key(record.caption):
            yield record


def _order(caption: str, typed: str) -> tuple[bool, int, str]:
    key = name_key(caption)
    return not key.startswith(typed), len(key), key


def _of_article(record: ArticleRecord, shelves: Shelves) -> Suggestion:
    document = shelves.index.documents[record.document_id]
    return Suggestion(
        document_id=document.id,
        title=document.title,
        name=document.title,
        number=document.number,
        path=article_path(document.id, record.anchor),
        label=record.label,
        caption=record.caption,
    )


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
