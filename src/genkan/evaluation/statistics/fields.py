"""Scores by contestant and field, each with its interval (分野別の成績)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from genkan.evaluation.statistics.bootstrap import DRAWS, SEED, cluster_bootstrap
from genkan.evaluation.statistics.interval import Interval
from genkan.evaluation.statistics.scored import Scored
from genkan.evaluation.statistics.tiers import MINIMUM_FAMILIES
from genkan.evaluation.statistics.wilson import wilson

ALL_FIELDS = ""
WILSON, FAMILIES = "wilson", "family_bootstrap"


@dataclass(frozen=True, slots=True)
class FieldScore:
    """The result of a contestant in a field; ``field`` is ``ALL_FIELDS`` for all of them together.

    ``mean`` and ``interval`` are of the ``marked`` answers among ``answers``, ``None`` where there is none.
    ``outcomes`` counts the answers by outcome. ``method`` is how the interval was made: Wilson where every score is
    0 or 1 and every item stands alone, else a bootstrap by family, which has no interval where fewer than
    ``MINIMUM_FAMILIES`` families all have the same mean: nothing could be drawn that differs.
    """

    contestant: str
    field: str
    answers: int
    marked: int
    mean: float | None
    interval: Interval | None
    method: str
    outcomes: Mapping[str, int]


def by_field(
    rows: Iterable[Scored], *, seed: int = SEED, draws: int = DRAWS, level: float = 0.95
) -> tuple[FieldScore, ...]:
    """A line for each contestant over all fields, then one for each of its fields, by name."""
    groups: dict[tuple[str, str], list[Scored]] = {}
    for row in rows:
        for field in {ALL_FIELDS, row.field}:
            groups.setdefault((row.contestant, field), []).append(row)
    return tuple(
        _line(contestant, field, groups[contestant, field], seed=seed, draws=draws, level=level)
        for contestant, field in sorted(groups)
    )


def _line(
    contestant: str, field: str, rows: Sequence[Scored], *, seed: int, draws: int, level: float
) -> FieldScore:
    marked = [(row.score, row.cluster) for row in rows if row.score is not None]
    scores, clusters = [score for score, _ in marked], [cluster for _, cluster in marked]
    alone = len(set(clusters)) == len(clusters) and set(scores) <= {0.0, 1.0}
    interval = None
    if scores:
        interval = (
            wilson(sum(scores), len(scores), level=level)
            if alone
            else _bootstrapped(scores, clusters, seed=seed, draws=draws, level=level)
        )
    return FieldScore(
        contestant=contestant,
        field=field,
        answers=len(rows),
        marked=len(scores),
        mean=sum(scores) / len(scores) if scores else None,
        interval=interval,
        method=WILSON if alone else FAMILIES,
        outcomes=dict(sorted(Counter(row.outcome for row in rows).items())),
    )


def _bootstrapped(
    scores: Sequence[float], clusters: Sequence[str], *, seed: int, draws: int, level: float
) -> Interval | None:
    found = cluster_bootstrap(scores, clusters, seed=seed, draws=draws, level=level)
    tells_nothing = found.low == found.high and len(set(clusters)) < MINIMUM_FAMILIES
    return None if tells_nothing else found
