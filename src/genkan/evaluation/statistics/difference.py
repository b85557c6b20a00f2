"""How much better one contestant was than another on the same items (対応のある差)."""

from collections.abc import Mapping
from dataclasses import dataclass

from genkan.evaluation.statistics.bootstrap import DRAWS, SEED, cluster_bootstrap
from genkan.evaluation.statistics.interval import Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of the differences over ``items``, from -1 to 1, with its interval; ``families`` were drawn again.

    ``better`` and ``worse`` count the items on which the first one did better and worse.
    """

    value: float
    interval: Interval
    items: int
    families: int
    better: int
    worse: int

    @property
    def is_clear(self) -> bool:
        """Whether no difference at all lies outside the interval."""
        return not self.interval.covers(0.0)


def paired_difference(
    first: Mapping[str, float],
    second: Mapping[str, float],
    *,
    families: Mapping[str, str] | None = None,
    seed: int = SEED,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Difference:
    """First less second, on the items that both have; ``families`` gives the family of an item, its own if it has none.

    Raises ``ValueError`` where they have no item in common.
    """
    items = sorted(first.keys() & second.keys())
    if not items:
        raise ValueError("a difference needs an item that both answered")
    by_family = families or {}
    values = [first[item] - second[item] for item in items]
    names = [by_family.get(item) or item for item in items]
    return Difference(
        value=sum(values) / len(values),
        interval=cluster_bootstrap(values, names, seed=seed, draws=draws, level=level),
        items=len(items),
        families=len(set(names)),
        better=sum(value > 0 for value in values),
        worse=sum(value < 0 for value in values),
    )
