"""The answer is written in official Japanese (公用文の表記)."""

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible

VERSION = "official_style/1"
# So many weighted findings in 1,000 characters above the tolerance leave no point.
_NO_POINT = 20.0


def grade_official_style(expectation: Expectation, answer: str, given: Given) -> Grade:
    """Right where the weighted findings in 1,000 characters are no more than the tolerance.

    Above it the score falls evenly to 0 at twenty more. The answer is checked by the 公用文チェッカー beforehand.
    """
    if not visible(answer):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    if given.writing is None:
        return Grade(Outcome.FAILED, None, "公用文の点検結果がありません。", VERSION)
    measure = given.writing.score
    over = max(0.0, measure.weighted - expectation.tolerance)
    outcome = Outcome.WRONG if over else Outcome.CORRECT
    reason = f"千字当たりの指摘は{measure.weighted:.1f}（誤り{measure.errors}件、要検討{measure.considered}件）です。"
    return Grade(outcome, max(0.0, 1 - over / _NO_POINT), reason, VERSION)
