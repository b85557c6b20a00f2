"""Estimates of arms as the rows of a figure, and what such a figure says in one sentence."""

from collections.abc import Sequence

from genkan.trial.analysis import Estimate
from genkan.trial.paper.block import ForestRow
from genkan.trial.paper.material import Material


def forest_row(told: Material, key: str, estimate: Estimate, *, count: int, tier: int) -> ForestRow:
    """One arm with its estimate, as it is drawn and written."""
    w = told.words
    return ForestRow(told.arm(key), estimate, w.share(estimate.value), w.interval(estimate), count, tier)


def ends_of(told: Material, rows: Sequence[ForestRow]) -> str:
    """The highest and the lowest of the rows with their intervals; empty without rows."""
    w, ranked = told.words, sorted(rows, key=lambda row: -row.estimate.value)
    if len(ranked) < 2:
        return "".join(
            w("{arm}は{share}である。", arm=row.label, share=w.estimate(row.estimate)) for row in ranked
        )
    return w(
        "最も高いのは{first}の{most}、最も低いのは{last}の{least}である。",
        first=ranked[0].label,
        most=w.estimate(ranked[0].estimate),
        last=ranked[-1].label,
        least=w.estimate(ranked[-1].estimate),
    )
