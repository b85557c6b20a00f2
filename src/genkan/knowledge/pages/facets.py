"""The kinds of law and the ministries among what was found, for narrowing a search."""

from collections import Counter
from collections.abc import Sequence

from genkan.knowledge.search.look_up import Shelves
from genkan.knowledge.search.narrowing import LawKind, kind_of_law, ministries_of
from genkan.knowledge.search.results import Facet

_MOST = 12


def kinds_among(facets: Sequence[Facet], shelves: Shelves) -> tuple[tuple[str, str, int], ...]:
    """Value and label of each kind with the number of articles found, in the order of the kinds."""
    counts: Counter[LawKind] = Counter()
    for facet in facets:
        counts[kind_of_law(shelves.index.documents[facet.document_id])] += facet.count
    return tuple((kind.value, kind.label, counts[kind]) for kind in LawKind if counts[kind])


def ministries_among(facets: Sequence[Facet], shelves: Shelves) -> tuple[tuple[str, int], ...]:
    """The ministries with the number of articles found, the largest number first."""
    counts: Counter[str] = Counter()
    for facet in facets:
        for ministry in ministries_of(shelves.index.documents[facet.document_id]):
            counts[ministry] += facet.count
    return tuple(counts.most_common(_MOST))
