"""What a comparison of meanings adds to a search by words."""

from collections.abc import Sequence
from typing import NamedTuple

from genkan.knowledge.search.results import PlanStep, SearchResult, StepKind


class ByMeaning(NamedTuple):
    """Ordinals of readable articles, those nearest in meaning first, and what is told of how they were found."""

    ordinals: Sequence[int] = ()
    steps: tuple[PlanStep, ...] = ()


def used_meaning(result: SearchResult) -> bool:
    """Whether a result was found by meaning, too, and not by words alone."""
    return any(step.kind in (StepKind.BY_MEANING, StepKind.BY_MEANING_PARTLY) for step in result.steps)
