"""The search itself: what is named comes first, then what the words lead to."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.question.question import LONGEST, Question
from genkan.knowledge.search.confidence import is_confident
from genkan.knowledge.search.evidence import Weighed
from genkan.knowledge.search.finding import Finder, Findings, Found
from genkan.knowledge.search.fusion import Ranking, fused
from genkan.knowledge.search.highlight import highlight
from genkan.knowledge.search.look_up import LookUp, Shelves
from genkan.knowledge.search.results import Facet, Hit, PlanStep, SearchResult, StepKind, article_path
from genkan.knowledge.text.tokenise import Segmenter

_WORTH_COUNTING = 0.35
# A model that knows the law's own words finds what a person's words do not: its list counts twice.
_REWRITE = 2.0


def search(
    question: Question,
    *,
    shelves: Shelves,
    collections: Mapping[str, Collection],
    segmenter: Segmenter,
    limit: int,
    documents: frozenset[str] | None = None,
    rewrite: Question | None = None,
) -> SearchResult:
    """Hits, best first; takes milliseconds of CPU. Nothing outside the collections is scored or returned.

    ``documents`` are the only ones to search, if given. ``rewrite`` is the question in the words of a model: law names, article numbers and legal terms.
    """
    if question.is_empty and rewrite is None:
        return SearchResult((), (PlanStep(StepKind.NOTHING_TO_SEARCH),), on=shelves.as_of.day)
    finder = Finder(shelves, segmenter=segmenter, documents=documents)
    own = finder.find(question, limit=limit)
    rewritten = finder.find(rewrite, limit=limit) if rewrite else None
    ranked = _together(own, rewritten)
    found = islice(_found(own.named, ranked, finder, question), limit)
    marks = _marks(question) + (_marks(rewrite) if rewrite else ())
    return SearchResult(
        hits=tuple(_hit(article, shelves, collections, marks) for article in found),
        steps=_steps(question, own, shelves, rewrite=rewrite),
        facets=_facets(own.ranked, shelves),
        on=shelves.as_of.day,
        is_confident=is_confident(own) or (rewritten is not None and is_confident(rewritten)),
    )


def _together(own: Findings, rewritten: Findings | None) -> Sequence[Weighed]:
    if rewritten is None:
        return own.ranked
    cited = [Weighed(a.record.ordinal, 0.0, 0, 0.0) for a in rewritten.named.articles]
    taken = {article.ordinal for article in cited}
    others = [each for each in rewritten.ranked if each.ordinal not in taken]
    return fused([Ranking(own.ranked, 1.0), Ranking([*cited, *others], _REWRITE)])


def _found(named: LookUp, ranked: Sequence[Weighed], finder: Finder, question: Question) -> Iterator[Found]:
    """Articles looked up, then articles found by words, none twice."""
    highest = ranked[0].weight if ranked else 0.0
    for article in named.articles:
        if finder.is_asked_for(article.record.document_id):
            yield Found(article.record, article.text, highest)
    taken = {article.record.ordinal for article in named.articles}
    yield from finder.read(ranked, question=question, without=taken)


def _hit(found: Found, shelves: Shelves, collections: Mapping[str, Collection], marks: Sequence[str]) -> Hit:
    record = found.record
    document = shelves.index.documents[record.document_id]
    day = shelves.as_of.day
    standing = record.standing(day, document=document)
    link_day = shelves.as_of.link_day(standing, valid_from=record.valid_from, valid_until=record.valid_until)
    version = document.version_on(link_day or day)
    return Hit(
        collection=collections[document.collection_id],
        document_id=document.id,
        law_title=document.title,
        label=record.label,
        caption=record.caption,
        headings=record.headings,
        text=record.text,
        snippet=highlight(found.text, terms=marks),
        score=found.score,
        anchor=article_path(document.id, record.anchor, on=link_day),
        version_id=version.id if version else "",
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        standing=standing,
        kind=record.kind,
        document_kind=document.kind,
        law_id=document.law_id,
    )


def _marks(question: Question) -> tuple[str, ...]:
    legal = (word for reading in question.readings for word in reading.legal)
    return (*question.phrases, *question.surfaces, *legal, *filter(None, [question.character]))


def _steps(
    question: Question, own: Findings, shelves: Shelves, *, rewrite: Question | None
) -> tuple[PlanStep, ...]:
    steps = list(own.named.steps)
    if own.by_words:
        steps += _steps_by_words(question, shelves)
    if rewrite is not None:
        steps.append(PlanStep(StepKind.BY_REWRITE, {"rewrite": rewrite.text}))
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


def _facets(ranked: Sequence[Weighed], shelves: Shelves) -> tuple[Facet, ...]:
    """How many of the articles whose words score near the best are in each regulation."""
    near = [article.ordinal for article in ranked if article.words >= _WORTH_COUNTING]
    counts: dict[str, int] = {}
    for ordinal in near:
        document = shelves.index.document_of(ordinal)
        counts[document.id] = counts.get(document.id, 0) + 1
    ordered = sorted(counts.items(), key=lambda entry: -entry[1])
    return tuple(Facet(document, shelves.index.documents[document].title, n) for document, n in ordered)
