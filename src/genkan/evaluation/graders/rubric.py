"""Persons mark the answer by a rubric (採点基準による採点)."""

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible

VERSION = "rubric/1"


def grade_rubric(expectation: Expectation, answer: str, _given: Given) -> Grade:
    """Sent to markers, but for an answer without words."""
    if not visible(answer):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    if not expectation.rubric:
        return Grade(Outcome.FAILED, None, "採点基準が定められていません。", VERSION)
    return Grade(Outcome.NEEDS_MARK, None, f"採点者が{expectation.points}点満点で採点します。", VERSION)


def share_of(points: tuple[int, ...], rubric_points: tuple[int, ...]) -> float:
    """Points given as a share of the most. Raises ``ValueError`` where they do not fit the lines of the rubric."""
    fits = len(points) == len(rubric_points) and all(
        0 <= given <= most for given, most in zip(points, rubric_points, strict=True)
    )
    if not fits or not sum(rubric_points):
        raise ValueError("points do not fit the rubric")
    return sum(points) / sum(rubric_points)
