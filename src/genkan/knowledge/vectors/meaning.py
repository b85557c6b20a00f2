"""A question and what it means: embedded in a moment or not at all, then compared with what may be read."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from genkan.gateway import BudgetSpent, PolicyRefused, QuestionRefused, Stopped
from genkan.kit import Problem
from genkan.knowledge.index import WantedByMeaning
from genkan.knowledge.indexing.keeper import Opened
from genkan.knowledge.search.by_meaning import ByMeaning
from genkan.knowledge.search.results import PlanStep, StepKind
from genkan.knowledge.vectors import store
from genkan.knowledge.vectors.embedding import Asker, Embedder, identity_of
from genkan.knowledge.vectors.keeper import VectorKeeper
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.storage import Database

if TYPE_CHECKING:
    from genkan.knowledge.vectors.opened import OpenVectors
    from genkan.knowledge.vectors.rows import Numbers

_FRESH_SECONDS = 1.0
_NEAREST = 100
_MOST_REMEMBERED = 256
_REFUSALS = (PolicyRefused, BudgetSpent, Stopped, QuestionRefused)


@dataclass(frozen=True)
class Meant:
    """A question on its way to the index: its vector and whose it can be compared with, or why there is none."""

    keeper: VectorKeeper
    vector: "Numbers | None" = None
    identity: str = ""
    failed: StepKind | None = None

    def among(
        self,
        opened: Opened,
        *,
        collections: frozenset[str],
        documents: frozenset[str] | None,
        on: date | None,
    ) -> ByMeaning:
        """What is nearest to it of what may be read; takes milliseconds of CPU."""
        vectors = self.keeper.opened()
        if self.vector is None or vectors is None or not self._can_be_compared(vectors, self.vector):
            return ByMeaning(steps=(PlanStep(self.failed or StepKind.MEANING_NOT_READY),))
        shelf = self.keeper.shelf(vectors, opened, collections=collections, documents=documents)
        wanted = WantedByMeaning(self.vector.tolist(), self.identity, collections, documents, on)
        ordinals = opened.index.nearest(wanted, limit=_NEAREST)
        if ordinals is None:
            from genkan.knowledge.vectors.opened import nearest  # loads numpy

            ordinals = nearest(shelf.parts, self.vector, on=on, limit=_NEAREST)
        if shelf.covered == shelf.articles:
            return ByMeaning(ordinals, (PlanStep(StepKind.BY_MEANING),))
        counts = {"covered": f"{shelf.covered:,}", "articles": f"{shelf.articles:,}"}
        return ByMeaning(ordinals, (PlanStep(StepKind.BY_MEANING_PARTLY, counts),))

    def _can_be_compared(self, vectors: "OpenVectors", vector: "Numbers") -> bool:
        """Whether both are of one build of one model, also where a server was exchanged without a word."""
        return (vectors.identity, vectors.dimensions) == (self.identity, vector.size)


class Meaning:
    """Embeds questions while a model is chosen, and does nothing else while none is.

    The choice is read from the records once in a second at the most, and only when somebody asks.
    """

    def __init__(self, database: Database, *, keeper: VectorKeeper, embedder: Embedder) -> None:
        self._database = database
        self._keeper = keeper
        self._embedder = embedder
        self._plan: VectorPlan | None = None
        self._read_at = float("-inf")
        self._remembered: OrderedDict[bytes, tuple[Numbers, str]] = OrderedDict()

    async def of(
        self, text: str, *, asker: Asker, opened: Callable[[], Opened], collections: frozenset[str]
    ) -> Meant | None:
        """What the question means; ``None`` where no vectors are wanted, or nothing readable has any.

        Whatever fails is told by the step of the answer, and the words are searched all the same.
        """
        plan = await self.plan()
        if plan is None:
            return None
        if not await asyncio.to_thread(self._has_any, opened, collections):
            return Meant(self._keeper, failed=StepKind.MEANING_NOT_READY)
        try:
            async with asyncio.timeout(asker.seconds):
                vector, identity = await self._vector(text, plan, asker)
        except TimeoutError:
            return Meant(self._keeper, failed=StepKind.MEANING_LATE)
        except _REFUSALS:
            return Meant(self._keeper, failed=StepKind.MEANING_REFUSED)
        except Problem:
            return Meant(self._keeper, failed=StepKind.MEANING_FAILED)
        return Meant(self._keeper, vector, identity)

    async def plan(self) -> VectorPlan | None:
        """The model that was chosen, as of a second ago at the most."""
        if monotonic() - self._read_at > _FRESH_SECONDS:
            async with self._database.read() as connection:
                self._plan = await store.read_plan(connection)
            self._read_at = monotonic()
        return self._plan

    def _has_any(self, opened: Callable[[], Opened], collections: frozenset[str]) -> bool:
        """Whether a vector of a readable article could be near to the question: else it need not leave."""
        vectors = self._keeper.opened()
        if vectors is None:
            return False
        return self._keeper.shelf(vectors, opened(), collections=collections, documents=None).covered > 0

    async def _vector(self, text: str, plan: VectorPlan, asker: Asker) -> "tuple[Numbers, str]":
        """The vector and its identity; a page asks for the same question several times, a model only once."""
        key = _key(text, plan, asker)
        known = self._remembered.get(key)
        if known is not None:
            self._remembered.move_to_end(key)
            return known
        found = await self._embedder.question(text, plan=plan, asker=asker)
        made = self._remembered[key] = found.numbers[0], identity_of(plan, found.build)
        while len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return made


def _key(text: str, plan: VectorPlan, asker: Asker) -> bytes:
    """Holds no word of the question."""
    facts = (plan, asker.organisation_id, asker.person_id, asker.api_key_id, asker.information_class, text)
    return hashlib.sha256(repr(facts).encode()).digest()
