"""On which results of tests a decision may stand: proven ones of a sealed test, or, where there is none, typed ones with a reason."""

from collections.abc import Sequence

from genkan.evaluation import Exam
from genkan.selection.call.call import Call
from genkan.selection.decision.decision import DecisionDraft, Outcome
from genkan.selection.decision.errors import (
    ExamReplaced,
    SealedTestNotTaken,
    TestMissing,
    TypedBesideExam,
    TypedReasonMissing,
)
from genkan.selection.decision.record import Judged


def check_results(call: Call, draft: DecisionDraft, judged: Sequence[Judged], exams: Sequence[Exam]) -> None:
    """Whoever is selected has a result of every test of which one was taken in, and no result that was typed stands beside.

    Raises ``DecisionUnfit`` and ``TypedReasonMissing``.
    """
    roots = {each.id: each.root for each in exams}
    taken = frozenset(one.exam.exam_id for each in judged for one in each.measures if one.exam)
    for each in judged:
        _check_taken(each, roots, taken)
    check_typed(call, judged, exams)
    if has_typed(judged) and not draft.typed_reason:
        raise TypedReasonMissing(field="typed_reason")


def check_typed(call: Call, judged: Sequence[Judged], exams: Sequence[Exam]) -> None:
    """Nobody is judged by what was typed where the call announces a sealed test, or one was sealed. Raises ``SealedTestNotTaken``."""
    if not exams and not call.content.announces_sealed_test:
        return
    for each in judged:
        if any(one.is_typed for one in each.measures):
            raise SealedTestNotTaken(number=each.application.label)


def has_typed(judged: Sequence[Judged]) -> bool:
    """Whether any result was typed by the office."""
    return any(one.is_typed for each in judged for one in each.measures)


def _check_taken(judged: Judged, roots: dict[str, str | None], taken: frozenset[str]) -> None:
    number = judged.application.label
    results = [each.exam for each in judged.measures if each.exam]
    if any(roots.get(each.exam_id) != each.root for each in results):
        raise ExamReplaced(number=number)
    if taken and len(results) < len(judged.measures):
        raise TypedBesideExam(number=number)
    if judged.line.outcome is Outcome.SELECTED and taken - {each.exam_id for each in results}:
        raise TestMissing(number=number)
