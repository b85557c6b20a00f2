"""Installations that are prepared once on each engine and copied for every test."""

import http.server
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import randrange
from typing import NamedTuple
from uuid import uuid4

import aiohttp
import pytest

from tests.conftest import administer, on
from tests.crash.endpoint import CountingEndpoint, serving
from tests.crash.installation import Installation, prepare
from tests.crash.program import Program


class Prepared(NamedTuple):
    """A data folder, the name of its database where it is on a server, and the secret of its key."""

    folder: Path
    database: str
    key: str


class Models(http.server.BaseHTTPRequestHandler):
    """Says which models there are, for the command that connects them."""

    def do_GET(self) -> None:
        body = json.dumps({"object": "list", "data": [{"id": "wide"}, {"id": "narrow"}]}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nobody reads along."""


def free_port() -> int:
    """A port nobody listens on, below those that the system gives to outgoing connections."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", randrange(20_000, 32_000)))
            return probe.getsockname()[1]


@contextmanager
def offering(port: int) -> Iterator[None]:
    """The list of models at the port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Models)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def endpoint_port() -> int:
    """Where the endpoint of every test of this process answers."""
    return free_port()


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory, endpoint_port: int) -> Prepared:
    """An installation on SQLite."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    with offering(endpoint_port):
        return Prepared(folder, "", prepare(folder, "", port=endpoint_port))


@pytest.fixture(scope="session")
def prepared_postgresql(
    tmp_path_factory: pytest.TempPathFactory,
    postgresql_server: str,
    postgresql_template: str,
    endpoint_port: int,
) -> Prepared:
    """An installation on PostgreSQL."""
    folder, name = tmp_path_factory.mktemp("prepared") / "data", f"prepared_{uuid4().hex}"
    administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    with offering(endpoint_port):
        return Prepared(folder, name, prepare(folder, on(postgresql_server, name), port=endpoint_port))


@pytest.fixture
async def on_sqlite(prepared_sqlite: Prepared, tmp_path: Path) -> AsyncIterator[Installation]:
    """A fresh installation on SQLite."""
    installation = Installation.copied(prepared_sqlite.folder, tmp_path / "data", "", prepared_sqlite.key)
    yield installation
    await installation.close()


@pytest.fixture
async def on_postgresql(
    prepared_postgresql: Prepared, postgresql_server: str, tmp_path: Path
) -> AsyncIterator[Installation]:
    """A fresh installation on PostgreSQL."""
    prepared, name = prepared_postgresql, f"crash_{uuid4().hex}"
    administer(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {prepared.database}")
    url = on(postgresql_server, name)
    installation = Installation.copied(prepared.folder, tmp_path / "data", url, prepared.key)
    yield installation
    await installation.close()
    administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest) -> Installation:
    """A fresh installation on each engine in turn."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest.fixture
async def endpoint(endpoint_port: int) -> AsyncIterator[CountingEndpoint]:
    """The endpoint that the models of the installation stand for."""
    async with serving(CountingEndpoint(), endpoint_port) as given:
        yield given


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Connections of programs, as many as are needed."""
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout) as given:
        yield given


@pytest.fixture
def program(session: aiohttp.ClientSession) -> Callable[[Installation], Program]:
    """A program with the key of an installation."""
    return lambda installation: Program(session, installation.key)
