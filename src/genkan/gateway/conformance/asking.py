"""Asking an endpoint through the entrance, and what was heard."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from genkan.catalogue import Deployment
from genkan.gateway.conformance.passing import Passing
from genkan.providers import (
    Embeddings,
    Endpoint,
    EndpointUnreachable,
    Finished,
    Message,
    Provider,
    ProviderEvent,
    Session,
    SpeakRequest,
    TextDelta,
    Timeouts,
    UsageReport,
    embed,
)

_SHORT_ANSWER = 256
_TIMEOUTS = Timeouts(connect=5.0, first_token=60.0, between_tokens=30.0, whole=120.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer: its text in the pieces that came, when they came (seconds since asking), and how it ended."""

    pieces: tuple[str, ...] = ()
    times: tuple[float, ...] = ()
    usage: UsageReport | None = None
    reason: str = ""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """The whole answer."""
        return "".join(self.pieces)

    @property
    def first(self) -> float:
        """Seconds to the first piece, or to the end where none came."""
        return self.times[0] if self.times else self.seconds


@dataclass(frozen=True, slots=True)
class Asking:
    """A deployment with the provider that speaks to it, and the way there."""

    deployment: Deployment
    provider: Provider
    endpoint: Endpoint
    passing: Passing
    session: Session

    async def speak(
        self, words: str, *, max_tokens: int = _SHORT_ANSWER, **parameters: object
    ) -> AsyncGenerator[ProviderEvent, None]:
        """The events of one short answer; ``parameters`` are added to those of the request."""
        async with self.passing.visit(self.deployment, (words,), longest_answer=max_tokens) as visit:
            request = SpeakRequest(
                model=self.deployment.remote_model,
                messages=(Message("user", visit.texts[0]),),
                parameters={"max_tokens": max_tokens, **parameters},
            )
            async with aclosing(self.provider.speak(self.endpoint, request)) as events:
                async for event in events:
                    visit.see(event)
                    yield event

    async def embed(self, *texts: str) -> Embeddings:
        """The vectors of texts. Raises ``ProviderProblem`` and the errors of the entrance."""
        async with self.passing.visit(self.deployment, texts, longest_answer=1) as visit:
            found = await embed(
                self.session,
                self.endpoint,
                model=self.deployment.remote_model,
                inputs=visit.texts,
                timeouts=_TIMEOUTS,
            )
            if found.input_tokens is not None:
                visit.see(UsageReport(found.input_tokens, 0))
            return found

    async def ask(self, words: str, *, max_tokens: int = _SHORT_ANSWER, **parameters: object) -> Heard:
        """One whole answer. Raises ``ProviderProblem`` and the errors of the entrance.

        Servers close a connection after a fault: a question that meets with its end is asked again once.
        """
        try:
            return await self._ask(words, max_tokens=max_tokens, **parameters)
        except EndpointUnreachable:
            return await self._ask(words, max_tokens=max_tokens, **parameters)

    async def _ask(self, words: str, *, max_tokens: int, **parameters: object) -> Heard:
        began = time.monotonic()
        heard = Heard()
        async with aclosing(self.speak(words, max_tokens=max_tokens, **parameters)) as events:
            async for event in events:
                heard = _with(heard, event, at=time.monotonic() - began)
        return replace(heard, seconds=time.monotonic() - began)

    def of_model(self, name: str) -> "Asking":
        """The same endpoint, asked for another model."""
        return replace(self, deployment=replace(self.deployment, remote_model=name))


def _with(heard: Heard, event: ProviderEvent, *, at: float) -> Heard:
    match event:
        case TextDelta(text):
            return replace(heard, pieces=(*heard.pieces, text), times=(*heard.times, at))
        case UsageReport():
            return replace(heard, usage=event)
        case Finished(reason):
            return replace(heard, reason=reason)
        case _:
            return heard
