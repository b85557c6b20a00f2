"""Searches that are offered to a person who has not typed anything."""

from collections.abc import Sequence
from functools import cache

from genkan.knowledge.collection.collection import Document
from genkan.knowledge.sample import sample_questions

_MOST = 4
_NUMBERED = "第一条"


def example_searches(documents: Sequence[Document]) -> tuple[str, ...]:
    """Everyday questions whose regulation is among the documents, the name of one, and a number within it."""
    titles = {document.title for document in documents}
    questions = [question for question, regulation in _examples() if regulation in titles]
    names = [_short_name(document) for document in documents[:1] if document.newest.articles]
    return (*(name + _NUMBERED for name in names), *names, *questions[:_MOST])


def example_titles() -> tuple[str, ...]:
    """The titles of the regulations that examples are about."""
    return tuple({regulation: None for _, regulation in _examples()})


def _short_name(document: Document) -> str:
    return document.abbreviations[0] if document.abbreviations else document.title


@cache
def _examples() -> tuple[tuple[str, str], ...]:
    """Question and regulation of each example; read once."""
    return tuple((each.question, each.regulation) for each in sample_questions())
