"""What a judge model proposes: for sorting only, never a score (モデルによる下見)."""

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.rubric import share_of

VERSION = "judge/1"


def grade_judge(expectation: Expectation, answer: str, given: Given) -> Grade:
    """Always sent to markers, with what the judge proposed as the reason; the answer of the judge is read beforehand."""
    if not visible(answer):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    if given.judgement is None:
        return Grade(Outcome.NEEDS_MARK, None, "モデルによる下見はありません。採点者が採点します。", VERSION)
    lines = tuple(line.points for line in expectation.rubric)
    try:
        share = share_of(given.judgement.points, lines)
    except ValueError:
        return Grade(
            Outcome.NEEDS_MARK, None, "モデルの下見が採点基準に合いません。採点者が採点します。", VERSION
        )
    given_points = round(share * sum(lines))
    reason = f"モデルの下見は{sum(lines)}点中{given_points}点です（参考）。採点者が採点します。"
    return Grade(Outcome.NEEDS_MARK, None, reason, VERSION)
