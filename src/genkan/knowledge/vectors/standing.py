"""How far the vectors are: of each collection how many articles have one, and why the others have none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genkan.knowledge.indexing.keeper import Opened
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.store import VectorRefusal

if TYPE_CHECKING:
    from genkan.knowledge.vectors.opened import OpenVectors


@dataclass(frozen=True)
class CollectionStanding:
    """``covered`` of the ``articles`` have a vector; ``refusal`` says why the last ones got none.

    Of ``kept_back`` the model was asked in vain: their words may not go to it, or say nothing to it.
    """

    covered: int
    articles: int
    kept_back: int
    refusal: VectorRefusal | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.covered == self.articles


@dataclass(frozen=True)
class VectorStanding:
    """The choice of a model, the state of each collection by id, and the size of all vectors in bytes."""

    plan: VectorPlan
    collections: Mapping[str, CollectionStanding]
    dimensions: int
    size: int

    @property
    def covered(self) -> int:
        """The articles of all collections that have a vector."""
        return sum(each.covered for each in self.collections.values())

    @property
    def kept_back(self) -> int:
        """The articles of all collections of which the model was asked in vain."""
        return sum(each.kept_back for each in self.collections.values())

    @property
    def articles(self) -> int:
        """The articles of all collections."""
        return sum(each.articles for each in self.collections.values())


def standing_of(
    plan: VectorPlan,
    *,
    opened: Opened | None,
    vectors: "OpenVectors | None",
    refusals: Mapping[str, VectorRefusal],
) -> VectorStanding:
    """What this process searches. Vectors of another model than the chosen one count as none."""
    usable = vectors if vectors and vectors.identity.startswith(f"{plan.recipe}|") else None
    counts: dict[str, tuple[int, int, int]] = {}
    for document in opened.index.documents.values() if opened else ():
        covered, articles, kept_back = counts.get(document.collection_id, (0, 0, 0))
        has = usable.covered(document) if usable else 0
        empty = document.articles - has if usable and usable.has(document) else 0
        counts[document.collection_id] = covered + has, articles + document.articles, kept_back + empty
    return VectorStanding(
        plan,
        {one: CollectionStanding(*counts[one], refusals.get(one)) for one in counts},
        usable.dimensions if usable else 0,
        usable.manifest.size if usable else 0,
    )
