"""Asking a library every question of a set, and scoring what it finds."""

import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.evaluation.metrics import DEPTH, RankScores, percentile, score
from genkan.evaluation.questions import Question
from genkan.evaluation.resampling import Estimate, estimate
from genkan.knowledge import Asker, Collection, Document, Hit, Library, SearchResult, used_meaning

_ANCHOR = re.compile(r"/(?P<anchor>[^/?#]+)(?:[?#].*)?$")
_REPEATED = re.compile(r"-r[0-9]+$")


@dataclass(frozen=True)
class Miss:
    """A question none of whose articles was among the first ten, and what was found first in their place."""

    id: str
    query: str
    gold: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True)
class SearchEvaluation:
    """The scores of a set of questions, each with its interval, and the time of a search in milliseconds.

    ``confident_without_answer`` is the share of the questions without an answer for which the search did not say that
    it found nothing good; ``doubted_with_answer`` the share of the others for which it did. ``None`` where the set has
    no such question. ``by_meaning`` is the share of searches that compared vectors, too.
    ``unknown_gold`` are articles of the set that no document of the collections has, so that no search can find them.
    """

    questions: int
    recall: Estimate | None
    mrr: Estimate | None
    ndcg: Estimate | None
    hit_1: Estimate | None
    hit_10: Estimate | None
    confident_without_answer: Estimate | None
    doubted_with_answer: Estimate | None
    p50_ms: float
    p99_ms: float
    cpu_p50_ms: float
    by_meaning: float
    unknown_gold: tuple[str, ...]
    misses: tuple[Miss, ...]

    def figures(self) -> dict[str, object]:
        """Everything but the misses, as plain values."""
        return {name: value for name, value in asdict(self).items() if name != "misses"}


@dataclass(frozen=True)
class _Asked:
    """One question, what was found, and how long it took."""

    question: Question
    ranking: tuple[str, ...]
    is_sure: bool
    milliseconds: float
    cpu_milliseconds: float
    by_meaning: bool

    @property
    def scores(self) -> RankScores:
        return score(self.ranking, self.question.gold)


async def evaluate_search(
    library: Library,
    connection: AsyncConnection,
    questions: Sequence[Question],
    *,
    collections: Sequence[Collection],
    on: date | None = None,
    asker: Asker | None = None,
) -> SearchEvaluation:
    """Ask every question in turn, after one that warms up; nothing is kept of them.

    Where vectors are wanted, they are used if ``asker`` says for whom.

    Raises ``IndexUnavailable`` (503) while there is no index.
    """
    documents = await library.documents(connection, collections=collections, on=on)
    names = _Names(documents, questions)
    await library.search(questions[0].query, collections=collections, limit=DEPTH, on=on, asker=asker)
    asked = [await _ask(library, question, names, collections, on, asker) for question in questions]
    known = await _articles(library, connection, names, collections, on)
    gold = frozenset[str]().union(*(question.gold for question in questions))
    return summarise(asked, unknown_gold=sorted(gold - known))


async def _articles(
    library: Library,
    connection: AsyncConnection,
    names: "_Names",
    collections: Sequence[Collection],
    on: date | None,
) -> frozenset[str]:
    """「法令ID:条」 of every article of the documents that the questions name."""
    known: set[str] = set()
    for document_id in names.wanted:
        contents = await library.contents(connection, document_id=document_id, collections=collections, on=on)
        known.update(names.article(document_id, entry.anchor) for entry in contents.entries)
    return frozenset(known)


def summarise(asked: Sequence[_Asked], *, unknown_gold: Sequence[str] = ()) -> SearchEvaluation:
    """The scores of what was asked."""
    answered = [one for one in asked if one.question.gold]
    scores = [one.scores for one in answered]
    times = [one.milliseconds for one in asked]
    return SearchEvaluation(
        questions=len(asked),
        recall=_estimate([each.recall for each in scores]),
        mrr=_estimate([each.reciprocal_rank for each in scores]),
        ndcg=_estimate([each.ndcg for each in scores]),
        hit_1=_estimate([each.hit_1 for each in scores]),
        hit_10=_estimate([each.hit_10 for each in scores]),
        confident_without_answer=_estimate([float(one.is_sure) for one in asked if not one.question.gold]),
        doubted_with_answer=_estimate([float(not one.is_sure) for one in answered]),
        p50_ms=percentile(times, 0.5),
        p99_ms=percentile(times, 0.99),
        cpu_p50_ms=percentile([one.cpu_milliseconds for one in asked], 0.5),
        by_meaning=sum(one.by_meaning for one in asked) / len(asked),
        unknown_gold=tuple(unknown_gold),
        misses=tuple(_miss(one) for one in answered if one.scores.rank is None),
    )


class _Names:
    """Under which name a hit is compared with the gold: by the id of its law, its title, or its file, as the gold has it.

    ``wanted`` are the ids of the documents that the gold names.
    """

    def __init__(self, documents: Sequence[Document], questions: Sequence[Question]) -> None:
        used = {article.rpartition(":")[0] for question in questions for article in question.gold}
        self._names = {document.id: _used(document, used) for document in documents}
        self.wanted = tuple(document_id for document_id, name in self._names.items() if name in used)

    def of(self, hit: Hit) -> str:
        """「法令ID:条」; the second article of one number counts as the first."""
        anchor = _ANCHOR.search(hit.anchor)
        return self.article(hit.document_id, anchor["anchor"] if anchor else "")

    def article(self, document_id: str, anchor: str) -> str:
        """The same for an article of a document."""
        return f"{self._names.get(document_id, document_id)}:{_REPEATED.sub('', anchor)}"


def _used(document: Document, used: set[str]) -> str:
    names = (document.law_id, document.title, document.name)
    return next((name for name in names if name in used), document.law_id or document.title)


async def _ask(
    library: Library,
    question: Question,
    names: _Names,
    collections: Sequence[Collection],
    on: date | None,
    asker: Asker | None,
) -> _Asked:
    started, cpu = time.perf_counter(), time.process_time()
    result = await library.search(question.query, collections=collections, limit=DEPTH, on=on, asker=asker)
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    ranking = tuple(names.of(hit) for hit in result.hits)
    return _Asked(
        question, ranking, _is_sure(result), seconds * 1000, cpu_seconds * 1000, used_meaning(result)
    )


def _is_sure(result: SearchResult) -> bool:
    return bool(result.hits) and result.is_confident


def _estimate(values: Sequence[float]) -> Estimate | None:
    return estimate(values) if values else None


def _miss(asked: _Asked) -> Miss:
    question = asked.question
    return Miss(question.id, question.query, tuple(sorted(question.gold)), asked.ranking[:3])
