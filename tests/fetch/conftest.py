"""A service that misbehaves as a test tells it to."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer


class Service:
    """A local server that counts what it is asked and answers with what is put in line, the last again and again."""

    def __init__(self, server: TestServer, asked: list[str]) -> None:
        self.server = server
        self.asked = asked
        self.answers: list[Callable[[], Awaitable[web.StreamResponse]]] = []

    def address(self, path: str = "/") -> str:
        return str(self.server.make_url(path))

    def says(self, *answers: web.StreamResponse | Callable[[], Awaitable[web.StreamResponse]]) -> None:
        for answer in answers:
            self.answers.append(answer if callable(answer) else _just(answer))


def _just(answer: web.StreamResponse) -> Callable[[], Awaitable[web.StreamResponse]]:
    """The answer, as often as it is asked for; one is sent only once."""

    async def give() -> web.StreamResponse:
        assert isinstance(answer, web.Response)
        sent = web.Response(status=answer.status, headers=answer.headers, body=answer.body)
        if answer.compression:
            sent.enable_compression(web.ContentCoding.gzip)
        return sent

    return give


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path_qs)
        give = found.answers.pop(0) if len(found.answers) > 1 else found.answers[0]
        return await give()

    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", answer)
    server = TestServer(application)
    await server.start_server()
    found = Service(server, asked)
    yield found
    await server.close()
