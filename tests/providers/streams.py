"""Streams as servers send them, in pieces of bytes."""

import asyncio
import json
from collections.abc import Sequence

from aiohttp import web

from genkan.providers import ProviderEvent, TextDelta
from tests.providers.conftest import Behaviour


def event(document: object, *, end: str = "\n\n") -> bytes:
    """One server-sent event with a JSON document."""
    return f"data: {json.dumps(document, ensure_ascii=False)}{end}".encode()


def delta(text: str | None = None, *, finish: str | None = None, **more: object) -> bytes:
    """An event with a piece of text, or with the reason of the end."""
    content = {} if text is None else {"content": text}
    return event({"choices": [{"index": 0, "delta": content, "finish_reason": finish}], **more})


USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
DONE = b"data: [DONE]\n\n"
WHOLE = [
    delta("保存期間は"),
    delta("五年です。"),
    delta(finish="stop"),
    event({"choices": [], "usage": USAGE}),
    DONE,
]


def streaming(
    pieces: Sequence[bytes],
    *,
    content_type: str = "text/event-stream",
    pause: float = 0.0,
    hang: bool = False,
    cut: bool = False,
) -> Behaviour:
    """Send the pieces; then end, hang for ever, or cut the line without ending the body."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": content_type})
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
            await asyncio.sleep(pause)
        if hang:
            await asyncio.sleep(30)
        if cut and request.transport is not None:
            request.transport.abort()
        return response

    return behave


def answering(body: bytes, *, status: int = 200, content_type: str = "application/json") -> Behaviour:
    """Answer with a whole body."""

    async def behave(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, status=status, headers={"Content-Type": content_type})

    return behave


STOP = delta(finish="stop")
TOLD = "保存期間は五年です。"


def text_of(events: Sequence[ProviderEvent]) -> str:
    """The text of an answer."""
    return "".join(event.text for event in events if isinstance(event, TextDelta))
