"""The routes of the API, as plain ASGI: no framework stands between a token and the program that waits for it."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from genkan.gateway import Gateway
from genkan.kit import Clock
from genkan.openai_api.chat import answer_chat
from genkan.openai_api.embeddings import answer_embeddings
from genkan.openai_api.errors import MethodUnknown, PathUnknown, ProgramLeft, ServerStopping
from genkan.openai_api.exchange import Exchange, Receive, Send
from genkan.openai_api.models import answer_model, answer_models
from genkan.openai_api.problems import Explain, in_japanese, named, tell
from genkan.openai_api.responses import answer_responses

_MODEL = "/v1/models/"
Route = Callable[[Exchange, Gateway], Awaitable[None]]
_ROUTES: dict[str, tuple[str, Route]] = {
    "/v1/chat/completions": ("POST", answer_chat),
    "/v1/responses": ("POST", answer_responses),
    "/v1/embeddings": ("POST", answer_embeddings),
    "/v1/models": ("GET", answer_models),
}


class OpenAIApi:
    """Answers everything under ``/v1``; ``explain`` says what went wrong in the language of the program."""

    def __init__(self, gateway: Gateway, clock: Clock, *, explain: Explain = in_japanese) -> None:
        self._gateway = gateway
        self._explain = explain
        self._clock = clock

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send)
        try:
            await _route(exchange)(exchange, self._gateway)
        except asyncio.CancelledError:  # only a server that stops cancels; the program is told
            await tell(exchange, ServerStopping(), explain=self._explain)
        except ProgramLeft:
            return
        except Exception as error:  # noqa: BLE001 - the program is told by an error document, the operator by the log
            await tell(exchange, named(error, clock=self._clock), explain=self._explain)


def _route(exchange: Exchange) -> Route:
    found = _ROUTES.get(exchange.path)
    if found is None and exchange.path.startswith(_MODEL):
        found = ("GET", answer_model)
    if found is None:
        raise PathUnknown(method=exchange.method, path=exchange.path)
    method, route = found
    if exchange.method != method:
        raise MethodUnknown(method=exchange.method, path=exchange.path)
    return route
