"""What experts found in the answers, by arm (専門家の採点): shares clustered by the person who asked."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from genkan.trial.analysis.estimates import mean_of, share_of
from genkan.trial.analysis.material import Material
from genkan.trial.analysis.results import Estimate, LikedButWrong, MarkDifference, MarkResult
from genkan.trial.evidence.rows import MarkRow
from genkan.trial.statistics.clustered import Cluster, Gap, clusters, gap
from genkan.trial.statistics.multiplicity import holm, tiers
from genkan.trial.statistics.quantiles import p_value, student
from genkan.trial.statistics.win_rate import MINIMUM_PERSONS

MEASURES = ("correct", "source_right", "usable", "harmful")
_Marked = dict[str, dict[tuple[int, str], tuple[str, float]]]


def marks_of(material: Material) -> tuple[tuple[MarkResult, ...], tuple[MarkDifference, ...]]:
    """Results and differences of every measure, for arms with marks.

    Where a difference was decided, the decision counts; otherwise an answer counts the share of its markers.
    """
    results: list[MarkResult] = []
    differences: list[MarkDifference] = []
    for measure in MEASURES:
        marked = _marked(material, measure)
        apart = _differences(material, measure, marked)
        differences += apart
        results += _results(material, measure, marked, apart)
    return tuple(results), tuple(differences)


def _marked(material: Material, measure: str) -> _Marked:
    """For each arm, by exposure and side, the person who asked and the mark from 0 to 1."""
    rows: dict[tuple[int, str], list[MarkRow]] = {}
    for place, row in material.columns.marks:
        rows.setdefault((place, row.side), []).append(row)
    rank, person = material.columns.exposures.rank, material.columns.exposures.person
    found: _Marked = {}
    for place, side in sorted(rows, key=lambda each: (rank[each[0]], each[1])):
        key = material.key_of(place, side)
        if key is not None:
            found.setdefault(key, {})[place, side] = (
                str(person[place]),
                _mark(rows[place, side], measure),
            )
    return found


def _mark(marks: Sequence[MarkRow], measure: str) -> float:
    decided = [row for row in marks if row.decided]
    values = [float(getattr(row, measure)) for row in (decided[-1:] or marks)]
    return sum(values) / len(values)


def _results(
    material: Material, measure: str, marked: _Marked, apart: Sequence[MarkDifference]
) -> Iterator[MarkResult]:
    shares = {
        key: share_of(((person, mark, 1.0) for person, mark in rows.values()), level=material.plan.level)
        for key, rows in marked.items()
    }
    order = sorted(marked, key=lambda key: (-_good(shares[key], measure), key))
    groups = tiers(order, {_better_first(row) for row in apart if row.is_clear})
    tier_of = {key: number for number, group in enumerate(groups, start=1) for key in group}
    for key in order:
        share = shares[key]
        if share is not None:
            persons = len({person for person, _ in marked[key].values()})
            yield MarkResult(key, measure, len(marked[key]), persons, share, tier_of[key])


def _good(share: Estimate | None, measure: str) -> float:
    value = 0.0 if share is None else share.value
    return -value if measure == "harmful" else value


def _better_first(row: MarkDifference) -> tuple[str, str]:
    higher = row.difference.value > 0
    return (row.first, row.second) if higher != (row.measure == "harmful") else (row.second, row.first)


def _differences(material: Material, measure: str, marked: _Marked) -> tuple[MarkDifference, ...]:
    couples = list(combinations(sorted(marked), 2))
    gaps = [gap(*(_clusters_of(marked, key) for key in couple)) for couple in couples]
    known = [(couple, found) for couple, found in zip(couples, gaps, strict=True) if found is not None]
    chances = [p_value(found.value, found.error) for _, found in known]
    return tuple(
        _difference(material, measure, marked, couple, found, chance, adjusted)
        for (couple, found), chance, adjusted in zip(known, chances, holm(chances), strict=True)
    )


def _clusters_of(marked: _Marked, key: str) -> dict[str, Cluster]:
    return clusters((person, mark, 1.0) for person, mark in marked[key].values())


def _difference(
    material: Material,
    measure: str,
    marked: _Marked,
    couple: tuple[str, str],
    found: Gap,
    chance: float,
    adjusted: float,
) -> MarkDifference:
    level = material.plan.level
    reach = student(level, found.persons - 1) * found.error
    both = list(_paired(marked, couple))
    return MarkDifference(
        measure=measure,
        first=couple[0],
        second=couple[1],
        difference=Estimate(found.value, max(-1.0, found.value - reach), min(1.0, found.value + reach)),
        paired=mean_of(both, level=level),
        pairs=len(both),
        p_value=chance,
        adjusted=adjusted,
        is_clear=adjusted < 1 - level and found.persons >= MINIMUM_PERSONS,
    )


def _paired(marked: _Marked, couple: tuple[str, str]) -> Iterator[tuple[str, float, float]]:
    """(person, first less second, 1) for the exposures on which both arms were marked."""
    second = {exposure: mark for (exposure, _), (_, mark) in marked[couple[1]].items()}
    for (exposure, _), (person, mark) in marked[couple[0]].items():
        if exposure in second:
            yield person, mark - second[exposure], 1.0


def liked_but_wrong(material: Material) -> tuple[LikedButWrong, ...]:
    """Of the answers that were liked and marked, how many are not correct (half of the markers or fewer say so)."""
    rows: list[LikedButWrong] = []
    for key, marks in sorted(_marked(material, "correct").items()):
        liked = [
            (person, float(mark <= 0.5), 1.0)
            for (place, side), (person, mark) in marks.items()
            if material.preferred[place, "ab".index(side)]
        ]
        wrong = int(sum(value for _, value, _ in liked))
        rows.append(LikedButWrong(key, len(liked), wrong, share_of(liked, level=material.plan.level)))
    return tuple(rows)
