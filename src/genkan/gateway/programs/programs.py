"""The door for programs: identify → classify → decide → route → speak → meter → record."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from msgspec import structs

from genkan.catalogue import InformationClass, WireProtocol
from genkan.gateway.ask import Purpose
from genkan.gateway.chat import ChatRequest, RequestTexts
from genkan.gateway.chat.reply import Reply, speak_request
from genkan.gateway.entrance import (
    Call,
    Entrance,
    Passage,
    Renew,
    elsewhere,
    fallback,
    is_temporary,
    may_go_elsewhere,
)
from genkan.gateway.errors import (
    AddressNotAllowed,
    ClassNotAllowed,
    GatewayProblem,
    KeyNotAccepted,
    ModelNotFound,
)
from genkan.gateway.keys import digest_of
from genkan.gateway.outcomes import is_fault_of_endpoint, outcome_of_error, outcome_of_problem
from genkan.gateway.programs.declared import undeclared
from genkan.gateway.programs.endpoints import Endpoints
from genkan.gateway.programs.relaying import body_for, is_relayed
from genkan.gateway.programs.source import EventSource, RelaySource
from genkan.gateway.programs.speech import Source, Speech
from genkan.gateway.route import Route
from genkan.gateway.snapshot import KeyHolder, SnapshotKeeper
from genkan.kit import Clock, Problem
from genkan.policy import Mask
from genkan.providers import (
    Provider,
    ProviderProblem,
    Relay,
)

_MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Programs:
    """Answers the calls of programs over the routes of the snapshot."""

    keeper: SnapshotKeeper
    entrance: Entrance
    relay: Relay
    providers: Mapping[str, Provider]
    clock: Clock
    endpoints: Endpoints = field(default_factory=Endpoints)

    def identify(self, secret: str, *, address: str) -> KeyHolder:
        """Who calls. Raises ``KeyNotAccepted``, ``AddressNotAllowed``, ``RecordsBehind``."""
        holder = self.keeper.snapshot.holder(digest_of(secret), now=self.clock())
        if holder is None:
            raise KeyNotAccepted
        if not holder.key.may_come_from(address):
            raise AddressNotAllowed(address=address)
        return holder

    def classify(self, holder: KeyHolder, stated: str | None) -> InformationClass:
        """The information class that the request states, or that of the key. Raises ``ClassNotAllowed``."""
        key = holder.key
        if stated is None:
            return key.information_class
        with suppress(ValueError):
            if (information_class := InformationClass(int(stated))) <= key.ceiling:
                return information_class
        raise ClassNotAllowed(ceiling=int(key.ceiling))

    def routes(self, holder: KeyHolder) -> tuple[Route, ...]:
        """The routes that the key opens, by name."""
        opened = (route for route in self.keeper.snapshot.routes.values() if _opens(holder, route.name))
        return tuple(sorted(opened, key=lambda route: route.name))

    def route(self, holder: KeyHolder, name: str) -> Route:
        """The route with this public name. Raises ``ModelNotFound``."""
        route = self.keeper.snapshot.routes.get(name)
        if route is None or not _opens(holder, name):
            raise ModelNotFound(model=name)
        return route

    def renewed(self, call: Call) -> Call:
        """A call as it would come now. Raises ``KeyNotAccepted``, ``ModelNotFound``, ``RecordsBehind``."""
        holder = self.keeper.snapshot.holder_of(call.caller.api_key_id or "", now=self.clock())
        if holder is None:
            raise KeyNotAccepted
        return structs.replace(call, caller=holder.caller, route=self.route(holder, call.route.name))

    async def chat(
        self, holder: KeyHolder, request: ChatRequest, *, information_class: InformationClass
    ) -> Speech:
        """The answer, begun. Raises the errors of the entrance and of providers.

        An endpoint that fails before its first token is followed by another of the same build, and these by the
        model that the organisation chose in the place of this one, if any.
        """
        texts = RequestTexts(request)
        call = _call(holder, request, texts, information_class, route=self.route(holder, request.model))
        try:
            return await self._chat(call, request, texts)
        except Problem as problem:
            other = self._fallback(call, holder) if may_go_elsewhere(problem) else None
            if other is None:
                raise
            with suppress(GatewayProblem):
                return await self._chat(elsewhere(call, route=other), request, texts)
            raise

    def _fallback(self, call: Call, holder: KeyHolder) -> Route | None:
        other = fallback(call, self.keeper.snapshot.routes)
        return other if other is not None and _opens(holder, other.name) else None

    async def _chat(self, call: Call, request: ChatRequest, texts: RequestTexts) -> Speech:
        tried = undeclared(request, call.route)
        first: ProviderProblem | None = None

        async def renew(call: Call) -> Call:
            call = self.renewed(call)
            tried.update(undeclared(request, call.route))
            return call

        while True:
            passage = await self._enter(call, but=tried, after=first, renew=renew)
            tried.add(passage.deployment.id)
            try:
                return await self._speak(passage, request, texts)
            except ProviderProblem as problem:
                first = first or problem
                if not _may_retry(problem, call, tried):
                    raise

    async def _enter(
        self, call: Call, *, but: set[str], after: ProviderProblem | None, renew: Renew
    ) -> Passage:
        """A passage; where a retry finds none, the program is told why the first endpoint failed."""
        try:
            return await self.entrance.enter(call, but=but, again=after is not None, renew=renew)
        except GatewayProblem as problem:
            if after is None:
                raise
            raise after from problem

    async def _speak(self, passage: Passage, request: ChatRequest, texts: RequestTexts) -> Speech:
        try:
            source = await self._open(passage, request, texts)
        except ProviderProblem as problem:
            passage.see_failure(problem)
            passage.leave(outcome_of_problem(problem), at=self.clock(), failed=is_fault_of_endpoint(problem))
            raise
        except BaseException as error:  # the caller is told: it is raised again
            passage.see_failure(error)
            passage.leave(outcome_of_error(error), at=self.clock(), failed=None)
            if stopped := passage.why_cut():
                raise stopped from None
            raise
        speech = Speech(passage, source, wants_usage=request.wants_usage, clock=self.clock)
        try:
            await speech.begin(streams=request.streams)
        except BaseException:  # the caller is told: it is raised again
            await speech.close()
            raise
        return speech

    async def _open(self, passage: Passage, request: ChatRequest, texts: RequestTexts) -> Source:
        deployment = passage.deployment
        texts.replace(passage.decision.texts if isinstance(passage.decision, Mask) else texts.texts)
        endpoint = self.endpoints.of(deployment)
        if is_relayed(request, deployment):
            body = body_for(request, deployment)
            passage.sent = True
            azure = deployment.protocol == WireProtocol.AZURE_OPENAI
            name = deployment.remote_model if azure else None
            return RelaySource(await self.relay.open(endpoint, body, azure_deployment=name))
        asked = speak_request(request, model=deployment.remote_model)
        passage.sent = True
        events = self.providers[deployment.protocol].speak(endpoint, asked)
        created = int(passage.row.at.timestamp())
        return EventSource(Reply(events, call_id=passage.row.id, model=request.model, created=created))


def _opens(holder: KeyHolder, name: str) -> bool:
    return not holder.key.models or name in holder.key.models


def _call(
    holder: KeyHolder,
    request: ChatRequest,
    texts: RequestTexts,
    information_class: InformationClass,
    *,
    route: Route,
) -> Call:
    return Call(
        caller=holder.caller,
        purpose=Purpose.PROGRAM,
        information_class=information_class,
        route=route,
        texts=texts.texts,
        longest_answer=request.longest_answer,
        choices=request.n or 1,
    )


def _may_retry(problem: ProviderProblem, call: Call, tried: set[str]) -> bool:
    """Whether another endpoint of the same build may be asked: none has said a word."""
    others = any(deployment.id not in tried for deployment in call.route.deployments)
    return others and is_temporary(problem) and len(tried) < _MOST_ATTEMPTS
