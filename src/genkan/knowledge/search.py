"""The search itself: what is named comes first, then what the words lead to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genkan.knowledge.collection import Collection
from genkan.knowledge.highlight import highlight
from genkan.knowledge.index import ArticleRecord, ScoredPassage, within
from genkan.knowledge.look_up import LookUp, Shelves, look_up
from genkan.knowledge.normalise import normalise
from genkan.knowledge.question import LONGEST, Question
from genkan.knowledge.ranking import character_query, text_query
from genkan.knowledge.results import Facet, Hit, PlanStep, SearchResult, StepKind, article_path
from genkan.knowledge.tokenise import Segmenter

_PASSAGES = 200
_WORTH_COUNTING = 0.35


@dataclass(frozen=True)
class _Found:
    """An article with the words that made it a hit."""

    record: ArticleRecord
    text: str
    score: float


def search(
    question: Question,
    *,
    shelves: Shelves,
    collections: Mapping[str, Collection],
    segmenter: Segmenter,
    limit: int,
    document_id: str | None = None,
) -> SearchResult:
    """Hits, best first; takes milliseconds of CPU. Nothing outside the collections is scored or returned."""
    if question.is_empty:
        return SearchResult((), (PlanStep(StepKind.NOTHING_TO_SEARCH),))
    named = look_up(question, shelves=shelves, limit=limit)
    matters = not (question.is_look_up and named.articles)
    passages = _passages(question, shelves, segmenter, document_id) if matters else []
    found = list(_found(named, passages, shelves, limit))
    marks = _marks(question)
    return SearchResult(
        hits=tuple(_hit(article, shelves, collections, marks) for article in found[:limit]),
        steps=_steps(question, named, shelves, matters=matters),
        facets=_facets(passages, shelves),
    )


def _passages(
    question: Question, shelves: Shelves, segmenter: Segmenter, document_id: str | None
) -> list[ScoredPassage]:
    schema = shelves.index.schema
    named = [document.id for document in shelves.named(*question.names)]
    query = text_query(question, schema=schema, segmenter=segmenter, named=named)
    query = character_query(schema, question.character) if question.character else query
    if query is None or not shelves.collections:
        return []
    allowed = sorted(shelves.collections)
    restricted = within(query, schema=schema, collections=allowed, document_id=document_id)
    passages = shelves.index.best_passages(restricted, limit=_PASSAGES)
    return _exact(passages, question, shelves) if question.phrases else passages


def _exact(passages: Sequence[ScoredPassage], question: Question, shelves: Shelves) -> list[ScoredPassage]:
    """Only passages in which, or in whose caption or title, every phrase stands as it is."""
    phrases = [_squeezed(phrase) for phrase in question.phrases]
    records = shelves.index.articles(passage.ordinal for passage in passages)
    texts = [
        _squeezed(_context(record, shelves) + "\n" + p.text)
        for record, p in zip(records, passages, strict=True)
    ]
    return [p for p, text in zip(passages, texts, strict=True) if all(phrase in text for phrase in phrases)]


def _found(
    named: LookUp, passages: Sequence[ScoredPassage], shelves: Shelves, limit: int
) -> Iterator[_Found]:
    """Articles looked up, then articles found by words, none twice."""
    highest = passages[0].score if passages else 0.0
    for article in named.articles:
        yield _Found(article.record, article.text, highest)
    taken = {article.record.ordinal for article in named.articles}
    rest = [passage for passage in passages[: limit + len(taken)] if passage.ordinal not in taken]
    for record, passage in zip(shelves.index.articles(p.ordinal for p in rest), rest, strict=True):
        yield _Found(record, passage.text, passage.score)


def _hit(found: _Found, shelves: Shelves, collections: Mapping[str, Collection], marks: Sequence[str]) -> Hit:
    document = shelves.index.documents[found.record.document_id]
    return Hit(
        collection=collections[document.collection_id],
        document_id=document.id,
        law_title=document.title,
        label=found.record.label,
        caption=found.record.caption,
        headings=found.record.headings,
        text=found.record.text,
        snippet=highlight(found.text, terms=marks),
        score=found.score,
        anchor=article_path(document.id, found.record.anchor),
    )


def _marks(question: Question) -> tuple[str, ...]:
    legal = (word for reading in question.readings for word in reading.legal)
    return (*question.phrases, *question.surfaces, *legal, *filter(None, [question.character]))


def _steps(question: Question, named: LookUp, shelves: Shelves, *, matters: bool) -> tuple[PlanStep, ...]:
    steps = list(named.steps)
    if matters:
        steps += _steps_by_words(question, shelves)
    if question.was_cut:
        steps.append(PlanStep(StepKind.CUT, {"characters": f"{LONGEST:,}"}))
    return tuple(steps)


def _steps_by_words(question: Question, shelves: Shelves) -> Iterator[PlanStep]:
    character = question.character
    for document in shelves.named(*question.names):
        yield PlanStep(StepKind.LIFTED_TITLE, {"title": document.title})
    for phrase in question.phrases:
        yield PlanStep(StepKind.BY_PHRASE, {"phrase": phrase})
    yield (
        PlanStep(StepKind.BY_CHARACTER, {"character": character})
        if character
        else PlanStep(StepKind.BY_WORDS)
    )
    for reading in question.readings:
        yield PlanStep(
            StepKind.BY_READING, {"everyday": reading.everyday, "legal": "」「".join(reading.legal)}
        )


def _facets(passages: Sequence[ScoredPassage], shelves: Shelves) -> tuple[Facet, ...]:
    """How many of the articles that score near the best one are in each regulation."""
    if not passages:
        return ()
    near = [passage.ordinal for passage in passages if passage.score >= passages[0].score * _WORTH_COUNTING]
    counts: dict[str, int] = {}
    for record in shelves.index.articles(near):
        counts[record.document_id] = counts.get(record.document_id, 0) + 1
    ordered = sorted(counts.items(), key=lambda entry: -entry[1])
    return tuple(Facet(document, shelves.index.documents[document].title, n) for document, n in ordered)


def _context(record: ArticleRecord, shelves: Shelves) -> str:
    title = shelves.index.documents[record.document_id].title
    return "\n".join([title, *record.headings, record.label, record.caption])


def _squeezed(text: str) -> str:
    return "".join(normalise(text).split())
