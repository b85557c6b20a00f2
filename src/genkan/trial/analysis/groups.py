"""The result per ministry, task and information class, drawn towards the whole."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from genkan.trial.analysis.dimensions import DIMENSIONS
from genkan.trial.analysis.fitted import Fitted, fitted
from genkan.trial.analysis.plan import Plan
from genkan.trial.analysis.results import Estimate, GroupResult, Shrinkage
from genkan.trial.statistics.bradley_terry import Strengths
from genkan.trial.statistics.expected import expected, expected_errors
from genkan.trial.statistics.multiplicity import holm
from genkan.trial.statistics.quantiles import p_value, student
from genkan.trial.statistics.shrinkage import between, shrink
from genkan.trial.statistics.votes import VoteTable


class _Row(NamedTuple):
    """One arm in one group: its win rate there, that of the whole against the same others, and both errors."""

    group: str
    arm: str
    votes: int
    persons: int
    value: float
    error: float
    whole: float
    whole_error: float


def group_results(table: VoteTable, plan: Plan) -> tuple[tuple[GroupResult, ...], tuple[Shrinkage, ...]]:
    """Rows and shrinkage of every dimension in which there are at least two groups with an estimate."""
    if not len(table):
        return (), ()
    whole = fitted(table, davidson=plan.davidson)
    results: list[GroupResult] = []
    shrinkage: list[Shrinkage] = []
    for dimension in DIMENSIONS:
        rows = [row for group in _groups(table, dimension) for row in _rows(*group, whole, plan)]
        found = len({row.group for row in rows})
        if found > 1:
            variance = _between(rows)
            shrinkage.append(Shrinkage(dimension, found, variance**0.5))
            results += _results(dimension, rows, variance, plan)
    return tuple(results), tuple(shrinkage)


def _groups(table: VoteTable, dimension: str) -> Iterator[tuple[str, VoteTable]]:
    codes: NDArray[np.integer] = getattr(table, dimension)
    names = {"organisation": table.organisations, "task": table.tasks}.get(dimension)
    for code in np.unique(codes):
        name = str(int(code)) if names is None else names[int(code)]
        yield name, table.where(codes == code)


def _rows(name: str, table: VoteTable, whole: Fitted, plan: Plan) -> Iterator[_Row]:
    """The rows of one group; none where its arms were not all compared, or by one person only."""
    present = np.unique(np.concatenate([table.left, table.right]))
    part = fitted(_narrowed(table, present), davidson=plan.davidson, always_prior=True)
    if not part.connected or len(np.unique(table.person)) < 2:
        return
    errors = _errors(part)
    wholes, whole_errors = _whole(whole, present)
    for place, arm in enumerate(present):
        on = (table.left == arm) | (table.right == arm)
        yield _Row(
            group=name,
            arm=table.arms[arm],
            votes=int(on.sum()),
            persons=len(np.unique(table.person[on])),
            value=float(part.expected[place]),
            error=float(errors[place]),
            whole=float(wholes[place]),
            whole_error=float(whole_errors[place]),
        )


def _errors(part: Fitted) -> NDArray[np.float64]:
    """The larger of the clustered and the independent errors: with few persons the first can be far too small."""
    return np.maximum(*(expected_errors(part.strengths, table) for table in part.covariance))


def _narrowed(table: VoteTable, present: NDArray[np.integer]) -> VoteTable:
    """The table with only the arms that are present, as places among them."""
    place = np.full(len(table.arms), -1, np.int16)
    place[present] = np.arange(len(present), dtype=np.int16)
    arms = tuple(table.arms[int(arm)] for arm in present.tolist())
    return table.with_arms(arms, left=place[table.left], right=place[table.right])


def _whole(whole: Fitted, present: NDArray[np.integer]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Win rates and errors of the whole, for the arms present against each other."""
    log_tie = whole.strengths.log_tie
    strengths = Strengths(whole.strengths.theta[present], log_tie)
    kept = present if log_tie is None else np.append(present, len(whole.table.arms))
    return expected(strengths), expected_errors(strengths, whole.covariance.clustered[np.ix_(kept, kept)])


def _between(rows: Sequence[_Row]) -> float:
    arms = len({row.arm for row in rows})
    return between(
        [row.value - row.whole for row in rows], [row.error for row in rows], freedom=len(rows) - arms
    )


def _results(dimension: str, rows: Sequence[_Row], variance: float, plan: Plan) -> Iterator[GroupResult]:
    chances = [p_value(row.value - row.whole, row.error) for row in rows]
    for row, chance, adjusted in zip(rows, chances, holm(chances), strict=True):
        shrunk = shrink(row.value - row.whole, row.error, row.whole_error, variance)
        reach = student(plan.level, row.persons - 1)
        yield GroupResult(
            dimension=dimension,
            group=row.group,
            arm=row.arm,
            votes=row.votes,
            persons=row.persons,
            raw=_estimate(row.value, reach * row.error),
            shrunk=_estimate(row.whole + shrunk.deviation, reach * shrunk.error),
            p_value=chance,
            adjusted=adjusted,
            differs=adjusted < 1 - plan.level and row.persons >= plan.least_persons,
        )


def _estimate(value: float, reach: float) -> Estimate:
    return Estimate(value, max(0.0, value - reach), min(1.0, value + reach))
