"""What a test can say, before it is held (検定力): the width to expect, the items and the votes it takes.

All by the normal approximation, as tables of sample sizes are.
"""

from math import asin, ceil, sqrt

from genkan.evaluation.statistics.normal import below, reached_by, two_sided


def expected_half_width(n: int, rate: float = 0.7, *, level: float = 0.95) -> float:
    """Half the interval of a pass rate on ``n`` items, as a share: about 0.13 for 50 items at 0.7.

    Raises ``ValueError`` for no items or a rate outside 0 to 1.
    """
    if n < 1 or not 0 <= rate <= 1:
        raise ValueError("a width needs items, and a rate from 0 to 1")
    return two_sided(level) * sqrt(rate * (1 - rate) / n)


def items_for(half_width: float, rate: float = 0.7, *, level: float = 0.95) -> int:
    """How many items give an interval of this half width. Raises ``ValueError`` for a width outside 0 to 1."""
    if not 0 < half_width < 1:
        raise ValueError("a half width lies between 0 and 1")
    return ceil((two_sided(level) / half_width) ** 2 * rate * (1 - rate))


def power_of_pair(n: int, difference: float, *, disagreement: float, level: float = 0.95) -> float:
    """How likely ``n`` items show a true difference between two contestants that answer the same ones.

    ``disagreement`` is the share of the items that one of them gets right and the other does not; it is at least the
    difference. Raises ``ValueError`` where it is not, or there is no item.
    """
    spread = disagreement - difference**2
    if n < 1 or not abs(difference) <= disagreement <= 1 or spread < 0:
        raise ValueError("the share of items on which they disagree lies between the difference and 1")
    if spread == 0:
        return 1.0 if difference else 1 - level
    shift, z = abs(difference) * sqrt(n / spread), two_sided(level)
    return below(shift - z) + below(-shift - z)


def power_of_groups(n: int, first: float, second: float, *, level: float = 0.95) -> float:
    """How likely two rates differ visibly where each is of ``n`` items of its own (Cohen's h)."""
    effect = abs(2 * asin(sqrt(first)) - 2 * asin(sqrt(second)))
    shift, z = effect * sqrt(n / 2), two_sided(level)
    return below(shift - z) + below(-shift - z)


def votes_for(share: float, *, power: float = 0.8, level: float = 0.95) -> int:
    """How many decisive votes show that one of two is preferred by ``share``: about 785 for 0.55.

    Raises ``ValueError`` for a share of one half, which no number of votes shows.
    """
    if share == 0.5 or not 0 <= share <= 1:
        raise ValueError("a preference is a share other than one half")
    return ceil(((two_sided(level) + reached_by(power)) * 0.5 / (share - 0.5)) ** 2)
