"""The door for embeddings: the same steps as for chats, without an answer in words."""

from dataclasses import dataclass

from genkan.catalogue import InformationClass, WireProtocol
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Purpose
from genkan.gateway.embeddings.request import EmbeddingsRequest
from genkan.gateway.entrance import Call, Passage, Renew, is_temporary, written_down
from genkan.gateway.errors import ModelOfOtherKind
from genkan.gateway.programs import Programs
from genkan.gateway.route import Route
from genkan.gateway.snapshot import KeyHolder
from genkan.policy import Mask
from genkan.providers import Embeddings, ProviderProblem, Session, UsageReport, embed

_MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Embedded:
    """One vector for each text; ``tokens`` as counted or estimated, ``passage`` the call that it took."""

    vectors: tuple[tuple[float, ...], ...]
    tokens: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Embedder:
    """Asks for embeddings over the routes of the snapshot."""

    programs: Programs
    session: Session

    async def embed(
        self, holder: KeyHolder, request: EmbeddingsRequest, *, information_class: InformationClass
    ) -> Embedded:
        """The vectors for a program. Raises ``ModelOfOtherKind`` and what :meth:`ask` raises."""
        route = self.programs.route(holder, request.model)
        if not gives_vectors(route):
            raise ModelOfOtherKind(model=request.model, parameter="model", allowed="/v1/chat/completions")
        call = Call(
            caller=holder.caller,
            purpose=Purpose.PROGRAM,
            information_class=information_class,
            route=route,
            texts=request.texts,
            longest_answer=1,
        )
        return await self.ask(call, dimensions=request.dimensions, renew=self._renewed)

    async def ask(self, call: Call, *, dimensions: int | None, renew: Renew) -> Embedded:
        """The vectors of a call's texts. Raises the errors of the entrance and of providers.

        An endpoint that cannot be had is followed by another of the same build; never by another model, whose
        vectors could not be compared.
        """
        tried: set[str] = set()
        while True:
            passage = await self.programs.entrance.enter(call, but=tried, again=bool(tried), renew=renew)
            tried.add(passage.deployment.id)
            try:
                return await self._ask(passage, dimensions)
            except ProviderProblem as problem:
                others = any(deployment.id not in tried for deployment in call.route.deployments)
                if not (others and is_temporary(problem) and len(tried) < _MOST_ATTEMPTS):
                    raise

    async def _renewed(self, call: Call) -> Call:
        return self.programs.renewed(call)

    async def _ask(self, passage: Passage, dimensions: int | None) -> Embedded:
        clock = self.programs.clock
        with written_down(passage, clock=clock):
            found = await self._found(passage, dimensions)
        if found.input_tokens is not None:
            passage.meter.see_usage(UsageReport(found.input_tokens, 0))
        passage.leave(Outcome.COMPLETED, at=clock(), failed=False)
        return Embedded(found.vectors, passage.meter.measure().input_tokens, passage)

    async def _found(self, passage: Passage, dimensions: int | None) -> Embeddings:
        deployment, decision = passage.deployment, passage.decision
        endpoint = self.programs.endpoints.of(deployment)
        passage.sent = True
        return await embed(
            self.session,
            endpoint,
            model=deployment.remote_model,
            inputs=decision.texts if isinstance(decision, Mask) else passage.call.texts,
            dimensions=dimensions,
        )


def gives_vectors(route: Route) -> bool:
    """Whether every deployment of the route can be asked for embeddings."""
    return route.embeds and all(each.protocol == WireProtocol.OPENAI_CHAT for each in route.deployments)
