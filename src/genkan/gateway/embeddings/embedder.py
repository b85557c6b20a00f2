"""The door for embeddings: the same steps as for chats, without an answer in words."""

from dataclasses import dataclass

from genkan.catalogue import InformationClass, WireProtocol
from genkan.gateway.answer import Outcome
from genkan.gateway.ask import Purpose
from genkan.gateway.embeddings.request import EmbeddingsRequest
from genkan.gateway.entrance import Call, Passage, is_temporary
from genkan.gateway.errors import ModelOfOtherKind
from genkan.gateway.outcomes import is_fault_of_endpoint, outcome_of_error, outcome_of_problem
from genkan.gateway.programs import Programs
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
        """The vectors. Raises ``ModelOfOtherKind`` and the errors of the entrance and of providers.

        An endpoint that cannot be had is followed by another of the same build; never by another model, whose
        vectors could not be compared.
        """
        call = self._call(holder, request, information_class)
        tried: set[str] = set()
        while True:
            passage = await self.programs.entrance.enter(
                call, but=tried, again=bool(tried), renew=self._renewed
            )
            tried.add(passage.deployment.id)
            try:
                return await self._ask(passage, request)
            except ProviderProblem as problem:
                others = any(deployment.id not in tried for deployment in call.route.deployments)
                if not (others and is_temporary(problem) and len(tried) < _MOST_ATTEMPTS):
                    raise

    def _call(
        self, holder: KeyHolder, request: EmbeddingsRequest, information_class: InformationClass
    ) -> Call:
        route = self.programs.route(holder, request.model)
        able = all(deployment.protocol == WireProtocol.OPENAI_CHAT for deployment in route.deployments)
        if not (route.embeds and able):
            raise ModelOfOtherKind(model=request.model, parameter="model", allowed="/v1/chat/completions")
        return Call(
            caller=holder.caller,
            purpose=Purpose.PROGRAM,
            information_class=information_class,
            route=route,
            texts=request.texts,
            longest_answer=1,
        )

    async def _renewed(self, call: Call) -> Call:
        return self.programs.renewed(call)

    async def _ask(self, passage: Passage, request: EmbeddingsRequest) -> Embedded:
        clock = self.programs.clock
        try:
            found = await self._found(passage, request)
        except ProviderProblem as problem:
            passage.see_failure(problem)
            passage.leave(outcome_of_problem(problem), at=clock(), failed=is_fault_of_endpoint(problem))
            raise
        except BaseException as error:  # the caller is told: it is raised again
            passage.see_failure(error)
            passage.leave(outcome_of_error(error), at=clock(), failed=None)
            if stopped := passage.why_cut():
                raise stopped from None
            raise
        if found.input_tokens is not None:
            passage.meter.see_usage(UsageReport(found.input_tokens, 0))
        passage.leave(Outcome.COMPLETED, at=clock(), failed=False)
        return Embedded(found.vectors, passage.meter.measure().input_tokens, passage)

    async def _found(self, passage: Passage, request: EmbeddingsRequest) -> Embeddings:
        deployment, decision = passage.deployment, passage.decision
        endpoint = self.programs.endpoints.of(deployment)
        passage.sent = True
        return await embed(
            self.session,
            endpoint,
            model=deployment.remote_model,
            inputs=decision.texts if isinstance(decision, Mask) else request.texts,
            dimensions=request.dimensions,
        )
