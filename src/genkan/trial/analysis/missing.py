"""Votes that were not given (未評価の分析)."""

from collections import Counter
from collections.abc import Iterator

from genkan.trial.analysis.estimates import share_of
from genkan.trial.analysis.material import Material, sides_of
from genkan.trial.analysis.results import Missing, MissingOutcome, MissingRow
from genkan.trial.evidence.choice import Choice
from genkan.trial.statistics.clustered import clusters, gap
from genkan.trial.statistics.quantiles import p_value

_POINTS = {
    Choice.A: (1.0, 0.0),
    Choice.B: (0.0, 1.0),
    Choice.BOTH_GOOD: (0.5, 0.5),
    Choice.BOTH_BAD: (0.5, 0.5),
}
_ENDINGS = ("both_completed", "one_failed", "both_failed")


def missing_of(material: Material) -> Missing:
    """How many of the pairs that count were voted on, by arm and by ending, and what the others could change."""
    shown = _shown(material)
    chance = _chance(shown)
    return Missing(
        arms=tuple(row for key in sorted(shown) for row in _row(key, shown[key], level=material.plan.level)),
        endings=_endings(material),
        bounds=_bounds(material),
        differs=chance is not None and chance < 1 - material.plan.level,
        p_value=chance,
    )


def _shown(material: Material) -> dict[str, list[tuple[str, float, float]]]:
    """For each arm the pairs that showed it as (person, voted, 1)."""
    shown: dict[str, list[tuple[str, float, float]]] = {}
    for row in material.pairs:
        for _, key in sides_of(row):
            shown.setdefault(key, []).append((row.person, float(row.id in material.choices), 1.0))
    return shown


def _row(key: str, rows: list[tuple[str, float, float]], *, level: float) -> Iterator[MissingRow]:
    share = share_of(rows, level=level)
    if share is not None:
        yield MissingRow(key, len(rows), int(sum(voted for _, voted, _ in rows)), share)


def _chance(shown: dict[str, list[tuple[str, float, float]]]) -> float | None:
    """The p value that all arms are voted on equally often: the least over arms against the others, by Bonferroni."""
    found: list[float] = []
    for key, rows in sorted(shown.items()):
        others = clusters(row for other, each in shown.items() if other != key for row in each)
        apart = gap(clusters(rows), others)
        if apart is not None:
            found.append(p_value(apart.value, apart.error))
    return min(1.0, len(found) * min(found)) if found else None


def _endings(material: Material) -> tuple[MissingOutcome, ...]:
    completed: Counter[str] = Counter()
    for _, exposure, answer in material.answers:
        completed[exposure.id] += answer.outcome == "completed"
    pairs: Counter[str] = Counter()
    voted: Counter[str] = Counter()
    for row in material.pairs:
        ending = _ENDINGS[2 - completed[row.id]]
        pairs[ending] += 1
        voted[ending] += row.id in material.choices
    return tuple(MissingOutcome(ending, pairs[ending], voted[ending]) for ending in _ENDINGS if pairs[ending])


def _bounds(material: Material) -> dict[str, tuple[float, float]]:
    """The win rate of each arm if every missing vote went against it, and for it."""
    points: dict[str, float] = {}
    voted: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for row in material.pairs:
        choice = material.choices.get(row.id)
        for place, (_, key) in enumerate(sides_of(row)):
            shown[key] += 1
            if choice is not None:
                voted[key] += 1
                points[key] = points.get(key, 0.0) + _POINTS[choice][place]
    return {
        key: (
            points.get(key, 0.0) / shown[key],
            (points.get(key, 0.0) + shown[key] - voted[key]) / shown[key],
        )
        for key in sorted(shown)
    }
