"""All that is asked for stands in the answer (必要事項の抽出)."""

from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.marked import Grade, Outcome
from genkan.evaluation.graders.reading import visible
from genkan.evaluation.graders.spelling import same_spelling

VERSION = "contains/1"


def grade_contains(expectation: Expectation, answer: str, _given: Given) -> Grade:
    """Right where every key stands in the answer in one spelling; the score is the share of the keys that do."""
    if not visible(answer):
        return Grade(Outcome.NO_ANSWER, 0.0, "回答がありません。", VERSION)
    words = same_spelling(answer)
    keys = [key for key in map(same_spelling, expectation.key) if key]
    found = sum(_stands_in(key, words) for key in keys)
    if not keys:
        return Grade(Outcome.FAILED, None, "探す語句が定められていません。", VERSION)
    outcome = Outcome.CORRECT if found == len(keys) else Outcome.WRONG
    return Grade(outcome, found / len(keys), f"必要な{len(keys)}件のうち{found}件があります。", VERSION)


def _stands_in(key: str, words: str) -> bool:
    """Whether the key stands there; one that begins or ends with a digit is no part of a longer number."""
    place = words.find(key)
    while place >= 0:
        before, after = words[place - 1 : place], words[place + len(key) : place + len(key) + 1]
        if not ((before.isdecimal() and key[0].isdecimal()) or (after.isdecimal() and key[-1].isdecimal())):
            return True
        place = words.find(key, place + len(key))
    return False
