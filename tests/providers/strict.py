"""A server that lets pass only what a published protocol allows, and then behaves as it is told."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.providers.conftest import Behaviour, silence

Rule = Callable[[web.Request, bytes], web.Response | None]


def refuse(status: int, document: object) -> web.Response:
    """A refusal with a JSON document."""
    return web.json_response(document, status=status)


@dataclass
class StrictServer:
    """What arrived, and how the server behaves towards it; ``rule`` gives a refusal for a wrong request."""

    rule: Rule
    behaviour: Behaviour = silence
    address: str = ""
    bodies: list[dict[str, object]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refused: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Check the request, note it, and behave."""
        body = await request.read()
        refusal = self.rule(request, body)
        if refusal is not None:
            self.refused += 1
            return refusal
        self.bodies.append(json.loads(body))
        self.paths.append(request.raw_path)
        self.headers.append(dict(request.headers))
        return await self.behaviour(request)


@asynccontextmanager
async def running(rule: Rule) -> AsyncIterator[StrictServer]:
    """The server on a free port; ``address`` has no path."""
    strict = StrictServer(rule)
    application = web.Application()
    application.router.add_post("/{path:.*}", strict.answer)
    server = TestServer(application)
    await server.start_server()
    strict.address = str(server.make_url("")).rstrip("/")
    yield strict
    await server.close()


def fields(body: bytes) -> dict[str, object]:
    """The body as a document; an empty one where it is none."""
    try:
        document = json.loads(body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
