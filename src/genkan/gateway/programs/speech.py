"""One answer to a program: counted, restored and written down while it goes by."""

import asyncio
from collections.abc import Awaitable
from typing import Protocol, TypeVar

from genkan.gateway.answer import Outcome
from genkan.gateway.entrance import Passage
from genkan.gateway.outcomes import is_fault_of_endpoint, outcome_of_problem, outcome_of_reason
from genkan.gateway.programs.restoring import Restoring
from genkan.kit import Clock
from genkan.policy import Mask
from genkan.providers import Document, ProviderProblem, Said, TakeEvents, UsageReport

Chunks = list[tuple[bytes, Document]]
Heard = TypeVar("Heard")
_REASONS = {"stop": "stop", "length": "length", "content_filter": "content_filter"}


class Source(Protocol):
    """An answer as it comes from an endpoint, in OpenAI's form."""

    def next(self, take_events: TakeEvents | None = None, /) -> Awaitable[Chunks]:
        """The next chunks, none at the proper end; words that ``take_events`` takes as they come are not among them."""
        ...

    def whole(self) -> Awaitable[tuple[bytes, Document]]:
        """The whole answer."""
        ...

    def close(self) -> Awaitable[None]:
        """End it, also at the endpoint."""
        ...


class Speech:
    """The answer; ``close`` it whatever happens. Every way out writes down one outcome."""

    def __init__(self, passage: Passage, source: Source, *, wants_usage: bool, clock: Clock) -> None:
        self.passage = passage
        self._source = source
        self._wants_usage = wants_usage
        self._clock = clock
        self._reason = "stop"
        self._first: Chunks | None = None
        self._whole: tuple[bytes, Document] | None = None
        self._left = False
        decision = passage.decision
        self._restoring = Restoring(decision.originals) if isinstance(decision, Mask) else None

    async def begin(self, *, streams: bool) -> None:
        """Wait for the first chunk, or for the whole answer: a failure before it can be answered otherwise."""
        if streams:
            self._first = await self._next()
            return
        self._whole = await self._heard(self._source.whole())
        self._see(self._whole[1])
        self._leave(outcome_of_reason(self._reason), failed=False)

    def whole(self) -> bytes:
        """The whole answer as a document; empty where it was begun as a stream."""
        data = self._whole[0] if self._whole else b""
        return self._restoring.whole(data) if self._restoring else data

    async def next(self, send_at_once: TakeEvents | None = None) -> list[bytes]:
        """The documents of the next chunks for the program; empty at the end.

        While this waits, events that can go to the program as they came go by ``send_at_once``, unless that returns
        false: only then are they given here.
        """
        take_events = self._taking(send_at_once)
        while True:
            chunks, self._first = self._first, None
            if chunks is None:
                chunks = await self._next(take_events)
            if not chunks:
                self._leave(outcome_of_reason(self._reason), failed=False)
                return []
            if documents := [self._restored(data) for data, document in chunks if self._is_wanted(document)]:
                return documents

    def check_cut(self) -> None:
        """Raise ``Stopped`` in the place of a cancellation that a kill switch caused."""
        if stopped := self.passage.why_cut():
            self._leave(Outcome.SWITCHED_OFF, failed=None)
            raise stopped from None

    async def close(self) -> None:
        """End the answer, also at the endpoint; one that is still open counts as stopped."""
        self._leave(Outcome.STOPPED, failed=None)
        await self._source.close()

    async def _next(self, take_events: TakeEvents | None = None) -> Chunks:
        chunks = await self._heard(self._source.next(take_events))
        for _data, document in chunks:
            self._see(document)
        return chunks

    def _taking(self, send_at_once: TakeEvents | None) -> TakeEvents | None:
        """Sends events as they came and counts them; None where words have to be restored in them."""
        if send_at_once is None or self._restoring is not None:
            return None
        see_text = self.passage.meter.see_text

        def take_events(events: bytes, said: Said) -> bool:
            if not send_at_once(events, said):
                return False
            if isinstance(said, str):
                see_text(said)
            else:
                for document in said:
                    self._see(document)
            return True

        return take_events

    async def _heard(self, saying: Awaitable[Heard]) -> Heard:
        """What the endpoint says; its failure and a kill switch are written down."""
        try:
            return await saying
        except ProviderProblem as problem:
            self._fail(problem)
            raise
        except asyncio.CancelledError:
            self.check_cut()
            raise

    def _fail(self, problem: ProviderProblem) -> None:
        """The endpoint failed; the circuit breaker learns of it where no token had come."""
        self.passage.see_failure(problem)
        self._leave(
            outcome_of_problem(problem), failed=not self.passage.spoke and is_fault_of_endpoint(problem)
        )

    def _see(self, document: Document) -> None:
        meter = self.passage.meter
        for choice in document.choices or ():
            words = choice.delta or choice.message
            if words is not None and (words.content or words.tool_calls):
                meter.see_text(words.content or "")
            if choice.finish_reason:
                self._reason = _REASONS.get(choice.finish_reason, "stop")
        usage = document.usage
        if usage is not None and usage.prompt_tokens is not None:
            meter.see_usage(UsageReport(usage.prompt_tokens, usage.completion_tokens or 0))

    def _is_wanted(self, document: Document) -> bool:
        """A chunk with nothing but the usage goes only to who asked for it."""
        return self._wants_usage or bool(document.choices)

    def _restored(self, data: bytes) -> bytes:
        return self._restoring.chunk(data) if self._restoring else data

    def _leave(self, outcome: Outcome, *, failed: bool | None) -> None:
        if not self._left:
            self._left = True
            self.passage.leave(outcome, at=self._clock(), failed=failed)
