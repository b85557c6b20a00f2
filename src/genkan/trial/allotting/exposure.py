"""The exposure table (割付けの状況): how often each arm and pair was given, and to whom. Tells nothing of any vote. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from genkan.trial.evidence import Exposure, UnassignedDetails

# Organisation, task, information class, and the arms on both sides.
_Cell = tuple[str, str, int, str, str]


@dataclass(frozen=True, kw_only=True)
class ArmExposure:
    """How often an arm was given; the counts by organisation, task and information class add up to ``given``."""

    arm: str
    given: int
    as_a: int
    as_b: int
    alone: int
    by_organisation: Mapping[str, int]
    by_task: Mapping[str, int]
    by_class: Mapping[int, int]
    restricted: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class PairExposure:
    """How often two arms stood side by side, and how often ``first`` was answer A."""

    first: str
    second: str
    given: int
    first_as_a: int


@dataclass(frozen=True, kw_only=True)
class Unassigned:
    """Questions for which too few arms could be given; ``restricted`` counts them by arm, then by reason."""

    questions: int
    by_task: Mapping[str, int]
    restricted: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, kw_only=True)
class ExposureTable:
    """All assignments of a trial as counts; ``persons`` are those who had at least one."""

    exposures: int
    persons: int
    arms: tuple[ArmExposure, ...]
    pairs: tuple[PairExposure, ...]
    unassigned: Unassigned


class ExposureCounting:
    """Takes assignments one after another and keeps counts alone."""

    def __init__(self) -> None:
        self._persons = set[str]()
        self._cells = Counter[_Cell]()
        self._restricted = Counter[tuple[str, str]]()
        self._unassigned = Counter[str]()
        self._reasons = Counter[tuple[str, str]]()

    def add_unassigned(self, row: UnassignedDetails) -> None:
        """Count a question for which too few arms could be given."""
        self._unassigned[row.task] += 1
        self._reasons.update(row.restricted.items())

    def add(self, row: Exposure) -> None:
        """Count one."""
        self._persons.add(row.person)
        self._cells[row.organisation, row.task, row.information_class, row.left, row.right] += 1
        for each in row.restricted:
            arm, _, reason = each.rpartition("=")
            self._restricted[arm, reason] += 1

    def table(self) -> ExposureTable:
        """What was counted; the order of arms and pairs is that of their names."""
        named = {arm for *_, left, right in self._cells for arm in (left, right) if arm}
        named |= {arm for arm, _ in self._restricted}
        return ExposureTable(
            exposures=self._cells.total(),
            persons=len(self._persons),
            arms=tuple(self._of_arm(arm) for arm in sorted(named)),
            pairs=tuple(self._pairs()),
            unassigned=self._without_arms(),
        )

    def _without_arms(self) -> Unassigned:
        reasons = dict[str, dict[str, int]]()
        for (arm, reason), count in sorted(self._reasons.items()):
            reasons.setdefault(arm, {})[reason] = count
        return Unassigned(
            questions=self._unassigned.total(),
            by_task=dict(sorted(self._unassigned.items())),
            restricted=reasons,
        )

    def _of_arm(self, arm: str) -> ArmExposure:
        own = {cell: count for cell, count in self._cells.items() if arm in cell[3:]}
        reasons = sorted((reason, count) for (name, reason), count in self._restricted.items() if name == arm)
        return ArmExposure(
            arm=arm,
            given=sum(own.values()),
            as_a=sum(count for (*_, left, right), count in own.items() if left == arm and right),
            as_b=sum(count for (*_, right), count in own.items() if right == arm),
            alone=sum(count for (*_, right), count in own.items() if not right),
            by_organisation=_summed((cell[0], count) for cell, count in own.items()),
            by_task=_summed((cell[1], count) for cell, count in own.items()),
            by_class={
                level: sum(count for cell, count in own.items() if cell[2] == level) for level in (1, 2)
            },
            restricted=dict(reasons),
        )

    def _pairs(self) -> Iterator[PairExposure]:
        ordered = Counter[tuple[str, str]]()
        for (*_, left, right), count in self._cells.items():
            if right:
                ordered[left, right] += count
        for first, second in sorted({(min(pair), max(pair)) for pair in ordered}):
            there, back = ordered[first, second], ordered[second, first]
            yield PairExposure(first=first, second=second, given=there + back, first_as_a=there)


def exposure_table(
    exposures: Iterable[Exposure], unassigned: Iterable[UnassignedDetails] = ()
) -> ExposureTable:
    """Count the rows."""
    counting = ExposureCounting()
    for row in exposures:
        counting.add(row)
    for question in unassigned:
        counting.add_unassigned(question)
    return counting.table()


def _summed(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    found = Counter[str]()
    for name, count in parts:
        found[name] += count
    return dict(sorted(found.items()))
