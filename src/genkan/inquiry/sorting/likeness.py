"""How alike two letters are, by the pairs of characters they share."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from genkan.inquiry.sorting.folding import folded


class Likeness:
    """Past letters, each a bag of character pairs; rare pairs count more."""

    def __init__(self, texts: Sequence[str]) -> None:
        bags = [_pairs(text) for text in texts]
        known = Counter(pair for bag in bags for pair in bag)
        self._rarity = {pair: math.log(1 + len(bags) / count) for pair, count in known.items()}
        self._count = len(bags)
        # By pair, the letters that hold it: most pairs of a letter stand in few others.
        self._holders: dict[str, list[tuple[int, float]]] = {}
        for place, bag in enumerate(bags):
            for pair, weight in self._weighed(bag).items():
                self._holders.setdefault(pair, []).append((place, weight))

    def to(self, text: str) -> tuple[float, ...]:
        """The cosine (0 to 1) of the text with each past letter, in their order."""
        cosines = [0.0] * self._count
        for pair, weight in self._weighed(_pairs(text)).items():
            for place, other in self._holders.get(pair, ()):
                cosines[place] += weight * other
        return tuple(cosines)

    def _weighed(self, pairs: Iterable[str]) -> dict[str, float]:
        weights = {pair: self._rarity.get(pair, 0.0) for pair in pairs}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {pair: weight / length for pair, weight in weights.items()}


def _pairs(text: str) -> frozenset[str]:
    words = "".join(folded(text).split())
    return frozenset(map("".join, pairwise(words)))
