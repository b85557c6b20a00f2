"""How a trial stands while it runs (実施の状況): balance, counts and failures, and nothing of what was chosen.

Choices of votes are never read here, so that no page, no file and no reader can tell who leads.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from statistics import NormalDist

from genkan.trial.evidence import Evidence, Exposure
from genkan.trial.gathering import UNFINISHED
from genkan.trial.protocol.document import Protocol, read_protocol

LIKENESS = 0.1
_COMPLETED = "completed"


@dataclass(frozen=True)
class LiveArm:
    """One arm: how often it was assigned, on which side, voted on, and how its answers ended.

    ``half_width`` is the width to expect of the interval of its win rate, halved, by the votes that count so far and
    their persons.
    """

    name: str
    title: str
    assigned: int
    as_a: int
    as_b: int
    alone: int
    voted: int
    persons: int
    completed: int
    failed: int
    unfinished: int
    by_class: dict[int, int]
    half_width: float | None


@dataclass(frozen=True)
class LiveGroup:
    """One ministry or kind of work."""

    name: str
    exposures: int
    voted: int
    persons: int


@dataclass(frozen=True)
class LiveCounts:
    """A trial at a moment; ``counted`` are votes that no rule excludes so far, ``persons`` those who gave them."""

    at: datetime
    exposures: int
    pairs: int
    voted: int
    counted: int
    persons: int
    least_votes: int
    least_persons: int
    planned_half_width: float
    arms: tuple[LiveArm, ...]
    pair_counts: tuple[tuple[str, str, int, int], ...]
    organisations: tuple[LiveGroup, ...]
    tasks: tuple[LiveGroup, ...]
    excluded: dict[str, int]


def expected_half_width(votes: int, persons: int, *, confidence: float) -> float | None:
    """Half the width of the interval of a win rate near one half, where the votes of one person are alike by ``LIKENESS``.

    ``None`` without votes. L. Kish, Survey Sampling (1965), section 5.4.
    """
    if not votes or not persons:
        return None
    design = 1 + max(0.0, votes / persons - 1) * LIKENESS
    return NormalDist().inv_cdf(0.5 + confidence / 2) * math.sqrt(0.25 * design / votes)


@dataclass
class _Tally:
    exposures: int = 0
    voted: int = 0
    persons: set[str] = field(default_factory=set[str])

    def add(self, exposure: Exposure, voted: bool) -> None:
        self.exposures += 1
        self.voted += voted
        if voted:
            self.persons.add(exposure.person)


class _Sides:
    """What is counted of one arm."""

    def __init__(self) -> None:
        self.tally, self.counted = _Tally(), _Tally()
        self.sides = Counter[str]()
        self.outcomes = Counter[str]()
        self.classes = Counter[int]()


class LiveCounting:
    """Takes the portions of the evidence as they come out of the ledger, and keeps counts alone."""

    def __init__(self) -> None:
        self._whole, self._counted = _Tally(), _Tally()
        self._pairs = 0
        self._arms = dict[str, _Sides]()
        self._pair_counts = dict[tuple[str, str], _Tally]()
        self._organisations, self._tasks = dict[str, _Tally](), dict[str, _Tally]()
        self._excluded = Counter[str]()
        self._protocol: Protocol | None = None

    def add(self, portion: Evidence) -> None:
        """Count one portion."""
        if portion.protocols:
            self._protocol = read_protocol(portion.protocols[-1].document)
        self._excluded.update(row.rule for row in portion.exclusions)
        voted = {row.exposure for row in portion.votes}
        left_out = {row.exposure for row in portion.exclusions}
        for exposure in portion.exposures:
            counted = exposure.id in voted - left_out
            self._exposure(exposure, portion, voted=exposure.id in voted, counted=counted)

    def counts(self, at: datetime) -> LiveCounts:
        """Where the trial stands."""
        plan = self._protocol
        if plan is None:
            raise ValueError("no protocol was read")
        return LiveCounts(
            at=at,
            exposures=self._whole.exposures,
            pairs=self._pairs,
            voted=self._whole.voted,
            counted=self._counted.voted,
            persons=len(self._counted.persons),
            least_votes=plan.least_votes,
            least_persons=plan.least_persons,
            planned_half_width=plan.planned_half_width,
            arms=tuple(self._arm(arm.name, arm.title, plan) for arm in plan.arms),
            pair_counts=tuple(
                (*pair, tally.exposures, tally.voted) for pair, tally in sorted(self._pair_counts.items())
            ),
            organisations=_groups(
                {one.organisation: one.title for one in plan.organisations}, self._organisations
            ),
            tasks=_groups({one.task: one.title for one in plan.tasks}, self._tasks),
            excluded=dict(sorted(self._excluded.items())),
        )

    def _exposure(self, exposure: Exposure, portion: Evidence, *, voted: bool, counted: bool) -> None:
        self._counted.add(exposure, counted)
        for tally in (
            self._whole,
            self._organisations.setdefault(exposure.organisation, _Tally()),
            self._tasks.setdefault(exposure.task, _Tally()),
        ):
            tally.add(exposure, voted)
        if exposure.right:
            self._pairs += 1
            low, high = sorted((exposure.left, exposure.right))
            self._pair_counts.setdefault((low, high), _Tally()).add(exposure, voted)
        for answer in portion.answers:
            own = self._arms.setdefault(answer.arm, _Sides())
            own.tally.add(exposure, voted)
            own.counted.add(exposure, counted)
            own.sides[answer.side if exposure.right else "alone"] += 1
            own.outcomes[answer.outcome] += 1
            own.classes[exposure.information_class] += 1

    def _arm(self, name: str, title: str, plan: Protocol) -> LiveArm:
        own = self._arms.get(name, _Sides())
        persons, completed = len(own.tally.persons), own.outcomes[_COMPLETED]
        unfinished = own.outcomes[UNFINISHED]
        return LiveArm(
            name=name,
            title=title,
            assigned=own.tally.exposures,
            as_a=own.sides["a"],
            as_b=own.sides["b"],
            alone=own.sides["alone"],
            voted=own.tally.voted,
            persons=persons,
            completed=completed,
            failed=own.outcomes.total() - completed - unfinished,
            unfinished=unfinished,
            by_class=dict(sorted(own.classes.items())),
            half_width=expected_half_width(
                own.counted.voted, len(own.counted.persons), confidence=plan.confidence
            ),
        )


def _groups(titles: dict[str, str], tallies: dict[str, _Tally]) -> tuple[LiveGroup, ...]:
    found = ((title, tallies.get(key, _Tally())) for key, title in titles.items())
    return tuple(LiveGroup(title, one.exposures, one.voted, len(one.persons)) for title, one in found)
