"""The same words, character by character (完全一致)."""

import unicodedata

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible

VERSION = "exact/1"


def grade_exact(expectation: Expectation, answer: str, _given: Given) -> Grade:
    """Right where the answer is one of the keys, but for white space around it."""
    words = unicodedata.normalize("NFC", visible(answer))
    if not words:
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    keys = {unicodedata.normalize("NFC", visible(key)) for key in expectation.key}
    if words in keys:
        return Grade(Outcome.CORRECT, 1.0, "正答と一字一句同じです。", VERSION)
    return Grade(Outcome.WRONG, 0.0, "正答と異なります。", VERSION)
