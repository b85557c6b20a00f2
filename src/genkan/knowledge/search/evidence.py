"""What speaks for an article beside its own words: the law it stands in, and the articles that it is tied to.

Words alone put an article of a foreign law on top that happens to use them. So every article found is weighed by a
sum of a few signals; what each weighs, and how that was measured, is told in docs/decisions/0019-ranking.md.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from genkan.knowledge.index import IndexedDocument, OpenedIndex, ScoredPassage

# One unit is what sets two articles apart as 2.7 to 1; learned on the questions of lawqa, cross-validated.
_WORDS = 5.0
_SECOND_PASSAGE = 2.0
_NAMED_LAW, _FAMILY_OF_NAMED = 5.6, 4.6
_CITES_NAMED_ARTICLE, _CITED_BY_NAMED_ARTICLE = 2.6, 2.2
_FAMILY_FOUND = 3.5
_FOUND_ARTICLE_CITES_IT, _CITES_FOUND_ARTICLE = 2.8, 1.4
_MINISTERIAL = -0.8
_SUPPLEMENT = -2.0
_DEFINES_TERM = 7.0

# A score counts with its third power, so that what is half as good counts an eighth; for families, with the fourth.
_SHARPNESS, _FAMILY_SHARPNESS = 3, 4
_FAMILY_SAMPLE = 100
MOST_ENTERING, _ENTRANCE_OF_NAMED, _ENTRANCE_OF_FAMILY = 100, 0.3, 0.15
_LEADERS, _MOST_NEIGHBOURS = 10, 30


class Weighed(NamedTuple):
    """An article with its weight; ``place`` is that of its best passage, ``words`` its score as a share of the best."""

    ordinal: int
    weight: float
    place: int
    words: float


class Evidence:
    """Weighs the articles found for one question.

    ``named`` are the documents that the question names, ``cited`` the ordinals of the articles that it names,
    ``defining`` the passages that define the term whose meaning it asks.
    """

    def __init__(
        self,
        passages: Sequence[ScoredPassage],
        *,
        index: OpenedIndex,
        named: Collection[str],
        cited: Sequence[int],
        defining: Sequence[ScoredPassage] = (),
    ) -> None:
        self._index, self._graph = index, index.graph
        self._places = {passage.ordinal: passage.place for passage in [*passages, *defining]}
        self._defining = frozenset(passage.ordinal for passage in defining)
        highest = max((passage.score for passage in passages), default=1.0) or 1.0
        self._shares = {passage.ordinal: passage.score / highest for passage in passages}
        self._seconds = {passage.ordinal: passage.second / highest for passage in passages}
        self._named, self._cited = frozenset(named), frozenset(cited)
        self._named_families = frozenset(map(self._graph.root, named))
        self._family_of: dict[int, str] = {}
        self._families = self._found_families()

    def ranked(self) -> list[Weighed]:
        """The articles found and those that they lead to, best first."""
        alone = {ordinal: self._alone(ordinal) for ordinal in self._entering()}
        leaders = sorted(alone, key=lambda ordinal: -alone[ordinal])[:_LEADERS]
        for ordinal in self._neighbours([*self._cited, *leaders]):
            if ordinal not in alone:
                alone[ordinal] = self._alone(ordinal)
        weighed = (self._weighed(ordinal, weight) for ordinal, weight in alone.items())
        return sorted(weighed, key=lambda each: (-each.weight, each.ordinal))

    def _entering(self) -> list[int]:
        """The articles that are weighed at all; those of a named law enter with a lower score than others."""
        best = sorted(self._shares, key=self._entrance, reverse=True)[:MOST_ENTERING]
        return [*best, *self._defining.difference(best)]

    def _entrance(self, ordinal: int) -> float:
        document = self._index.document_of(ordinal)
        if document.id in self._named:
            return self._shares[ordinal] + _ENTRANCE_OF_NAMED
        is_kin = self._graph.root(document.id) in self._named_families
        return self._shares[ordinal] + (_ENTRANCE_OF_FAMILY if is_kin else 0.0)

    def _weighed(self, ordinal: int, alone: float) -> Weighed:
        weight = alone + self._tied(ordinal)
        return Weighed(ordinal, weight, self._places.get(ordinal, 0), self._shares.get(ordinal, 0.0))

    def _neighbours(self, ordinals: Sequence[int]) -> Iterator[int]:
        """What articles lead to within their own family: from a law to its orders, from an order to its law."""
        for ordinal in ordinals:
            family = self._family(ordinal)
            for beside in (self._graph.cites(ordinal), self._graph.cited_by(ordinal)):
                yield from (each for each in beside[:_MOST_NEIGHBOURS] if self._family(each) == family)

    def _family(self, ordinal: int) -> str:
        family = self._family_of.get(ordinal)
        if family is None:
            family = self._family_of[ordinal] = self._graph.root(self._index.document_of(ordinal).id)
        return family

    def _alone(self, ordinal: int) -> float:
        """What an article weighs by its words and by the law it stands in."""
        document = self._index.document_of(ordinal)
        weight = _WORDS * self._shares.get(ordinal, 0.0) ** _SHARPNESS
        weight += _SECOND_PASSAGE * self._seconds.get(ordinal, 0.0)
        weight += self._of_law(document)
        weight += _DEFINES_TERM if self._defines(ordinal) else 0.0
        return weight + (_SUPPLEMENT if self._graph.is_supplement(ordinal) else 0.0)

    def _defines(self, ordinal: int) -> bool:
        """Whether it defines the term that is asked; where laws are named, only theirs is meant."""
        is_meant = not self._named_families or self._family(ordinal) in self._named_families
        return is_meant and ordinal in self._defining

    def _of_law(self, document: IndexedDocument) -> float:
        family = self._graph.root(document.id)
        weight = _FAMILY_FOUND * self._families.get(family, 0.0)
        weight += _MINISTERIAL if _is_ministerial(document) else 0.0
        if document.id in self._named:
            return weight + _NAMED_LAW
        return weight + (_FAMILY_OF_NAMED if family in self._named_families else 0.0)

    def _tied(self, ordinal: int) -> float:
        """What it weighs by the articles of its family that it cites and that cite it."""
        cites, citing = self._graph.cites(ordinal), self._graph.cited_by(ordinal)
        family = self._family(ordinal)
        weight = _CITES_FOUND_ARTICLE * self._best_share(cites, family)
        weight += _FOUND_ARTICLE_CITES_IT * self._best_share(citing, family)
        if self._cited:
            weight += _CITES_NAMED_ARTICLE if not self._cited.isdisjoint(cites) else 0.0
            weight += _CITED_BY_NAMED_ARTICLE if not self._cited.isdisjoint(citing) else 0.0
        return weight

    def _best_share(self, ordinals: Sequence[int], family: str) -> float:
        shares = self._shares
        found = [ordinal for ordinal in ordinals if ordinal in shares]
        if not found:
            return 0.0
        return max((shares[each] for each in found if self._family(each) == family), default=0.0)

    def _found_families(self) -> Mapping[str, float]:
        """Of all that was found, the share of each law with its orders."""
        best = sorted(self._shares, key=lambda ordinal: -self._shares[ordinal])[:_FAMILY_SAMPLE]
        families: dict[str, float] = {}
        for ordinal in best:
            family = self._family(ordinal)
            families[family] = families.get(family, 0.0) + self._shares[ordinal] ** _FAMILY_SHARPNESS
        total = sum(families.values()) or 1.0
        return {family: part / total for family, part in families.items()}


def _is_ministerial(document: IndexedDocument) -> bool:
    """Whether it is an order of a ministry (府省令), by the third part of its law id."""
    return document.law_id[3:4] == "M"
