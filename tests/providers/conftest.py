"""A real local server that speaks OpenAI's protocol, well or with any fault, and a session to call it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.providers import (
    Endpoint,
    Limits,
    Message,
    ProviderEvent,
    Session,
    Source,
    SpeakRequest,
    Timeouts,
    open_session,
)
from genkan.providers.line import Line
from genkan.providers.openai_chat import OpenAIChat
from tests.real_model_server import served

__all__ = ["served"]

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]

QUICK = Timeouts(connect=5.0, first_token=1.0, between_tokens=1.0, whole=4.0, closing=0.3)
CALM = Timeouts(connect=5.0, first_token=20.0, between_tokens=20.0, whole=60.0, closing=0.5)
SMALL = Limits(event=20_000, answer=60_000, report=5_000)


@dataclass
class ModelServer:
    """What the server was asked, and how it behaves."""

    behaviour: Behaviour
    address: str = ""
    bodies: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    hung_up: int = 0

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint of this server, with a secret."""
        return Endpoint(self.address, secret="secret-of-the-test")

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Note the request, then behave."""
        self.bodies.append(await request.json())
        self.headers.append(dict(request.headers))
        ended = False
        try:
            response = await self.behaviour(request)
            ended = request.transport is not None and not request.transport.is_closing()
            return response
        finally:
            self.hung_up += not ended


async def silence(_request: web.Request) -> web.StreamResponse:
    """Answer with nothing at all."""
    return web.Response()


@pytest.fixture
async def model_server() -> AsyncIterator[ModelServer]:
    """The server on a free port; set ``behaviour`` before asking."""
    model_server = ModelServer(silence)
    application = web.Application()
    application.router.add_post("/v1/chat/completions", model_server.answer)
    server = TestServer(application)
    await server.start_server()
    model_server.address = str(server.make_url("/v1"))
    yield model_server
    await server.close()


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    """The session that the product uses."""
    async with open_session() as opened:
        yield opened


@pytest.fixture
def chat(session: Session) -> OpenAIChat:
    """The provider with short timeouts and small limits."""
    return OpenAIChat(Line(session, timeouts=QUICK, limits=SMALL))


def asked(question: str = "文書の保存期間はいつから数えますか。", **parameters: object) -> SpeakRequest:
    """A question with one source that answers it."""
    source = Source(
        1,
        "文書管理規程第十二条",
        "保存期間は、文書を作成した日の属する年度の翌年度の初日から起算する。",
        "/x",
    )
    return SpeakRequest("a-model", (Message("user", question),), (source,), parameters)


async def collect(events: AsyncIterator[ProviderEvent]) -> list[ProviderEvent]:
    """All events of an answer."""
    return [event async for event in events]
