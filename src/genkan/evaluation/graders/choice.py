"""One of the choices, however the answer names it (選択式の正誤)."""

from genkan.evaluation.graders.choosing import NOTHING_FITS, chosen_labels
from genkan.evaluation.graders.expectation import Expectation
from genkan.evaluation.graders.given import Given
from genkan.evaluation.graders.labels import Labels
from genkan.evaluation.graders.marked import Grade, Outcome

VERSION = "choice/1"


def grade_choice(expectation: Expectation, answer: str, _given: Given) -> Grade:
    """Right where the answer decides for the key, or for all keys where there are several.

    An answer that decides for nothing is no answer; one that decides for several, or says that none is right, is wrong.
    """
    labels = Labels.of(expectation.key)
    places = (labels.place_of(key) for key in expectation.key)
    keys = frozenset(place for place in places if place is not None)
    if not keys:
        return Grade(Outcome.FAILED, None, "正答の選択肢を読み取れません。", VERSION)
    chosen = chosen_labels(answer, labels, expectation.choices)
    if chosen is None:
        return Grade(Outcome.NO_ANSWER, 0.0, "どの選択肢を選んだかを読み取れません。", VERSION)
    if chosen == keys:
        return Grade(Outcome.CORRECT, 1.0, "正答の選択肢を選んでいます。", VERSION)
    return Grade(Outcome.WRONG, 0.0, _fault(chosen, keys), VERSION)


def _fault(chosen: frozenset[int], keys: frozenset[int]) -> str:
    if chosen == NOTHING_FITS:
        return "当てはまる選択肢がないと答えています。"
    if len(chosen) > len(keys):
        return f"{len(chosen)}個の選択肢を選んでいます。"
    return "正答でない選択肢を選んでいます。"


def chosen_place(expectation: Expectation, answer: str) -> int | None:
    """The place of the only choice an answer decides for, from 1, for tables of places; ``None`` for none or several."""
    chosen = chosen_labels(answer, Labels.of(expectation.key), expectation.choices)
    return next(iter(chosen)) if chosen is not None and len(chosen) == 1 and chosen != NOTHING_FITS else None
