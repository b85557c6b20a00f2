"""Endpoints that speak OpenAI's protocol in one way or another."""

import asyncio
import json
from typing import Any

from aiohttp import web

WORDS = ("移管", "します", "。")
USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}


def chunk(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    """A chunk of a streamed answer."""
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "small",
        "choices": [choice],
    }


def completion(text: str, reason: str = "stop") -> dict[str, Any]:
    """A whole answer."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": reason}
    frame = {"id": "c1", "object": "chat.completion", "created": 1, "model": "small"}
    return {**frame, "choices": [choice], "usage": USAGE}


async def begin(request: web.Request) -> web.StreamResponse:
    """The headers of a stream."""
    response = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await response.prepare(request)
    return response


async def send(response: web.StreamResponse, *documents: dict[str, Any]) -> None:
    """Events, each in a write of its own."""
    for document in documents:
        await response.write(f"data: {json.dumps(document, ensure_ascii=False)}\n\n".encode())


async def speak(request: web.Request) -> web.StreamResponse:
    """Answer properly, whole or streamed."""
    asked = await request.json()
    if not asked.get("stream"):
        return web.json_response(completion("".join(WORDS)))
    response = await begin(request)
    await send(response, chunk({"role": "assistant", "content": ""}))
    await send(response, *(chunk({"content": word}) for word in WORDS), chunk({}, "stop"))
    if (asked.get("stream_options") or {}).get("include_usage"):
        await send(response, {**chunk({}), "choices": [], "usage": USAGE})
    await response.write(b"data: [DONE]\n\n")
    return response


async def echo(request: web.Request) -> web.StreamResponse:
    """Say what was asked, a character at a time where streamed."""
    asked = await request.json()
    text = asked["messages"][-1]["content"]
    if not asked.get("stream"):
        return web.json_response(completion(text))
    response = await begin(request)
    await send(response, *(chunk({"content": character}) for character in text), chunk({}, "stop"))
    await response.write(b"data: [DONE]\n\n")
    return response


async def endless(request: web.Request) -> web.StreamResponse:
    """A word every tenth of a second, without end."""
    response = await begin(request)
    while True:
        await send(response, chunk({"content": "あ"}))
        await asyncio.sleep(0.1)
