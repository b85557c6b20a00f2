"""The same words in any spelling: width, numerals, days of an era, kana (表記を揃えた一致)."""

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.spelling import same_spelling
from genkan.evaluation.graders.stating import stated_line

VERSION = "normalised/1"


def grade_normalised(expectation: Expectation, answer: str, _given: Given) -> Grade:
    """Right where the answer, or what stands after 「答え：」 in it, is one of the keys in one spelling."""
    if not visible(answer):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    keys = {same_spelling(key) for key in expectation.key} - {""}
    if keys & {same_spelling(each) for each in (answer, _stated(answer))}:
        return Grade(Outcome.CORRECT, 1.0, "表記を揃えると正答と同じです。", VERSION)
    return Grade(Outcome.WRONG, 0.0, "表記を揃えても正答と異なります。", VERSION)


def _stated(answer: str) -> str:
    return stated_line(visible(answer)) or answer
