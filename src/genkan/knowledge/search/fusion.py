"""Several ranked lists to one, by the places that an article has in them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from genkan.knowledge.search.evidence import Weighed

# The sum of 1 / (place + 10): so the tenth of one list still counts half as much as its first.
_CALM = 10


class Ranking(NamedTuple):
    """A ranked list, best first, and how much it counts."""

    articles: Sequence[Weighed]
    weight: float


def fused(rankings: Iterable[Ranking]) -> list[Weighed]:
    """Reciprocal rank fusion: every article of the lists once, best first, as the list that ranks it highest has it.

    Scores of different lists (words, a rewritten question, vectors) cannot be compared, their places can.
    """
    weights: dict[int, float] = {}
    held: dict[int, tuple[int, Weighed]] = {}
    for ranking in rankings:
        for place, article in enumerate(ranking.articles):
            share = ranking.weight / (place + _CALM)
            weights[article.ordinal] = weights.get(article.ordinal, 0.0) + share
            known = held.get(article.ordinal)
            if known is None or place < known[0]:
                held[article.ordinal] = (place, article)
    ordered = sorted(weights, key=lambda ordinal: (-weights[ordinal], ordinal))
    return [held[ordinal][1]._replace(weight=weights[ordinal]) for ordinal in ordered]
