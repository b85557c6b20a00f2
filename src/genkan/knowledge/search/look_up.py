"""Articles that a question names by their number, and regulations that it names alone."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from genkan.kit import in_both
from genkan.knowledge.dating.as_of import AsOf
from genkan.knowledge.index import ArticleRecord, IndexedDocument, OpenedIndex
from genkan.knowledge.names.register import Register
from genkan.knowledge.question.question import Question
from genkan.knowledge.question.references import Reference, label_of
from genkan.knowledge.search.beside import articles_beside
from genkan.knowledge.search.deleted import find_deleted
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.nearest import nearest
from genkan.knowledge.search.results import PlanStep, StepKind

_NEAR = 3
_MOST_ARTICLES = 2_000
_PARAGRAPH = re.compile(r"^(?P<number>[０-９]+)　", re.MULTILINE)


class LookedUp(NamedTuple):
    """An article found by its number, with the text of the paragraph that was asked for."""

    record: ArticleRecord
    text: str


class LookUp(NamedTuple):
    """What the names and numbers of a question led to."""

    articles: tuple[LookedUp, ...]
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True)
class Shelves:
    """What may be read: the open index, the names of what is readable in it, the collections, and as of which day."""

    index: OpenedIndex
    register: Register
    collections: frozenset[str]
    as_of: AsOf

    def named(self, *names: str) -> tuple[IndexedDocument, ...]:
        """The readable documents that bear one of the names."""
        return tuple(self.index.documents[document.id] for document in self.register.documents(*names))

    def everything(self) -> tuple[IndexedDocument, ...]:
        """All readable documents."""
        documents = self.index.documents.values()
        return tuple(document for document in documents if document.collection_id in self.collections)

    def within(self, document_id: str | None, narrowing: Narrowing | None) -> frozenset[str] | None:
        """The ids of the only documents to be searched; ``None`` where nothing narrows the search."""
        if document_id:
            return frozenset({document_id})
        if narrowing is None or narrowing.is_empty:
            return None
        return frozenset(document.id for document in self.everything() if narrowing.allows(document))


def look_up(question: Question, *, shelves: Shelves, limit: int) -> LookUp:
    """The articles named, in the order of the question; for a bare title the first articles of the regulation.

    An article number without any name is looked up only where the question says nothing else. Where the question is
    only for an article that does not exist, those of the nearest numbers are given.
    """
    named = shelves.named(*question.names)
    if question.is_look_up and not question.references:
        return _contents(named, shelves, limit) if named else LookUp((), ())
    results = [
        _article(reference, named, shelves, limit)
        for reference in question.references
        if reference.title or named or question.is_look_up
    ]
    if question.is_look_up and not any(result.articles for result in results):
        results += [_near(reference, named, shelves) for reference in question.references]
    articles = {(a.record.document_id, a.record.anchor): a for result in results for a in result.articles}
    steps = {step.sentence: step for result in results for step in result.steps}
    return LookUp(tuple(articles.values())[:limit], tuple(steps.values()))


def paragraph_text(text: str, *, number: int | None) -> str:
    """The lines of one paragraph of an article's text; the whole text where there is no such paragraph."""
    if number is None:
        return text
    starts = {1: 0} | {int(match["number"]): match.start() for match in _PARAGRAPH.finditer(text)}
    if number not in starts:
        return text
    return text[starts[number] : starts.get(number + 1, len(text))].rstrip("\n")


def _contents(named: tuple[IndexedDocument, ...], shelves: Shelves, limit: int) -> LookUp:
    records = [
        record
        for document in named
        for record in shelves.index.contents(document.id, limit=limit, on=shelves.as_of.only)
    ]
    steps = tuple(PlanStep(StepKind.READ_TITLE, {"title": document.title}) for document in named)
    return LookUp(tuple(LookedUp(record, record.text) for record in records[:limit]), steps)


def _article(
    reference: Reference, named: tuple[IndexedDocument, ...], shelves: Shelves, limit: int
) -> LookUp:
    if reference.title:
        named = shelves.named(reference.title)
        if not named:
            return LookUp((), (PlanStep(StepKind.NO_SUCH_TITLE, {"title": reference.title}),))
    found = _find(reference, named or shelves.everything(), shelves, limit)
    label = label_of(reference)
    if named and not found:
        return _deleted(reference, named[0], shelves) or LookUp((), (_absent(reference, named[0], shelves),))
    kind = StepKind.READ_REFERENCE if named else StepKind.READ_ARTICLE
    shown = named[0].title + label if named else label
    return LookUp(found, (PlanStep(kind, {"reference": shown}),) if found else ())


def _absent(reference: Reference, document: IndexedDocument, shelves: Shelves) -> PlanStep:
    """That there is no such article, or that there is one on other days."""
    details = {"title": document.title, "reference": label_of(reference), "document": document.id}
    texts = shelves.index.texts(document_id=document.id, number=reference.article)
    if reference.step or not texts:
        return PlanStep(StepKind.NO_SUCH_ARTICLE, details)
    day = shelves.as_of.day
    later = [text.valid_from for text in texts if text.valid_from and text.valid_from > day]
    if not later:
        return PlanStep(StepKind.ARTICLE_ENDED, details)
    return PlanStep(StepKind.ARTICLE_NOT_YET, {**details, "begins": in_both(min(later))})


def _deleted(reference: Reference, document: IndexedDocument, shelves: Shelves) -> LookUp | None:
    """The place at which it is said that the article was deleted together with others."""
    if reference.step:
        return None
    found = find_deleted(shelves.index, document, number=reference.article, on=shelves.as_of.only)
    if found is None:
        return None
    details = {
        "title": document.title,
        "reference": label_of(reference),
        "deleted": found.articles.written,
    }
    step = PlanStep(StepKind.ARTICLE_DELETED, details)
    return LookUp((LookedUp(found.record, found.record.text),), (step,))


def _near(reference: Reference, named: tuple[IndexedDocument, ...], shelves: Shelves) -> LookUp:
    """In the place of an article that a regulation does not have: its articles of the nearest numbers."""
    documents = shelves.named(reference.title) if reference.title else named
    if not documents or not reference.article:
        return LookUp((), ())
    document = documents[0]
    records = shelves.index.contents(document.id, limit=_MOST_ARTICLES, on=shelves.as_of.only)
    found = nearest(records, article=reference.article, limit=_NEAR)
    step = PlanStep(StepKind.NEAR_ARTICLES, {"title": document.title})
    return LookUp(tuple(LookedUp(record, record.text) for record in found), (step,) if found else ())


def _find(
    reference: Reference, documents: tuple[IndexedDocument, ...], shelves: Shelves, limit: int
) -> tuple[LookedUp, ...]:
    ids = (document.id for document in documents)
    records = shelves.index.placed(ids, anchor=reference.article, limit=limit, on=shelves.as_of.only)
    if reference.step:
        records = [
            beside
            for record in records
            for beside in articles_beside(shelves.index, record, step=reference.step, on=shelves.as_of.only)
        ]
    return tuple(
        LookedUp(record, paragraph_text(record.text, number=reference.paragraph)) for record in records
    )
