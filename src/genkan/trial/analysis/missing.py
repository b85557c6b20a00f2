"""Votes that were not given (未評価の分析)."""

from collections.abc import Iterator

import numpy as np

from genkan.trial.analysis.estimates import column_share
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import Missing, MissingOutcome, MissingRow
from genkan.trial.statistics.pairs import Numbers
from genkan.trial.statistics.person_sums import PersonSums, gap, person_sums
from genkan.trial.statistics.quantiles import p_value

# What the left and the right answer get from each choice, by the places of ``CHOICES``.
_POINTS = np.array([(1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.5, 0.5)])
_ENDINGS = ("both_completed", "one_failed", "both_failed")


def missing_of(material: Material) -> Missing:
    """How many of the pairs that count were voted on, by arm and by ending, and what the others could change."""
    keys = np.unique(material.shown.key).tolist()
    chance = _chance(material, keys)
    return Missing(
        arms=tuple(row for key in keys for row in _row(material, key)),
        endings=_endings(material),
        bounds={material.columns.keys[key]: _bounds(material, key) for key in keys},
        differs=chance is not None and chance < 1 - material.plan.level,
        p_value=chance,
    )


def _voted(material: Material) -> Numbers:
    """Whether each of the shown sides was voted on."""
    return (material.columns.exposures.choice >= 0)[material.shown.exposure]


def _sums(material: Material, on: Numbers) -> PersonSums:
    columns = material.columns
    person = columns.exposures.person[material.shown.exposure[on]]
    return person_sums(person, _voted(material)[on], persons=columns.persons)


def _row(material: Material, key: int) -> Iterator[MissingRow]:
    on = material.shown.key == key
    share = column_share(_sums(material, on), level=material.plan.level)
    if share is not None:
        voted = int(_voted(material)[on].sum())
        yield MissingRow(material.columns.keys[key], int(on.sum()), voted, share)


def _chance(material: Material, keys: list[int]) -> float | None:
    """The p value that all arms are voted on equally often: the least over arms against the others, by Bonferroni."""
    found: list[float] = []
    for key in keys:
        on = material.shown.key == key
        apart = gap(_sums(material, on), _sums(material, ~on))
        if apart is not None:
            found.append(p_value(apart.value, apart.error))
    return min(1.0, len(found) * min(found)) if found else None


def _endings(material: Material) -> tuple[MissingOutcome, ...]:
    columns, answers = material.columns, material.columns.answers
    done = columns.outcomes.index("completed") if "completed" in columns.outcomes else -2
    completed = np.bincount(
        answers.exposure[material.answers & (answers.outcome == done)], minlength=len(columns.exposures)
    )
    ending = 2 - completed[material.pairs]
    voted = (columns.exposures.choice >= 0)[material.pairs]
    found = [(int((ending == place).sum()), int((voted & (ending == place)).sum())) for place in range(3)]
    return tuple(
        MissingOutcome(name, pairs, given)
        for name, (pairs, given) in zip(_ENDINGS, found, strict=True)
        if pairs
    )


def _bounds(material: Material, key: int) -> tuple[float, float]:
    """The win rate of an arm if every missing vote went against it, and for it."""
    on = material.shown.key == key
    choice = material.columns.exposures.choice[material.shown.exposure[on]]
    voted = choice >= 0
    points = float(_POINTS[choice[voted], material.shown.side[on][voted]].sum())
    shown, given = int(on.sum()), int(voted.sum())
    return points / shown, (points + shown - given) / shown
