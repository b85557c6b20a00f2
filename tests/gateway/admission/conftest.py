"""Deployments and routes, a timer that moves when told to, and a real server that counts."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from genkan.catalogue import Deployment, DeploymentState
from genkan.gateway.admission import Admission, Limits
from genkan.gateway.route import Route

LONG_AGO = datetime(2026, 4, 1, tzinfo=UTC)


class StillTimer:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


def deployment(name: str = "甲", *, capacity: int = 2, tokens: int | None = None, **facts: Any) -> Deployment:
    """An active deployment."""
    return Deployment(
        id=name,
        title=name,
        protocol="openai_chat",
        capacity=capacity,
        token_capacity=tokens,
        state=DeploymentState.ACTIVE,
        created_at=LONG_AGO,
        **facts,
    )


def route(*deployments: Deployment, name: str = "model") -> Route:
    """A route to deployments, to one for two calls where none is given."""
    return Route(name, deployments or (deployment(),))


@pytest.fixture
def timer() -> StillTimer:
    """A timer that stands still."""
    return StillTimer()


@pytest.fixture
def admission(timer: StillTimer) -> Admission:
    """An admission whose line takes ten calls."""
    return Admission(limits=Limits(waiting=10, seconds=60.0), timer=timer)


@pytest.fixture(scope="session")
def redis_binary() -> str:
    """The path of Debian's redis-server, or of Valkey's."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        pytest.skip("needs redis-server: apt-get install redis-server")
    return found


class CountingServer:
    """A real server on a socket of its own, which can be stopped and started."""

    def __init__(self, binary: str, folder: Path) -> None:
        self._binary = binary
        self._socket = folder / "server.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"

    def start(self) -> None:
        """Start with nothing in it and wait until it answers."""
        command = [
            self._binary,
            "--port",
            "0",
            "--unixsocket",
            str(self._socket),
            "--save",
            "",
            "--daemonize",
            "no",
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=self._socket.parent)
        deadline = time.monotonic() + 20
        while not self._answers():
            assert time.monotonic() < deadline, "the server did not answer within 20 seconds"
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop at once, forgetting everything."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self._socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(7) == b"+PONG\r\n"
            except OSError:
                return False


@pytest.fixture
def counting_server(redis_binary: str, tmp_path: Path) -> Iterator[CountingServer]:
    """A running server with nothing in it."""
    server = CountingServer(redis_binary, tmp_path)
    server.start()
    yield server
    server.stop()
