"""The exposure table (割付けの状況): how often each arm and pair was given, and to whom. Tells nothing of any vote. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genkan.trial.evidence import Exposure


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
class ExposureTable:
    """All assignments of a trial as counts; ``persons`` are those who had at least one."""

    exposures: int
    persons: int
    arms: tuple[ArmExposure, ...]
    pairs: tuple[PairExposure, ...]


def exposure_table(exposures: Iterable[Exposure]) -> ExposureTable:
    """Count the rows; the order of arms and pairs is that of their names."""
    rows = tuple(exposures)
    named = {arm for row in rows for arm in (row.left, row.right, *_restricted(row)) if arm}
    return ExposureTable(
        exposures=len(rows),
        persons=len({row.person for row in rows}),
        arms=tuple(_of_arm(arm, rows) for arm in sorted(named)),
        pairs=_pairs(rows),
    )


def _of_arm(arm: str, rows: tuple[Exposure, ...]) -> ArmExposure:
    own = [row for row in rows if arm in (row.left, row.right)]
    return ArmExposure(
        arm=arm,
        given=len(own),
        as_a=sum(row.left == arm and bool(row.right) for row in own),
        as_b=sum(row.right == arm for row in own),
        alone=sum(not row.right for row in own),
        by_organisation=_counted(row.organisation for row in own),
        by_task=_counted(row.task for row in own),
        by_class={level: sum(row.information_class == level for row in own) for level in (1, 2)},
        restricted=_counted(
            reason for row in rows for name, reason in _restricted(row).items() if name == arm
        ),
    )


def _pairs(rows: tuple[Exposure, ...]) -> tuple[PairExposure, ...]:
    ordered = Counter((row.left, row.right) for row in rows if row.right)
    pairs = sorted({(min(pair), max(pair)) for pair in ordered})
    return tuple(
        PairExposure(
            first=first,
            second=second,
            given=ordered[first, second] + ordered[second, first],
            first_as_a=ordered[first, second],
        )
        for first, second in pairs
    )


def _restricted(row: Exposure) -> dict[str, str]:
    """The reasons by the names of the arms that could not be given."""
    return dict(each.rsplit("=", 1) for each in row.restricted)


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
