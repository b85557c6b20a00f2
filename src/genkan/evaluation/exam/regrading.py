"""Grading the answers of a pack again, and saying which grades could not be. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from genkan.evaluation.exam.document import SealedQuestion
from genkan.evaluation.exam.pack import Pack, PackAnswer, PackGrade, PackMark
from genkan.evaluation.exam.scoring import MARKED, MARKS_VERSION, expectation_of, share_of_marks
from genkan.evaluation.graders import GRADERS, Grade, Outcome, grade

_FAILED = "failed"
# What these graders were given besides the answer is not in the pack.
_NEEDS = frozenset({"citation", "official_style"})


class Reason(StrEnum):
    """Why a grade was not given again."""

    CORPUS = "corpus"
    VERSION = "version"

    @property
    def label(self) -> str:
        """The reason in Japanese."""
        return {
            Reason.CORPUS: "登録済みの規程又は公用文の点検結果が必要",
            Reason.VERSION: "採点方法の版が、この検証に用いたものと異なる",
        }[self]


def answer_text(state: str, text: str) -> str:
    """What of an answer is graded: nothing of one that failed, whatever had arrived of it."""
    return "" if state == _FAILED else text


def grades_again(question: SealedQuestion, answer: PackAnswer) -> Grade | None:
    """The grade by rule, None where more than the pack is needed for it."""
    if question.grader not in GRADERS:
        return None
    words = answer_text(answer.state, answer.text)
    again = grade(expectation_of(question), words)
    is_known = question.grader not in _NEEDS or again.outcome is Outcome.NO_ANSWER
    return again if is_known else None


def is_right(
    question: SealedQuestion, answer: PackAnswer, given: PackGrade, marks: Sequence[PackMark]
) -> bool:
    """Whether a grade is the one that the rule gives or, where the rule gives none, that the marks give."""
    if given.score is not None and not 0 <= given.score <= 1:
        return False
    if given.version == MARKS_VERSION:
        share = _share(question, marks)
        return given.outcome == MARKED and share is not None and share == given.score
    if not given.version.startswith(f"{question.grader}/"):
        return False
    if marks and given.score is None:
        return False
    again = grades_again(question, answer)
    if again is None or again.version != given.version:
        return True  # told by ``not_regraded``
    return (again.outcome.value, again.score) == (given.outcome, given.score)


def not_regraded(pack: Pack) -> Mapping[Reason, int]:
    """How many grades by rule were compared by their digest only, by reason; empty where all were given again."""
    questions = {question.key: question for question in pack.document.questions}
    answers = {(each.question, each.contestant): each for each in pack.answers}
    reasons: Counter[Reason] = Counter()
    for each in pack.grades:
        question, answer = questions.get(each.question), answers.get((each.question, each.contestant))
        if question is None or answer is None or each.version == MARKS_VERSION:
            continue
        again = grades_again(question, answer)
        if again is None:
            reasons[Reason.CORPUS] += 1
        elif again.version != each.version:
            reasons[Reason.VERSION] += 1
    return dict(sorted(reasons.items()))


def _share(question: SealedQuestion, marks: Sequence[PackMark]) -> float | None:
    try:
        return share_of_marks(question, marks)
    except ValueError:
        return None
