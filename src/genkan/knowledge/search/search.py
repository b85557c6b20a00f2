"""The search itself: what is named comes first, then what the words lead to."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from genkan.kit import in_common
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.question.question import LONGEST, Question
from genkan.knowledge.search.by_meaning import ByMeaning
from genkan.knowledge.search.confidence import is_confident
from genkan.knowledge.search.evidence import Weighed
from genkan.knowledge.search.faceting import facets_of
from genkan.knowledge.search.finding import Finder, Findings, Found
from genkan.knowledge.search.fusion import Ranking, fused
from genkan.knowledge.search.highlight import Highlighter
from genkan.knowledge.search.look_up import LookUp, Shelves
from genkan.knowledge.search.narrowing import Narrowing
from genkan.knowledge.search.results import Facet, Hit, PlanStep, SearchResult, StepKind, article_path
from genkan.knowledge.text.tokenise import Segmenter

# A model that knows the law's own words finds what a person's words do not: its list counts twice.
_REWRITE = 2.0
_MEANING = 1.0
# So many articles of a regulation that is named alone are counted.
_MOST_COUNTED = 200


def search(
    question: Question,
    *,
    shelves: Shelves,
    collections: Mapping[str, Collection],
    segmenter: Segmenter,
    limit: int,
    documents: frozenset[str] | None = None,
    rewrite: Question | None = None,
    refinement: Narrowing | None = None,
    by_meaning: ByMeaning | None = None,
    rewriting: PlanStep | None = None,
) -> SearchResult:
    """Hits, best first; takes milliseconds of CPU. Nothing outside the collections is scored or returned.

    ``documents`` are the only ones to search, if given. Where a ``refinement`` is given, everything found is counted, and
    only what is within it is returned. ``rewrite`` is the question in the words of a model: law names, article numbers and legal terms.
    ``rewriting`` says what became of a model's words where one was asked for them.
    ``by_meaning`` is what is near to the question in meaning, fused by rank with what its words lead to.
    """
    if question.is_empty and rewrite is None:
        return SearchResult((), (PlanStep(StepKind.NOTHING_TO_SEARCH),), on=shelves.as_of.day)
    finder = Finder(shelves, segmenter=segmenter, documents=documents)
    looked_up = limit if refinement is None else max(limit, _MOST_COUNTED)
    own = finder.find(question, limit=looked_up)
    rewritten = finder.find(rewrite, limit=looked_up) if rewrite else None
    ranked = _together(own, rewritten, by_meaning)
    found = _found(own.named, ranked, finder, question)
    counted = _count(found, shelves, collections, refinement) if refinement is not None else None
    highlighter = Highlighter(_marks(question) + (_marks(rewrite) if rewrite else ()))
    hits = tuple(
        _hit(article, shelves, collections, highlighter)
        for article in islice(counted.found if counted else found, limit)
    )
    findings = [own] if rewritten is None else [own, rewritten]
    words = _by_words_alone(question, rewrite, by_meaning)
    return SearchResult(
        hits=hits,
        steps=_steps(question, own, shelves, rewriting or _step_of(rewrite))
        + (by_meaning.steps if by_meaning else ()),
        facets=counted.facets if counted else (),
        total=len(counted.found) if counted else None,
        on=shelves.as_of.day,
        is_confident=is_confident(findings, question=question, best=next(iter(hits), None), by_words=words),
    )


def _by_words_alone(
    question: Question, rewrite: Question | None, by_meaning: ByMeaning | None
) -> tuple[Question, ...]:
    """The questions whose words led to the hits; none where nearness in meaning did too."""
    if by_meaning is not None and by_meaning.ordinals:
        return ()
    return (question,) if rewrite is None else (question, rewrite)


def _together(own: Findings, rewritten: Findings | None, by_meaning: ByMeaning | None) -> Sequence[Weighed]:
    rankings = [Ranking(own.ranked, 1.0)]
    if rewritten is not None:
        cited = [a.record.ordinal for a in rewritten.named.articles]
        others = [each for each in rewritten.ranked if each.ordinal not in set(cited)]
        rankings.append(Ranking([*_unweighed(cited), *others], _REWRITE))
    if by_meaning is not None and by_meaning.ordinals:
        rankings.append(Ranking(_unweighed(by_meaning.ordinals), _MEANING))
    return fused(rankings) if len(rankings) > 1 else own.ranked


def _unweighed(ordinals: Sequence[int]) -> list[Weighed]:
    """Articles that no word led to."""
    return [Weighed(ordinal, 0.0, 0, 0.0) for ordinal in ordinals]


def _found(named: LookUp, ranked: Sequence[Weighed], finder: Finder, question: Question) -> Iterator[Found]:
    """Articles looked up, then articles found by words, none twice."""
    highest = ranked[0].weight if ranked else 0.0
    for article in named.articles:
        if finder.is_asked_for(article.record.document_id):
            yield Found(article.record, article.text, highest)
    taken = {article.record.ordinal for article in named.articles}
    yield from finder.read(ranked, question=question, without=taken)


def _hit(
    found: Found, shelves: Shelves, collections: Mapping[str, Collection], highlighter: Highlighter
) -> Hit:
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
        snippet=highlighter.mark(found.text),
        score=found.score,
        anchor=article_path(document.id, record.anchor, on=link_day),
        version_id=version.id if version else "",
        valid_from=record.valid_from,
        valid_until=record.valid_until,
        standing=standing,
        kind=record.kind,
        document_kind=document.kind,
        law_id=document.law_id,
        is_recognised=record.is_recognised,
    )


def _marks(question: Question) -> tuple[str, ...]:
    legal = (word for reading in question.readings for word in reading.legal)
    return (*question.phrases, *question.surfaces, *legal, *filter(None, [question.character]))


def _step_of(rewrite: Question | None) -> PlanStep | None:
    return PlanStep(StepKind.BY_REWRITE, {"rewrite": rewrite.text}) if rewrite else None


def _steps(
    question: Question, own: Findings, shelves: Shelves, rewriting: PlanStep | None
) -> tuple[PlanStep, ...]:
    steps = [*_step_of_day(question, shelves), *own.named.steps]
    if own.by_words:
        steps += _steps_by_words(question, shelves)
    if rewriting is not None:
        steps.append(rewriting)
    if question.was_cut:
        steps.append(PlanStep(StepKind.CUT, {"characters": f"{LONGEST:,}"}))
    return tuple(steps)


def _step_of_day(question: Question, shelves: Shelves) -> Iterator[PlanStep]:
    meant, day = question.day, shelves.as_of.day
    if meant is not None and meant.day == day and not shelves.as_of.is_today:
        yield PlanStep(StepKind.READ_DAY, {"written": meant.written, "day": in_common(day)})


def _steps_by_words(question: Question, shelves: Shelves) -> Iterator[PlanStep]:
    character = question.character
    for document in shelves.named(*question.names):
        yield PlanStep(StepKind.LIFTED_TITLE, {"title": document.title})
    for law in question.unknown_laws:
        yield PlanStep(StepKind.NO_SUCH_TITLE, {"title": law})
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


class _Counted(NamedTuple):
    """Everything found that is within a refinement, and what it can be refined to."""

    found: tuple[Found, ...]
    facets: tuple[Facet, ...]


def _count(
    found: Iterator[Found], shelves: Shelves, collections: Mapping[str, Collection], refinement: Narrowing
) -> _Counted:
    articles = [(each, shelves.index.documents[each.record.document_id]) for each in found]
    facets = facets_of([document for _, document in articles], refinement=refinement, collections=collections)
    return _Counted(tuple(each for each, document in articles if refinement.allows(document)), facets)
