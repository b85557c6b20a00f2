"""The graders by name (採点方法の一覧)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from genkan.apps import WritingReport
from genkan.evaluation.errors import UnknownGrader
from genkan.evaluation.graders.choice import grade_choice
from genkan.evaluation.graders.citation import grade_citation
from genkan.evaluation.graders.contains import grade_contains
from genkan.evaluation.graders.exact import grade_exact
from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given, Judgement
from genkan.evaluation.graders.judge import grade_judge
from genkan.evaluation.graders.marked import Grade
from genkan.evaluation.graders.normalised import grade_normalised
from genkan.evaluation.graders.numeric import grade_numeric
from genkan.evaluation.graders.official_style import grade_official_style
from genkan.evaluation.graders.personal_data import grade_personal_data
from genkan.evaluation.graders.refusal import grade_refusal
from genkan.evaluation.graders.rubric import grade_rubric
from genkan.knowledge import Examination

Grader = Callable[[Expectation, str, Given], Grade]
GRADERS: Mapping[str, Grader] = MappingProxyType(
    {
        "exact": grade_exact,
        "normalised": grade_normalised,
        "choice": grade_choice,
        "contains": grade_contains,
        "numeric": grade_numeric,
        "citation": grade_citation,
        "official_style": grade_official_style,
        "personal_data": grade_personal_data,
        "refusal": grade_refusal,
        "rubric": grade_rubric,
        "judge": grade_judge,
    }
)


def grade(
    expectation: Expectation,
    answer: str,
    *,
    citations: Examination | None = None,
    writing: WritingReport | None = None,
    judgement: Judgement | None = None,
) -> Grade:
    """Grade an answer; what must be looked up or asked for is found out beforehand and given.

    ``citations`` is for ``citation``, ``writing`` for ``official_style``, ``judgement`` for ``judge``. Raises
    ``UnknownGrader``.
    """
    grader = GRADERS.get(expectation.grader)
    if grader is None:
        raise UnknownGrader(name=expectation.grader)
    return grader(expectation, answer, Given(citations, writing, judgement))
