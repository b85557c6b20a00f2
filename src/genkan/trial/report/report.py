"""The report of the trial: a pure function of the events in the ledger."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from genkan.trial.assignment import draw
from genkan.trial.evidence import Arm
from genkan.trial.report.history import ComparisonHistory, RecordedEvent, read_history
from genkan.trial.statistics import WinRate, win_rates

_Value = TypeVar("_Value", int, str)

METHOD_VERSION = "1"
BOOTSTRAP_SEED = 20_260_901
BOOTSTRAP_DRAWS = 2_000
CONFIDENCE = 0.95
COMPLETED = "completed"


class _Place(NamedTuple):
    """One side of one comparison."""

    comparison: ComparisonHistory
    side: str


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What was asked of one arm and what became of it; every assignment stays in the denominator.

    ``outcomes`` counts the endings by name, ``by_class`` the assignments by information class.
    """

    arm: Arm
    assigned: int
    as_a: int
    as_b: int
    voted: int
    by_class: Mapping[int, int]
    outcomes: Mapping[str, int]

    @property
    def completed(self) -> int:
        """Answers that came in full."""
        return self.outcomes.get(COMPLETED, 0)

    @property
    def failed(self) -> int:
        """Answers that ended in any other way."""
        return sum(self.outcomes.values()) - self.completed

    @property
    def unfinished(self) -> int:
        """Assignments whose end the ledger does not tell (yet)."""
        return self.assigned - sum(self.outcomes.values())


@dataclass(frozen=True, kw_only=True)
class Report:
    """The evidence as it stands in the ledger.

    ``recomputed`` counts the assignments whose draw, repeated from the recorded seed, gives them again.
    ``exclusions`` counts the events that do not count, by reason.
    """

    method_version: str
    first_at: datetime | None
    last_at: datetime | None
    comparisons: int
    persons: int
    votes: int
    voters: int
    revealed: int
    recomputed: int
    exposures: tuple[Exposure, ...]
    win_rates: tuple[WinRate, ...]
    exclusions: Mapping[str, int]
    seed: int
    draws: int
    confidence: float

    def arm(self, key: str) -> Arm:
        """The arm with this key. Raises ``KeyError``."""
        return {exposure.arm.key: exposure.arm for exposure in self.exposures}[key]


def trial_report(
    events: Iterable[RecordedEvent],
    *,
    reader: str | None = None,
    seed: int = BOOTSTRAP_SEED,
    draws: int = BOOTSTRAP_DRAWS,
) -> Report:
    """Build the report from ledger events in any order; events of other rooms are passed over.

    For a ``reader``, a person's id, comparisons without a vote and the reader's own before their reveal are left
    out, so that no number tells the arms of a comparison that the reader does not know yet.
    """
    history = read_history(events)
    comparisons = tuple(one for one in history.comparisons.values() if _may_count(one, reader))
    ballots = [ballot for comparison in comparisons if (ballot := comparison.ballot)]
    moments = [comparison.at for comparison in comparisons]
    return Report(
        method_version=METHOD_VERSION,
        first_at=min(moments, default=None),
        last_at=max(moments, default=None),
        comparisons=len(comparisons),
        persons=len({comparison.person for comparison in comparisons}),
        votes=len(ballots),
        voters=len({ballot.person for ballot in ballots}),
        revealed=sum(comparison.revealed for comparison in comparisons),
        recomputed=sum(map(_draw_repeats, comparisons)),
        exposures=_exposures(comparisons),
        win_rates=win_rates(ballots, seed=seed, draws=draws, confidence=CONFIDENCE),
        exclusions={reason.value: count for reason, count in sorted(history.exclusions.items())},
        seed=seed,
        draws=draws,
        confidence=CONFIDENCE,
    )


def _may_count(comparison: ComparisonHistory, reader: str | None) -> bool:
    """Whether the comparison may count in a report that this person reads; ``None`` reads the whole record."""
    if reader is None:
        return True
    return comparison.voted is not None and (comparison.revealed or comparison.person != reader)


def _draw_repeats(comparison: ComparisonHistory) -> bool:
    """Whether the recorded seed gives the recorded sides again."""
    assigned = comparison.assigned
    if len(set(assigned.arms)) < 2:
        return False
    again = draw(assigned.arms, seed=assigned.seed, comparison_id=comparison.id)
    return again == (comparison.arm("a").deployment, comparison.arm("b").deployment)


def _exposures(comparisons: Iterable[ComparisonHistory]) -> tuple[Exposure, ...]:
    places: dict[str, list[_Place]] = {}
    for comparison in comparisons:
        for side, key in comparison.keys.items():
            places.setdefault(key, []).append(_Place(comparison, side))
    rows = (_exposure(of_arm) for of_arm in places.values())
    return tuple(sorted(rows, key=lambda row: (row.arm.title, row.arm.key)))


def _exposure(places: Sequence[_Place]) -> Exposure:
    ends = [place.comparison.ended.get(place.side) for place in places]
    return Exposure(
        arm=places[0].comparison.arm(places[0].side),
        assigned=len(places),
        as_a=sum(place.side == "a" for place in places),
        as_b=sum(place.side == "b" for place in places),
        voted=sum(place.comparison.voted is not None for place in places),
        by_class=_counts(place.comparison.assigned.information_class for place in places),
        outcomes=_counts(end.outcome for end in ends if end),
    )


def _counts(values: Iterable[_Value]) -> dict[_Value, int]:
    return dict(sorted(Counter(values).items()))
