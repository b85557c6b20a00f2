"""Model servers on this machine are found and only offered."""

import asyncio

from genkan.catalogue import Discovery, LocalServer, find_local_servers
from genkan.catalogue.discovery import is_open_here
from tests.catalogue.conftest import Endpoints


async def test_what_answers_with_models_is_found() -> None:
    endpoints = Endpoints({"http://127.0.0.1:11434/v1": ("a", "b"), "http://127.0.0.1:1234/v1": ()})

    assert await find_local_servers(endpoints.discovery(), own_port=8000) == (
        LocalServer("Ollama", "http://127.0.0.1:11434/v1", ("a", "b")),
    )


async def test_we_never_find_ourselves() -> None:
    endpoints = Endpoints({"http://127.0.0.1:8000/v1": ("ours",)})

    assert await find_local_servers(endpoints.discovery(), own_port=8000) == ()
    assert "http://127.0.0.1:8000/v1" not in dict(endpoints.looked_at)


async def test_no_secret_is_sent_to_servers_nobody_chose() -> None:
    endpoints = Endpoints()
    await find_local_servers(endpoints.discovery(), own_port=9000)

    assert {secret for _, secret in endpoints.looked_at} == {""}
    assert len(endpoints.looked_at) == 4


async def test_where_nothing_listens_nobody_looks() -> None:
    endpoints = Endpoints({"http://127.0.0.1:11434/v1": ("a",)})

    async def nothing_listens(_port: int) -> bool:
        return False

    assert await find_local_servers(Discovery(endpoints.look, nothing_listens), own_port=9000) == ()
    assert endpoints.looked_at == []


async def test_a_port_is_open_while_somebody_listens() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    assert await is_open_here(port)
    server.close()
    await server.wait_closed()
    assert not await is_open_here(port)
