"""Looking at an endpoint: its models, or its address with what an operator has to check."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from genkan.gateway import Gateway, LookFailed
from genkan.governance import Ledger
from genkan.jobs import Queue
from genkan.kit import system_clock
from genkan.storage import Database

Serve = Callable[..., Awaitable[str]]
HTML = {"text": "<html>ようこそ</html>", "content_type": "text/html"}


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a server that gives this response to ``/v1/models``; returns its base address."""
    servers: list[TestServer] = []

    async def start(**response: Any) -> str:
        async def give(_request: web.Request) -> web.Response:
            return web.Response(**response)

        application = web.Application()
        application.router.add_get("/v1/models", give)
        servers.append(TestServer(application))
        await servers[-1].start_server(shutdown_timeout=0)
        return str(servers[-1].make_url("/v1"))

    yield start
    for server in servers:
        await server.close()


@pytest.fixture
async def gateway(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Gateway]:
    """A door that has not been started, as the command line has it."""
    database = Database(sqlite_url)
    ledger = Ledger(database, system_clock, None)
    yield Gateway(
        database, ledger=ledger, queue=Queue(system_clock), clock=system_clock, folder=tmp_path / "journal"
    )
    await database.close()


async def test_the_models_of_a_server_are_listed(gateway: Gateway, serve: Serve) -> None:
    address = await serve(text='{"data": [{"id": "small"}, {"id": "large"}]}')
    assert await gateway.discover(address, "") == ("large", "small")


@pytest.mark.parametrize(
    ("response", "says", "to_check"),
    [
        ({"status": 401}, "応答コード 401", "--secret"),
        ({"status": 403}, "応答コード 403", "APIキーが有効"),
        ({"status": 404}, "モデルの一覧がありません", "/v1"),
        ({"status": 301, "headers": {"location": "/"}}, "応答コード 301", "転送先"),
        ({"status": 500}, "応答コード 500", "ログ"),
        (HTML, "モデルの一覧ではありません", "OpenAI互換"),
        ({"text": '["small"]'}, "モデルの一覧ではありません", "/v1"),
    ],
)
async def test_a_server_that_lists_nothing_is_named(
    gateway: Gateway, serve: Serve, response: dict[str, Any], says: str, to_check: str
) -> None:
    address = await serve(**response)
    with pytest.raises(LookFailed, match=address) as failure:
        await gateway.discover(address, "")
    assert says in str(failure.value)
    assert to_check in str(failure.value)


async def test_a_dead_address_is_named_with_what_to_check(gateway: Gateway) -> None:
    with pytest.raises(LookFailed, match=r"http://127\.0\.0\.1:9/v1に接続できませんでした。.*ポート番号"):
        await gateway.discover("http://127.0.0.1:9/v1", "")


async def test_https_at_a_server_without_it_is_named(gateway: Gateway, serve: Serve) -> None:
    address = (await serve(**HTML)).replace("http://", "https://")
    with pytest.raises(LookFailed, match="TLS"):
        await gateway.discover(address, "")


@pytest.mark.parametrize("address", ["models.example.go.jp", "http://user:word@127.0.0.1/v1"])
async def test_an_address_that_may_not_be_called_is_not_repeated(gateway: Gateway, address: str) -> None:
    with pytest.raises(LookFailed) as failure:
        await gateway.discover(address, "")
    assert address not in str(failure.value)
