"""What a room asks of the door for embeddings: the vectors of texts of its own, or of a question that someone put."""

from dataclasses import dataclass

from genkan.catalogue import InformationClass
from genkan.gateway.ask import Purpose
from genkan.gateway.embeddings.embedder import Embedded, Embedder, gives_vectors
from genkan.gateway.entrance import Call
from genkan.gateway.errors import EmbeddingModelGone
from genkan.gateway.room_callers import RoomCallers
from genkan.gateway.route import Route
from genkan.storage import Database


@dataclass(frozen=True, kw_only=True)
class EmbeddingAsk:
    """Texts of an organisation, at least one, and the public name of the model that is to say what they mean.

    ``person_id`` or ``api_key_id`` is who put the question; where nobody did, as for an index, both are empty and the
    organisation itself is charged. ``app`` as in ``AsideAsk``.
    """

    organisation_id: str
    purpose: Purpose
    information_class: InformationClass
    model: str
    texts: tuple[str, ...]
    dimensions: int | None = None
    app: str = ""
    person_id: str = ""
    api_key_id: str = ""


class RoomEmbedder:
    """Lets rooms of the house ask for embeddings as programs do: decided, metered and recorded."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        keeper, clock = embedder.programs.keeper, embedder.programs.clock
        self._callers = RoomCallers.of(database, keeper, clock)
        self._embedder = embedder

    async def embed(self, ask: EmbeddingAsk) -> Embedded:
        """One vector for each text. Raises the errors of the gateway and of providers."""

        async def renew(_call: Call) -> Call:
            return await self._call(ask)

        return await self._embedder.ask(await self._call(ask), dimensions=ask.dimensions, renew=renew)

    def route(self, model: str) -> Route:
        """The active deployments under this public name. Raises ``EmbeddingModelGone`` and ``RecordsBehind``."""
        route = self._embedder.programs.keeper.snapshot.routes.get(model)
        if route is None or not gives_vectors(route):
            raise EmbeddingModelGone(model=model)
        return route

    async def _call(self, ask: EmbeddingAsk) -> Call:
        caller = await self._callers.find(
            ask.organisation_id, person_id=ask.person_id, api_key_id=ask.api_key_id, app=ask.app
        )
        return Call(
            caller=caller,
            purpose=ask.purpose,
            information_class=ask.information_class,
            route=self.route(ask.model),
            texts=ask.texts,
            longest_answer=1,
        )
