"""What became of answers in daily work, and what people say of it in the short survey."""

from collections import Counter
from collections.abc import Iterator
from statistics import median

import numpy as np

from genkan.trial.analysis.columns import Used
from genkan.trial.analysis.estimates import column_share, mean_of, share_of
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import EditResult, Estimate, PulseResult, UseResult
from genkan.trial.evidence.rows import PulseRow, UseRow
from genkan.trial.statistics.person_sums import person_sums

_KINDS = ("copied", "exported", "sent", "corrected", "dropped")


def _uses_by_arm(material: Material) -> dict[str, list[Used]]:
    found: dict[str, list[Used]] = {}
    for used in material.columns.uses:
        key = material.key_of(used.exposure, used.row.side)
        if key is not None:
            found.setdefault(key, []).append(used)
    return found


def uses_of(material: Material) -> tuple[UseResult, ...]:
    """A line for each arm with answers; none where no use was ever recorded."""
    by_arm = _uses_by_arm(material)
    answers = material.columns.answers
    shown: list[int] = np.unique(answers.key[material.answers]).tolist()
    return tuple(
        row
        for key in shown
        for row in _use(key, by_arm.get(material.columns.keys[key], []), material)
        if by_arm
    )


def _use(key: int, found: list[Used], material: Material) -> Iterator[UseResult]:
    columns, answers = material.columns, material.columns.answers
    on = np.flatnonzero(material.answers & (answers.key == key))
    exposure, side = answers.exposure[on], answers.side[on]
    used = material.used[exposure, side] & (side >= 0)
    sums = person_sums(columns.exposures.person[exposure], used, persons=columns.persons)
    share = column_share(sums, level=material.plan.level)
    if share is None:
        return
    rows = [each.row for each in found]
    kinds = Counter(kind for kind, _, _ in {(row.use, row.exposure, row.side) for row in rows})
    yield UseResult(
        key=columns.keys[key],
        answers=len(on),
        kinds={kind: kinds[kind] for kind in _KINDS},
        used=share,
        seconds_median=_seconds(rows),
    )


def _seconds(rows: list[UseRow]) -> float | None:
    """The middle time from asking to the first copy, export or sending of an answer."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.seconds is not None and row.use in _KINDS[:3]:
            place = row.exposure, row.side
            first[place] = min(row.seconds, first.get(place, row.seconds))
    return float(median(first.values())) if first else None


def edits_of(material: Material) -> tuple[EditResult, ...]:
    """How far the last known text of each answer is from the draft, by arm; clustered by person."""
    results: list[EditResult] = []
    person = material.columns.exposures.person
    for key, rows in sorted(_uses_by_arm(material).items()):
        last = {(each.exposure, each.row.side): each for each in rows if each.row.edit_distance is not None}
        edits = [(str(person[each.exposure]), _distance(each.row), 1.0) for each in last.values()]
        share = share_of(edits, level=material.plan.level)
        if share is not None:
            unchanged = sum(value == 0 for _, value, _ in edits) / len(edits)
            persons = len({person for person, _, _ in edits})
            results.append(EditResult(key, len(edits), persons, share, unchanged))
    return tuple(results)


def _distance(row: UseRow) -> float:
    longer = max(row.answer_characters, row.final_characters, 1)
    return min(1.0, (row.edit_distance or 0) / longer)


def pulse_of(material: Material) -> tuple[PulseResult, ...]:
    """The short survey as a whole, then by ministry in order."""
    rows = material.columns.rest.pulses
    names = sorted({row.organisation for row in rows})
    groups = [
        ("", list(rows)),
        *((name, [row for row in rows if row.organisation == name]) for name in names),
    ]
    return tuple(_pulse(name, group, level=material.plan.level) for name, group in groups if group)


def _pulse(name: str, rows: list[PulseRow], *, level: float) -> PulseResult:
    minutes = [(row.person, float(row.minutes)) for row in rows if row.minutes is not None]
    better = [(row.person, float(row.better)) for row in rows if row.better is not None]
    return PulseResult(
        organisation=name,
        answers=len(rows),
        persons=len({row.person for row in rows}),
        minutes=_of_persons(minutes, level=level),
        better=_of_persons(better, level=level),
    )


def _of_persons(values: list[tuple[str, float]], *, level: float) -> Estimate | None:
    """The mean over persons of their means, so that nobody counts twice."""
    each: dict[str, list[float]] = {}
    for person, value in values:
        each.setdefault(person, []).append(value)
    return mean_of(((person, sum(own) / len(own), 1.0) for person, own in each.items()), level=level)
