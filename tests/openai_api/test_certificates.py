"""An endpoint whose certificate does not prove who it is gets no word, by either client; one that does is asked."""

import ssl
from collections.abc import Callable
from pathlib import Path

import openai
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.gateway import Outcome
from genkan.providers.errors import CertificateRefused
from tests.openai_api.certificates import Authority
from tests.openai_api.conftest import Api
from tests.openai_api.endpoints import WORDS, speak

QUESTION = [{"role": "user", "content": "質問"}]
AZURE = {"protocol": "azure_openai", "parameters": {"api_version": "2024-10-21"}}
REBUILT = {"capabilities": {"streams": False}}  # a stream that the other client asks for as a whole answer
CLIENTS = pytest.mark.parametrize("settings", [{}, AZURE, REBUILT], ids=["relayed", "azure", "rebuilt"])


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: certificates have nothing to do with the records."""
    return sqlite_url


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority of the test."""
    return Authority.create(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The authority is one of those that the operator trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    return authority.certificate


class SecureEndpoint:
    """Notes whatever was asked of it."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.asked: list[str] = []

    async def start(self, context: ssl.SSLContext) -> str:
        """Listen with the certificate of the context; returns the base address."""

        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked.append(await request.text())
            return await speak(request)

        application = web.Application()
        application.router.add_post("/{path:.*}", answer)
        server = TestServer(application, scheme="https", host="localhost")
        await server.start_server(ssl=context, shutdown_timeout=0)
        self._api.stack.push_async_callback(server.close)
        return f"https://localhost:{server.port}/v1"


@pytest.fixture
def endpoint(api: Api) -> SecureEndpoint:
    """An endpoint that is reached by https."""
    return SecureEndpoint(api)


UNPROVEN: list[Callable[[Authority], ssl.SSLContext]] = [
    lambda authority: authority.issue(end="20200201000000Z"),
    lambda authority: authority.issue(names="DNS:other.example"),
    lambda authority: authority.self_signed(),
]


@CLIENTS
@pytest.mark.parametrize("unproven", UNPROVEN, ids=["expired", "another host", "self-signed"])
@pytest.mark.usefixtures("trusted")
async def test_nothing_is_sent_where_the_certificate_proves_nothing(
    api: Api,
    endpoint: SecureEndpoint,
    authority: Authority,
    unproven: Callable[[Authority], ssl.SSLContext],
    settings: dict[str, object],
) -> None:
    await api.connect_at(await endpoint.start(unproven(authority)), **settings)
    client = await api.client()
    for stream in (False, True):
        with pytest.raises(openai.APIStatusError) as failed:
            await client.chat.completions.create(model="small", messages=QUESTION, stream=stream)
        assert failed.value.status_code == CertificateRefused.status == 502
        assert failed.value.code == "CertificateRefused" and "電子証明書" in failed.value.message
    assert endpoint.asked == []
    assert [row["outcome"] for row in await api.rows()] == [Outcome.UNREACHABLE] * 2


async def test_nothing_is_sent_where_nobody_trusts_the_authority(
    api: Api, endpoint: SecureEndpoint, authority: Authority
) -> None:
    await api.connect_at(await endpoint.start(authority.issue()))
    client = await api.client()
    with pytest.raises(openai.APIStatusError, match="電子証明書"):
        await client.chat.completions.create(model="small", messages=QUESTION)
    assert endpoint.asked == []


@CLIENTS
@pytest.mark.usefixtures("trusted")
async def test_a_certificate_of_a_trusted_authority_is_enough(
    api: Api, endpoint: SecureEndpoint, authority: Authority, settings: dict[str, object]
) -> None:
    await api.connect_at(await endpoint.start(authority.issue()), **settings)
    client = await api.client()
    stream = await client.chat.completions.create(model="small", messages=QUESTION, stream=True)
    text = "".join([piece.choices[0].delta.content or "" async for piece in stream if piece.choices])
    assert text == "".join(WORDS)
    assert len(endpoint.asked) == 1
