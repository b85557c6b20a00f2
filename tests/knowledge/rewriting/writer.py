"""A real chat server that puts questions in other words, or does worse."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from aiohttp import web

from tests.knowledge.model_server import ModelServer


@dataclass(kw_only=True)
class WordsServer(ModelServer):
    """Gives ``words`` as a stream, whatever it is asked."""

    path: ClassVar[str] = "/chat/completions"
    model: ClassVar[str] = "words"

    words: str = "[]"

    @property
    def questions(self) -> list[str]:
        """The last message of each request."""
        return [body["messages"][-1]["content"] for body in self.asked]

    async def answer(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        """The words in two pieces."""
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for piece in (self.words[:5], self.words[5:]):
            await response.write(_event({"delta": {"content": piece}, "finish_reason": None}))
        await response.write(_event({"delta": {}, "finish_reason": "stop"}) + b"data: [DONE]\n\n")
        return response


def _event(choice: dict[str, Any]) -> bytes:
    return f"data: {json.dumps({'choices': [{'index': 0, **choice}]})}\n\n".encode()
