"""How texts become vectors: what building and searching ask for, and the way through the door of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from genkan.catalogue import Deployment, InformationClass
from genkan.gateway import EmbeddingAsk, Gateway, PolicyRefused, Purpose
from genkan.knowledge.vectors.plan import VectorPlan

if TYPE_CHECKING:
    from genkan.knowledge.vectors.rows import Numbers

_MOST_TEXTS = 64
# What the policy says of what stands in a text, and not of the model or of whoever asks.
_ABOUT_TEXTS = frozenset(
    {
        "personal_data",
        "hidden_personal_data",
        "too_much_personal_data",
        "detector_failed",
        "banned_words",
        "max_characters",
    }
)


@dataclass(frozen=True, kw_only=True)
class Asker:
    """For whom texts are embedded, and of which information class they are; ``None``: the plan says of which.

    Without a person and a key it is the organisation itself. ``seconds`` is how long whoever asks waits for a vector.
    ``app`` is the app that searches for them, as the door knows it.
    """

    organisation_id: str
    app: str = ""
    person_id: str = ""
    api_key_id: str = ""
    information_class: int | None = None
    seconds: float = 1.5


class Embedded(NamedTuple):
    """Unit vectors, one in each row, and which build of the model they are of."""

    numbers: "Numbers"
    build: str


class Embedder(Protocol):
    """Says what texts mean. Its methods raise a ``Problem`` where that cannot be had."""

    def build(self, plan: VectorPlan) -> str:
        """The build of the model that would be asked now."""
        ...

    def most_texts(self, plan: VectorPlan) -> int:
        """How many texts may be given at once."""
        ...

    async def texts(self, texts: Sequence[str], *, plan: VectorPlan, asker: Asker) -> Embedded | None:
        """The vectors of texts for an index, ``None`` where one of them may not leave for what stands in it.

        ``asker`` states their information class.
        """
        ...

    async def question(self, text: str, *, plan: VectorPlan, asker: Asker) -> Embedded:
        """The vector of a question."""
        ...


class DoorEmbedder:
    """Asks through the gateway, so that policy, budgets, switches and metering hold for every text."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def build(self, plan: VectorPlan) -> str:
        """Raises ``EmbeddingModelGone`` where no deployment of the model is active."""
        return _build(self._gateway.room_embedder.route(plan.model).deployments[0])

    def most_texts(self, plan: VectorPlan) -> int:
        """What every deployment of the model is declared to take, 64 at most."""
        route = self._gateway.room_embedder.route(plan.model)
        declared = (deployment.capabilities.get("most_inputs") for deployment in route.deployments)
        return min([_MOST_TEXTS, *(most for most in declared if isinstance(most, int))])

    async def texts(self, texts: Sequence[str], *, plan: VectorPlan, asker: Asker) -> Embedded | None:
        """Charged to the organisation whose texts they are."""
        try:
            return await self._embed(tuple(texts), plan, asker, Purpose.INDEX)
        except PolicyRefused as problem:
            if problem.details["rule"] not in _ABOUT_TEXTS:
                raise
        return None

    async def question(self, text: str, *, plan: VectorPlan, asker: Asker) -> Embedded:
        """Charged to whoever asks."""
        return await self._embed((plan.question_prefix + text,), plan, asker, Purpose.SEARCH)

    async def _embed(
        self, texts: tuple[str, ...], plan: VectorPlan, asker: Asker, purpose: Purpose
    ) -> Embedded:
        stated = asker.information_class
        ask = EmbeddingAsk(
            organisation_id=asker.organisation_id,
            app=asker.app,
            person_id=asker.person_id,
            api_key_id=asker.api_key_id,
            purpose=purpose,
            information_class=InformationClass(plan.question_class if stated is None else stated),
            model=plan.model,
            texts=texts,
            dimensions=plan.dimensions,
        )
        from genkan.knowledge.vectors.rows import unit  # loads numpy

        found = await self._gateway.room_embedder.embed(ask)
        return Embedded(unit(found.vectors), _build(found.passage.deployment))


def identity_of(plan: VectorPlan, build: str) -> str:
    """What vectors share that can be compared with one another."""
    return f"{plan.recipe}|{build}"


def _build(deployment: Deployment) -> str:
    """What is stated alike for all deployments of one public name."""
    return f"{deployment.model_id or ''}:{deployment.build}"
