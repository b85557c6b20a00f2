"""Who voted how often, and what shows of that in the votes (評価者の分析)."""

import numpy as np

from genkan.trial.analysis.results import Estimate, Raters
from genkan.trial.statistics.clustered import Cluster, share
from genkan.trial.statistics.pairs import Numbers, pair_counts
from genkan.trial.statistics.votes import VoteTable

_HEAVY = 0.99


def raters(table: VoteTable, *, level: float) -> Raters | None:
    """What is known of those who voted; ``None`` without votes."""
    if not len(table):
        return None
    each = np.bincount(table.person, minlength=table.persons)
    votes = np.sort(each[each > 0])
    heavy_from = int(np.quantile(votes, _HEAVY, method="higher"))
    heavy = each >= heavy_from
    return Raters(
        persons=len(votes),
        votes=len(table),
        median=float(np.median(votes)),
        ninetieth=float(np.quantile(votes, 0.9)),
        most=int(votes[-1]),
        heavy_from=heavy_from,
        heavy_persons=int(heavy.sum()),
        heavy_share=float(each[heavy].sum() / len(table)),
        heavy_agreement=_agreement(table, heavy[table.person]),
        position_a=_share(table.where(table.choice < 2), 0, level=level),
        both_good=_share(table, 2, level=level),
        both_bad=_share(table, 3, level=level),
    )


def _share(table: VoteTable, choice: int, *, level: float) -> Estimate | None:
    """The share of votes with that choice, clustered by person."""
    weights = np.bincount(table.person, minlength=table.persons)
    totals = np.bincount(table.person, weights=table.choice == choice, minlength=table.persons)
    rows = [
        Cluster(float(total), float(weight)) for total, weight in zip(totals, weights, strict=True) if weight
    ]
    found = share(rows, level=level)
    return None if found is None else Estimate(found.value, found.interval.low, found.interval.high)


def _agreement(table: VoteTable, heavy: Numbers) -> float | None:
    """On how many of the pairs that both judged with a lead, heavy voters and the others prefer the same arm."""
    leads = [
        np.sign(counts[:, 0] - counts[:, 2])
        for counts in (pair_counts(table.where(on)) for on in (heavy, ~heavy))
    ]
    judged = (leads[0] != 0) & (leads[1] != 0)
    return float((leads[0] == leads[1])[judged].mean()) if judged.any() else None
