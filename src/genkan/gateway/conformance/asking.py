"""Asking an endpoint for a check, and what was heard."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from genkan.catalogue import Deployment
from genkan.providers import (
    Endpoint,
    Finished,
    Message,
    Provider,
    ProviderEvent,
    SpeakRequest,
    TextDelta,
    UsageReport,
)

_SHORT_ANSWER = 256


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
    """A deployment with the provider that speaks to it."""

    deployment: Deployment
    provider: Provider
    endpoint: Endpoint

    def speak(self, words: str, **parameters: object) -> AsyncGenerator[ProviderEvent, None]:
        """The events of one short answer; ``parameters`` are added to those of the request."""
        request = SpeakRequest(
            model=self.deployment.remote_model,
            messages=(Message("user", words),),
            parameters={"max_tokens": _SHORT_ANSWER, **parameters},
        )
        return self.provider.speak(self.endpoint, request)

    async def ask(self, words: str, **parameters: object) -> Heard:
        """One whole answer. Raises ``ProviderProblem``."""
        began = time.monotonic()
        heard = Heard()
        async with aclosing(self.speak(words, **parameters)) as events:
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
