"""What the search page shows of what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import Request

from genkan.knowledge.pages.search_form import SearchForm
from genkan.knowledge.search.evidence import MOST_ENTERING
from genkan.knowledge.search.results import Facet, FacetKind, Hit, PlanStep, SearchResult, StepKind
from genkan.ui import Pages
from genkan.ui import mark as _

_MOST_FACETS = 12
_FACETS = {
    FacetKind.COLLECTION: _("規程集"),
    FacetKind.KIND: _("種類"),
    FacetKind.MINISTRY: _("制定した機関"),
    FacetKind.DOCUMENT: _("法令・規程"),
}
_LACKING = frozenset({StepKind.NO_SUCH_ARTICLE, StepKind.ARTICLE_NOT_YET, StepKind.ARTICLE_ENDED})
_REWORDED = frozenset({StepKind.BY_MODEL, StepKind.BY_REWRITE})
_WARNINGS = frozenset(
    {
        StepKind.ARTICLE_DELETED,
        StepKind.NO_SUCH_ARTICLE,
        StepKind.ARTICLE_NOT_YET,
        StepKind.ARTICLE_ENDED,
        StepKind.NO_SUCH_TITLE,
        StepKind.NEAR_ARTICLES,
        StepKind.CUT,
        StepKind.REWRITE_LATE,
        StepKind.REWRITE_REFUSED,
        StepKind.REWRITE_FAILED,
        StepKind.REWRITE_USELESS,
        StepKind.NOTHING_TO_SEARCH,
    }
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the page shows of a result. ``warnings`` say what could not be done with the query, ``reworded`` in
    which words of a model it was searched, too, ``steps`` what else was done, all in the reader's language. ``lacking`` are title and path of the regulations that do not have the
    article asked for. ``total`` is how many articles were found. ``facets`` are those of each kind. ``meant_day`` is the sentence that says which day
    was read from the query, and the address of the same search as of today. It ``is_doubtful`` where the scores say
    that no hit is good, and nothing said already what is shown in the place of what was asked for.
    """

    hits: tuple[Hit, ...]
    warnings: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...]
    reworded: tuple[str, ...]
    steps: tuple[str, ...]
    facets: tuple[tuple[FacetKind, str, tuple[Facet, ...]], ...]
    seconds: float
    total: int
    is_doubtful: bool
    meant_day: tuple[str, str] | None

    @property
    def has_more(self) -> bool:
        """Whether more was found than is shown."""
        return self.total > len(self.hits)

    @property
    def is_cut(self) -> bool:
        """Whether as many were found as are looked for at most, so that there may be more."""
        return self.total >= MOST_ENTERING


def findings_of(
    result: SearchResult, *, form: SearchForm, rewriter: str, today: date, request: Request, pages: Pages
) -> Findings:
    """What is shown of a result; ``rewriter`` is the model whose words the form has."""
    by_kind = ((kind, label, result.facets_of(kind)) for kind, label in _FACETS.items())
    steps = [_with_author(step, rewriter) for step in result.steps]
    warnings = [step for step in steps if step.kind in _WARNINGS]
    read_days = [step for step in steps if step.kind is StepKind.READ_DAY]
    reworded = [step for step in steps if step.kind in _REWORDED]
    others = [step for step in steps if step not in (*warnings, *read_days, *reworded)]
    said = _sentences(request, pages, read_days)
    return Findings(
        hits=result.hits,
        warnings=_sentences(request, pages, warnings),
        lacking=tuple(_lacking(result.steps)),
        reworded=_sentences(request, pages, reworded),
        steps=_sentences(request, pages, others),
        facets=tuple((kind, label, facets[:_MOST_FACETS]) for kind, label, facets in by_kind),
        seconds=result.seconds,
        total=result.total or 0,
        is_doubtful=_is_doubtful(result),
        meant_day=(said[0], form.day_address(today)) if said else None,
    )


def _is_doubtful(result: SearchResult) -> bool:
    says_so = any(step.kind is StepKind.NEAR_ARTICLES for step in result.steps)
    return bool(result.hits) and not result.is_confident and not says_so


def _with_author(step: PlanStep, rewriter: str) -> PlanStep:
    """Words that came with the address, with the model that gave them."""
    if step.kind is not StepKind.BY_REWRITE or not rewriter:
        return step
    return PlanStep(StepKind.BY_MODEL, {**step.details, "model": rewriter})


def _lacking(steps: Sequence[PlanStep]) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.kind in _LACKING:
            yield step.details["title"], f"/regulations/{step.details['document']}"


def _sentences(request: Request, pages: Pages, steps: Sequence[PlanStep]) -> tuple[str, ...]:
    language = pages.language(request)
    return tuple(pages.translate(language, step.message).format_map(step.details) for step in steps)
