"""What a published sealed test says of one contestant, as it is taken into a decision."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import msgspec

from genkan.evaluation import Exam, Pack
from genkan.kit import company_key


@dataclass(frozen=True, slots=True)
class FieldResult:
    """The share of points (0 to 1) in one field, with its interval where one could be given."""

    field: str
    marked: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ExamResult:
    """The result of a contestant: ``mean`` is a share (0 to 1); ``root`` is that of the published pack.

    ``tier`` counts from 1 among ``tiers`` groups, between which contestants can be told apart, and not within them.
    """

    exam_id: str
    title: str
    root: str
    published_at: str
    contestant: str
    contestant_title: str
    operator: str
    build: str
    answers: int
    marked: int
    mean: float
    low: float | None
    high: float | None
    level: float
    method: str
    tier: int
    tiers: int
    fields: tuple[FieldResult, ...] = ()


def results_in(exam: Exam, pack: Pack) -> tuple[ExamResult, ...]:
    """The result of every contestant of whom anything was marked, the best first."""
    scores = {(each.contestant, each.field): each for each in pack.scores.fields}
    found: list[ExamResult] = []
    for contestant in pack.contestants:
        whole = scores.get((contestant.key, ""))
        if whole is None or whole.mean is None:
            continue
        result = ExamResult(
            exam_id=exam.id,
            title=exam.title,
            root=pack.root,
            published_at=pack.published_at,
            contestant=contestant.key,
            contestant_title=contestant.title,
            operator=contestant.operator,
            build=contestant.build,
            answers=whole.answers,
            marked=whole.marked,
            mean=whole.mean,
            low=whole.low,
            high=whole.high,
            level=pack.scores.level,
            method=whole.method,
            tier=_tier(pack, contestant.key),
            tiers=len(pack.scores.tiers),
            fields=tuple(_fields(pack, contestant.key)),
        )
        found.append(result)
    return tuple(sorted(found, key=lambda each: (-each.mean, each.contestant)))


def likely_contestant(results: tuple[ExamResult, ...], *, company: str, model: str) -> str:
    """The only contestant that goes by the name of the model or the company; a person confirms it."""
    names = (company, model)
    same = [each for each in results if not is_unlike((each.contestant_title, each.operator), names)]
    return same[0].contestant if len(same) == 1 else ""


def is_unlike(called: Collection[str], names: Collection[str]) -> bool:
    """Whether what a contestant is called is none of the names, whatever their spelling and legal form."""
    return not ({company_key(each) for each in called} & {company_key(each) for each in names} - {""})


def as_data(result: ExamResult) -> dict[str, object]:
    """The result as JSON holds it."""
    return cast("dict[str, object]", msgspec.json.decode(msgspec.json.encode(result)))


def result_from(data: Mapping[str, object]) -> ExamResult:
    """The result that JSON holds. Raises ``msgspec.ValidationError``."""
    return msgspec.convert(data, ExamResult)


def _fields(pack: Pack, key: str) -> Iterator[FieldResult]:
    for each in pack.scores.fields:
        if each.contestant == key and each.field:
            yield FieldResult(each.field, each.marked, each.mean, each.low, each.high)


def _tier(pack: Pack, key: str) -> int:
    return next((place for place, group in enumerate(pack.scores.tiers, start=1) if key in group), 0)
