"""What two markers make of an answer, and how far markers agree (採点の突合). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from genkan.evaluation.graders.expectation import RubricLine
from genkan.evaluation.marking.slot import Slot, share
from genkan.evaluation.statistics.agreement import Agreement, Scale, agreement, agreement_by_field

ALL_FIELDS = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One answer with its marks; ``first`` are those of its markers, ``again`` what they gave when it came again.

    ``decided`` is what a third person decided, ``judged`` what a model proposed.
    """

    answer_id: str
    field: str
    rubric: tuple[RubricLine, ...]
    first: tuple[Slot, ...]
    again: tuple[Slot, ...] = ()
    decided: tuple[int, ...] = ()
    judged: tuple[int, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether both markers are done with it."""
        return len(self.first) > 1 and all(slot.is_done for slot in self.first)

    @property
    def difference(self) -> int:
        """By how many points the markers differ in all."""
        totals = [slot.total for slot in self.first]
        return max(totals) - min(totals)

    @property
    def points(self) -> tuple[Fraction, ...] | None:
        """The points of each line: as decided, else the mean of both markers; ``None`` while there are none."""
        if self.decided:
            return tuple(Fraction(points) for points in self.decided)
        if not self.is_marked:
            return None
        lines = zip(*(slot.points for slot in self.first), strict=True)
        return tuple(Fraction(sum(given or 0 for given in line), len(line)) for line in lines)

    @property
    def score(self) -> float | None:
        """The points as a share of the most."""
        most = sum(line.points for line in self.rubric)
        return None if self.points is None else float(sum(self.points) / most)


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """Answers that the same marker saw twice: how many, how many of them got the same points, and the mean difference."""

    pairs: int
    same: int
    mean_difference: float | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """How far markers agree: by field (``ALL_FIELDS`` for all), each with itself, and a judge model with the persons."""

    between: Mapping[str, Agreement]
    within: SelfAgreement
    with_judge: Agreement | None


def agreements(standings: Sequence[Standing], *, draws: int = 2_000) -> Agreements:
    """Alpha of the shares of points (interval scale) of answers that both markers are done with.

    The judge is compared with what the persons arrived at.
    """
    units: dict[str, list[list[float | None]]] = {}
    for standing in standings:
        if standing.is_marked:
            shares: list[float | None] = [_share(slot, standing.rubric) for slot in standing.first]
            for field in {ALL_FIELDS, standing.field}:
                units.setdefault(field, []).append(shares)
    between = agreement_by_field(units, scale=Scale.INTERVAL, draws=draws)
    return Agreements(between, self_agreement(standings), _with_judge(standings, draws=draws))


def self_agreement(standings: Iterable[Standing]) -> SelfAgreement:
    """Each answer that came again beside what the same marker gave it first."""
    differences: list[int] = []
    for standing in standings:
        first = {slot.person_id: slot for slot in standing.first}
        for slot in standing.again:
            earlier = first.get(slot.person_id)
            if earlier is not None and earlier.is_done and slot.is_done:
                differences.append(abs(slot.total - earlier.total))
    count = len(differences)
    mean = sum(differences) / count if count else None
    return SelfAgreement(count, differences.count(0), mean)


def _share(slot: Slot, rubric: tuple[RubricLine, ...]) -> float:
    return share(tuple(points or 0 for points in slot.points), rubric)


def _with_judge(standings: Sequence[Standing], *, draws: int) -> Agreement | None:
    units = [
        [standing.score, share(standing.judged, standing.rubric)]
        for standing in standings
        if standing.judged and standing.score is not None
    ]
    return agreement(units, scale=Scale.INTERVAL, draws=draws) if units else None
