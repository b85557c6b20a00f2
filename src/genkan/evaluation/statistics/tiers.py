"""Who cannot be told apart (区別できない組): contestants in tiers, with all pairs compared at one error rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from genkan.evaluation.statistics.bootstrap import SEED
from genkan.evaluation.statistics.difference import Difference, paired_difference

MINIMUM_FAMILIES = 10
# The tails of an interval that allows for many pairs are thin and want more draws.
TIER_DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contestants, the one with the higher mean first, and what they differ by."""

    first: str
    second: str
    difference: Difference
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Tiers:
    """Contestants by mean in ``groups``, the best first; ``pairs`` has every two of them.

    A tier begins with the best who is left and holds all who cannot be told from that one. Two of one tier may differ
    from each other, and two neighbours of different tiers need not: what is certain stands in ``pairs``.
    ``level`` holds for all pairs at once; each was compared at ``pair_level`` (Bonferroni).
    """

    groups: tuple[tuple[str, ...], ...]
    pairs: tuple[Pair, ...]
    level: float
    pair_level: float
    seed: int
    draws: int

    def tier_of(self, contestant: str) -> int:
        """The number of the tier, 1 for the best. Raises ``ValueError`` for nobody of these."""
        for number, group in enumerate(self.groups, start=1):
            if contestant in group:
                return number
        raise ValueError(contestant)


def tiers(
    scores: Mapping[str, Mapping[str, float]],
    *,
    families: Mapping[str, str] | None = None,
    level: float = 0.95,
    seed: int = SEED,
    draws: int = TIER_DRAWS,
) -> Tiers:
    """Tiers of contestants from their scores by item, the same items for all.

    Fewer than ``MINIMUM_FAMILIES`` families of items tell nobody apart. Raises ``ValueError`` where two have no item
    in common.
    """
    order = sorted(scores, key=lambda name: (-_mean(scores[name]), name))
    couples = list(combinations(order, 2))
    pair_level = 1 - (1 - level) / max(1, len(couples))
    pairs = [
        _pair(
            first,
            second,
            paired_difference(
                scores[first], scores[second], families=families, seed=seed, draws=draws, level=pair_level
            ),
        )
        for first, second in couples
    ]
    return Tiers(_groups(order, pairs), tuple(pairs), level, pair_level, seed, draws)


def _mean(values: Mapping[str, float]) -> float:
    return sum(values.values()) / len(values) if values else 0.0


def _pair(first: str, second: str, difference: Difference) -> Pair:
    enough = difference.families >= MINIMUM_FAMILIES
    return Pair(first, second, difference, is_clear=enough and difference.is_clear)


def _groups(order: Sequence[str], pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    clear = {(pair.first, pair.second) for pair in pairs if pair.is_clear}
    groups: list[tuple[str, ...]] = []
    left = list(order)
    while left:
        lead = left[0]
        group = tuple(name for name in left if (lead, name) not in clear)
        groups.append(group)
        left = [name for name in left if name not in group]
    return tuple(groups)
