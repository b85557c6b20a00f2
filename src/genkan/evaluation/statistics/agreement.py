"""Krippendorff's alpha: how far markers agree beyond chance (採点者間の一致).

K. Krippendorff, Content Analysis (4th ed. 2018), chapter 12; the interval draws units again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from genkan.evaluation.statistics.bootstrap import DRAWS, SEED
from genkan.evaluation.statistics.interval import Interval

Unit = Sequence[float | None]


class Scale(StrEnum):
    """What a distance between two values means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha (1 full agreement, 0 chance, below 0 worse) with its interval.

    ``alpha`` is ``None`` where fewer than two values were given to some unit, or all values are the same: then nothing
    can be said of agreement. ``units`` were given at least two ``values``. ``undefined`` counts the draws in which all values
    were the same, which the interval leaves out.
    """

    alpha: float | None
    interval: Interval | None
    scale: Scale
    units: int
    values: int
    undefined: int = 0


def krippendorff_alpha(units: Iterable[Unit], *, scale: Scale = Scale.NOMINAL) -> float | None:
    """Alpha alone; a unit holds the value of each marker, ``None`` where it has none."""
    paired = _paired(units)
    if not paired:
        return None
    from genkan.evaluation.statistics.coincidence import alphas as alphas_of
    from genkan.evaluation.statistics.coincidence import coincidences, values_of  # NumPy is slow to load

    values = values_of(paired)
    table = coincidences(paired, values).sum(axis=0, keepdims=True)
    alpha = float(alphas_of(table, values, scale=scale.value)[0])
    return None if alpha != alpha else alpha


def agreement(
    units: Iterable[Unit],
    *,
    scale: Scale = Scale.INTERVAL,
    seed: int = SEED,
    draws: int = DRAWS,
    level: float = 0.95,
) -> Agreement:
    """Alpha with the percentile interval of ``draws`` samples of as many units."""
    paired = _paired(units)
    alpha = krippendorff_alpha(paired, scale=scale)
    count = sum(map(len, paired))
    if alpha is None:
        return Agreement(None, None, scale, len(paired), count)
    from genkan.evaluation.statistics.coincidence import drawn_alphas
    from genkan.evaluation.statistics.drawing import quantile

    drawn = drawn_alphas(paired, scale=scale.value, seed=seed, draws=draws)
    tail = (1 - level) / 2
    interval = Interval(quantile(drawn, tail), quantile(drawn, 1 - tail)) if len(drawn) else None
    return Agreement(alpha, interval, scale, len(paired), count, undefined=draws - len(drawn))


def agreement_by_field(
    units: Mapping[str, Sequence[Unit]],
    *,
    scale: Scale = Scale.INTERVAL,
    seed: int = SEED,
    draws: int = DRAWS,
    level: float = 0.95,
) -> dict[str, Agreement]:
    """The same for each field, by name; values of different fields are never compared."""
    return {
        field: agreement(units[field], scale=scale, seed=seed, draws=draws, level=level)
        for field in sorted(units)
    }


def _paired(units: Iterable[Unit]) -> list[list[float]]:
    """The values of the units that have at least two."""
    known = ([float(value) for value in unit if value is not None] for unit in units)
    return [values for values in known if len(values) > 1]
