"""The answer cites what there is, and the article that is asked for (出典の照合)."""

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.spelling import same_spelling
from genkan.knowledge import Examination

VERSION = "citation/1"


def grade_citation(expectation: Expectation, answer: str, given: Given) -> Grade:
    """Right where every citation was confirmed and every key (「民法第709条」) is cited.

    The check of the citations is made against the corpus beforehand. What could not be looked up there goes to a
    marker; an answer without a citation is wrong. The score is the share confirmed of the citations that were looked
    at, times the share of the keys that are cited.
    """
    if not visible(answer):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    if given.citations is None:
        return Grade(Outcome.FAILED, None, "引用の照合結果がありません。", VERSION)
    return _grade(expectation, answer, given.citations)


def _grade(expectation: Expectation, answer: str, citations: Examination) -> Grade:
    summary = citations.summary
    if not summary.total:
        return Grade(Outcome.WRONG, 0.0, "出典の引用がありません。", VERSION)
    cited = _share_cited(expectation.key, answer)
    if summary.precision is None:
        return Grade(Outcome.NEEDS_MARK, None, "引用を登録済みの規程と照合できませんでした。", VERSION)
    reason = f"引用{summary.total}件のうち、確認済みは{summary.verified}件、誤りは{summary.failed}件です。"
    right = not summary.failed and cited == 1.0
    return Grade(Outcome.CORRECT if right else Outcome.WRONG, summary.precision * cited, reason, VERSION)


def _share_cited(keys: tuple[str, ...], answer: str) -> float:
    if not keys:
        return 1.0
    words = same_spelling(answer)
    return sum(same_spelling(key) in words for key in keys) / len(keys)
