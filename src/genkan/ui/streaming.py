"""Server-sent events: the page follows what the server is writing.

The choice: htmx's own extension ``hx-sse``, because it resumes with ``Last-Event-ID``, reconnects with growing pauses,
stops at a named event, and puts one message into many places with ``<hx-partial>``. So two answers of a comparison
travel in ONE stream, and no client code of ours takes part. (A browser allows six connections to a host.)

A page holds ``{{ stream("/chat/1/events") }}`` and elements with ids. The route answers with::

    async def events() -> AsyncGenerator[StreamEvent]:
        feed = AnswerFeed("answer-7")
        async for progress in gateway.follow(answer_id):
            yield StreamEvent(feed.update(progress.text), id=str(len(progress.text)))
        yield StreamEvent(partial("answer-7", pages.fragment(request, "workspace/_answer.html", …), swap="outerHTML"))

    return event_stream(events(), closing=request.app.state.closing)

When ``events`` ends, the stream tells the page so and it does not come back; when the server shuts down or the line
breaks, the page comes back by itself. The first update of an ``AnswerFeed`` replaces what the page shows and later ones
add to it, so a resumed stream, a reloaded page and a second tab need no position. Send at most ten updates a second.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass

from markupsafe import Markup, escape
from starlette.responses import StreamingResponse

from genkan.ui.markdown import closed_blocks, render

KEEP_ALIVE_SECONDS = 15.0
_KEEP_ALIVE = ": keep-alive\n\n"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


@dataclass(frozen=True)
class StreamEvent:
    """One message: ``html`` of one or more ``partial`` joined; ``id`` comes back as ``Last-Event-ID``."""

    html: str
    id: str = ""
    name: str = ""

    def frame(self) -> str:
        """The lines that travel."""
        identity = [f"id: {self.id}"] if self.id else []
        name = [f"event: {self.name}"] if self.name else []
        data = [f"data: {line}" for line in self.html.splitlines() or [""]]
        return "\n".join([*identity, *name, *data]) + "\n\n"


_END = StreamEvent("", name="end")


def event_stream(
    events: AsyncGenerator[StreamEvent],
    *,
    closing: asyncio.Event | None = None,
    keep_alive: float = KEEP_ALIVE_SECONDS,
) -> StreamingResponse:
    """The response that sends ``events`` and then their end; ``closing`` is set when the server shuts down."""
    frames = _frames(events, closing or asyncio.Event(), keep_alive)
    return StreamingResponse(frames, media_type="text/event-stream", headers=_HEADERS)


def partial(target: str, html: Markup, *, swap: str = "innerHTML") -> Markup:
    """HTML for the element with the id ``target``; ``swap`` is innerHTML, outerHTML, beforeend or delete."""
    frame = Markup('<hx-partial hx-target="#{}" hx-swap="{}">{}</hx-partial>')
    return frame.format(target, swap, html)


class AnswerFeed:
    """Turns a growing Markdown text into updates of the element that the macro ``live_answer(name)`` made.

    Finished blocks are sent once and appended; only the block still being written is sent again.
    """

    def __init__(self, name: str, *, draw: Callable[[str], Markup] = render) -> None:
        self._name = name
        self._draw = draw
        self._sent: str | None = None

    def update(self, text: str) -> Markup:
        """The partials that bring the page from the text of the last call to ``text`` (the whole text so far)."""
        closed, still_open = closed_blocks(text)
        if self._sent is None or not closed.startswith(self._sent):
            finished = partial(f"{self._name}-closed", self._draw(closed))
        elif closed != self._sent:
            finished = partial(
                f"{self._name}-closed", self._draw(closed[len(self._sent) :]), swap="beforeend"
            )
        else:
            finished = Markup()
        self._sent = closed
        return finished + partial(f"{self._name}-open", self._draw(still_open))


def announcement(text: str) -> Markup:
    """A partial that screen readers read out: once when an answer starts and once when it ended, never its words."""
    return partial("stream-status", escape(text))


async def _frames(
    events: AsyncGenerator[StreamEvent], closing: asyncio.Event, keep_alive: float
) -> AsyncIterator[str]:
    frames: asyncio.Queue[str] = asyncio.Queue(maxsize=1)
    sender = asyncio.create_task(_send_all(events, frames))
    closed = asyncio.create_task(closing.wait())
    try:
        yield _KEEP_ALIVE
        while not closed.done() and not (sender.done() and frames.empty()):
            yield await _next_frame(frames, sender, closed, keep_alive=keep_alive)
        if sender.done():
            sender.result()
    finally:
        sender.cancel()
        closed.cancel()


async def _send_all(events: AsyncGenerator[StreamEvent], frames: asyncio.Queue[str]) -> None:
    """A task of its own, so that ``events`` is closed in order when the page goes away."""
    async with aclosing(events):
        async for event in events:
            await frames.put(event.frame())
    await frames.put(_END.frame())


async def _next_frame(frames: asyncio.Queue[str], *others: asyncio.Task[object], keep_alive: float) -> str:
    """The next frame; a comment when none came in time or one of the ``others`` ended first."""
    waiting = asyncio.create_task(frames.get())
    try:
        await asyncio.wait({waiting, *others}, timeout=keep_alive, return_when=asyncio.FIRST_COMPLETED)
        return waiting.result() if waiting.done() else _KEEP_ALIVE
    finally:
        waiting.cancel()
