"""What the answers of a benchmark are worth: scores with intervals, tiers, places, refusals, time and price."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genkan.evaluation.benchmarks.item import AskedItem
from genkan.evaluation.graders import Grade, chosen_place, grade, refuses
from genkan.evaluation.metrics import percentile
from genkan.evaluation.running import Answer, AnswerState
from genkan.evaluation.statistics import (
    ALL_FIELDS,
    Chosen,
    FieldScore,
    PlaceShare,
    Refusable,
    RefusalShare,
    Scored,
    by_field,
    by_position,
    by_refusal,
    expected_half_width,
    tiers,
)

_REFUSED = "refused_by_endpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What the answers of one contestant took: seconds at the median and for 95 in a hundred, characters, yen.

    ``failures`` counts what brought no answer, by outcome. ``yen_per_right`` is the price by answer that was right,
    ``None`` where none was, or prices are not known.
    """

    contestant: str
    answers: int
    failures: Mapping[str, int]
    truncated: int
    first_token_p50: float | None
    seconds_p50: float | None
    seconds_p95: float | None
    characters_p50: float | None
    yen: float | None
    yen_per_right: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results over all that is over; ``tiers`` are of those whom the items can tell apart, the best first.

    ``expected_half_width`` is what so many items can say at a rate of 0.7, whatever came out.
    """

    items: int
    repetitions: int
    expected_half_width: float
    scores: tuple[FieldScore, ...]
    tiers: tuple[tuple[str, ...], ...]
    places: tuple[PlaceShare, ...]
    refusals: tuple[RefusalShare, ...]
    efforts: tuple[Effort, ...]

    def overall(self) -> tuple[FieldScore, ...]:
        """The scores over all fields, the best first."""
        whole = [score for score in self.scores if score.field == ALL_FIELDS]
        return tuple(sorted(whole, key=lambda score: (-(score.mean or 0.0), score.contestant)))


class _Graded(NamedTuple):
    answer: Answer
    item: AskedItem
    grade: Grade | None

    @property
    def score(self) -> float | None:
        """A failure is no answer, and counts as one that is wrong."""
        return 0.0 if self.grade is None else self.grade.score


def results_of(items: Mapping[str, AskedItem], answers: Iterable[Answer]) -> Results | None:
    """The results of the answers that are over, ``None`` where there is none; ``items`` are by question key."""
    graded = [
        _graded(answer, items[answer.question_key])
        for answer in answers
        if answer.state.is_over and answer.question_key in items
    ]
    if not graded:
        return None
    count = len({one.item.item_key for one in graded})
    return Results(
        items=count,
        repetitions=max(one.item.repetition for one in graded),
        expected_half_width=expected_half_width(count),
        scores=by_field(_scored(graded)),
        tiers=_tiers(graded),
        places=by_position(_chosen(graded)),
        refusals=by_refusal(_refusable(graded)),
        efforts=tuple(_effort(key, group) for key, group in _by_contestant(graded).items()),
    )


def _graded(answer: Answer, item: AskedItem) -> _Graded:
    answered = answer.state is AnswerState.ANSWERED
    return _Graded(answer, item, grade(item.expectation, answer.text) if answered else None)


def _scored(graded: Sequence[_Graded]) -> list[Scored]:
    return [
        Scored(
            contestant=one.answer.contestant_key,
            item=one.item.item_key,
            field=one.item.field,
            outcome=one.grade.outcome if one.grade else one.answer.outcome,
            score=one.score,
            family=one.item.family,
        )
        for one in graded
    ]


def _tiers(graded: Sequence[_Graded]) -> tuple[tuple[str, ...], ...]:
    """From the mean of each item over its repetitions, of the items that all contestants have."""
    means = {key: _means(group) for key, group in _by_contestant(graded).items()}
    shared = set[str].intersection(*(set(values) for values in means.values()))
    if not shared:
        return ()
    scores = {
        key: {item: value for item, value in values.items() if item in shared}
        for key, values in means.items()
    }
    families = {one.item.item_key: one.item.family for one in graded if one.item.family}
    return tiers(scores, families=families).groups


def _means(graded: Sequence[_Graded]) -> dict[str, float]:
    scores: dict[str, list[float]] = {}
    for one in graded:
        if one.score is not None:
            scores.setdefault(one.item.item_key, []).append(one.score)
    return {key: sum(values) / len(values) for key, values in scores.items()}


def _chosen(graded: Sequence[_Graded]) -> list[Chosen]:
    """The places of choices, where there is one right one."""
    return [
        Chosen(
            contestant=one.answer.contestant_key,
            chosen=chosen_place(one.item.expectation, one.answer.text) if one.grade else None,
            key=ord(one.item.expectation.key[0]) - ord("a") + 1,
        )
        for one in graded
        if one.item.expectation.grader == "choice" and len(one.item.expectation.key) == 1
    ]


def _refusable(graded: Sequence[_Graded]) -> list[Refusable]:
    """Answers, and what an endpoint refused; other failures say nothing of refusing."""
    return [
        Refusable(
            contestant=one.answer.contestant_key,
            expected=one.item.should_refuse,
            refused=one.grade is None or refuses(one.answer.text),
        )
        for one in graded
        if one.grade is not None or one.answer.outcome == _REFUSED
    ]


def _effort(contestant: str, graded: Sequence[_Graded]) -> Effort:
    answers = [one.answer for one in graded if one.grade is not None]
    right = sum(one.score or 0.0 for one in graded)
    prices = [one.answer.micro_yen for one in graded]
    yen = None if None in prices else sum(price or 0 for price in prices) / 1_000_000
    seconds = [each.seconds for each in answers if each.seconds is not None]
    first = [each.seconds_to_first_token for each in answers if each.seconds_to_first_token is not None]
    return Effort(
        contestant=contestant,
        answers=len(answers),
        failures=dict(sorted(Counter(one.answer.outcome for one in graded if one.grade is None).items())),
        truncated=sum(each.truncated for each in answers),
        first_token_p50=_part(first, 0.5),
        seconds_p50=_part(seconds, 0.5),
        seconds_p95=_part(seconds, 0.95),
        characters_p50=_part([float(each.characters) for each in answers], 0.5),
        yen=yen,
        yen_per_right=None if yen is None or not right else yen / right,
    )


def _part(values: Sequence[float], share: float) -> float | None:
    return percentile(values, share) if values else None


def _by_contestant(graded: Sequence[_Graded]) -> dict[str, list[_Graded]]:
    groups: dict[str, list[_Graded]] = {}
    for one in graded:
        groups.setdefault(one.answer.contestant_key, []).append(one)
    return groups
