"""How good a ranking is, and how sure one may be of it. Pure: values in, values out."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

DEPTH = 10


@dataclass(frozen=True)
class RankScores:
    """One ranking against its gold: shares from 0 to 1; ``rank`` is that of the first gold, ``None`` where none is."""

    recall: float
    reciprocal_rank: float
    ndcg: float
    hit_1: float
    hit_10: float
    rank: int | None


def score(ranking: Sequence[str], gold: Collection[str]) -> RankScores:
    """Recall, reciprocal rank, nDCG and hits within the first ten; every gold counts the same.

    ``gold`` is not empty. What a ranking repeats counts once, at its first place.
    """
    first = list(dict.fromkeys(ranking))[:DEPTH]
    found = [place for place, one in enumerate(first) if one in gold]
    ideal = sum(_gain(place) for place in range(min(len(gold), DEPTH)))
    return RankScores(
        recall=len(found) / len(gold),
        reciprocal_rank=1 / (found[0] + 1) if found else 0.0,
        ndcg=sum(map(_gain, found)) / ideal,
        hit_1=float(bool(found) and found[0] == 0),
        hit_10=float(bool(found)),
        rank=found[0] + 1 if found else None,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least ``share`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _gain(place: int) -> float:
    return 1 / math.log2(place + 2)
