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
    """``covered`` of the ``articles`` have a vector; ``refusal`` says why the last ones got none."""

    covered: int
    articles: int
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
    counts: dict[str, tuple[int, int]] = {}
    for document in opened.index.documents.values() if opened else ():
        covered, articles = counts.get(document.collection_id, (0, 0))
        has = document.articles if usable and usable.has(document) else 0
        counts[document.collection_id] = covered + has, articles + document.articles
    return VectorStanding(
        plan,
        {one: CollectionStanding(*counts[one], refusals.get(one)) for one in counts},
        usable.dimensions if usable else 0,
        usable.manifest.size if usable else 0,
    )
