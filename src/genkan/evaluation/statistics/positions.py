"""Whether a contestant prefers a place among the choices (位置の偏り)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genkan.evaluation.statistics.interval import Interval
from genkan.evaluation.statistics.wilson import wilson


@dataclass(frozen=True, slots=True)
class Chosen:
    """The place that a contestant chose and the place of the key, from 1; ``chosen`` is ``None`` for no answer."""

    contestant: str
    chosen: int | None
    key: int


@dataclass(frozen=True, slots=True)
class PlaceShare:
    """One place of one contestant: how often it was chosen, how often it was right, and how often both.

    ``rate`` and ``interval`` are the share of the answers that chose it, ``key_rate`` the share of the keys there;
    a rate whose interval leaves out the share of the keys tells of a bias. ``accuracy`` is of the items with the key
    there, ``None`` where there is none.
    """

    contestant: str
    place: int
    chosen: int
    keys: int
    right: int
    rate: float | None
    interval: Interval | None
    key_rate: float
    accuracy: float | None

    @property
    def is_biased(self) -> bool:
        """Whether the place was chosen visibly more or less often than it was right."""
        return self.interval is not None and not self.interval.covers(self.key_rate)


def by_position(rows: Iterable[Chosen], *, level: float = 0.95) -> tuple[PlaceShare, ...]:
    """A line for each contestant and place, in order; answers that chose nothing count in no place."""
    groups: dict[str, list[Chosen]] = {}
    for row in rows:
        groups.setdefault(row.contestant, []).append(row)
    return tuple(
        _line(contestant, place, groups[contestant], level=level)
        for contestant in sorted(groups)
        for place in _places(groups[contestant])
    )


def _places(rows: Sequence[Chosen]) -> range:
    return range(1, max(max(row.key, row.chosen or 0) for row in rows) + 1)


def _line(contestant: str, place: int, rows: Sequence[Chosen], *, level: float) -> PlaceShare:
    answered = sum(row.chosen is not None for row in rows)
    chosen = sum(row.chosen == place for row in rows)
    keys = [row for row in rows if row.key == place]
    right = sum(row.chosen == place for row in keys)
    return PlaceShare(
        contestant=contestant,
        place=place,
        chosen=chosen,
        keys=len(keys),
        right=right,
        rate=chosen / answered if answered else None,
        interval=wilson(chosen, answered, level=level) if answered else None,
        key_rate=len(keys) / len(rows),
        accuracy=right / len(keys) if keys else None,
    )
