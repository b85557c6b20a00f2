"""The twin on a real socket, with TLS where a test wants it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from genkan.apps.conformance.twin import Twin


@dataclass(frozen=True)
class Served:
    """A twin and where it stands."""

    twin: Twin
    base: str

    def endpoint(self, name: str) -> str:
        """The address of one of its apps."""
        return f"{self.base}/apps/{name}"


class _Quiet(uvicorn.Server):
    """A server whose thread handles no signals."""

    ready: threading.Event

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()


@contextmanager
def serving(
    *, certificate: Path | None = None, elsewhere: str = "http://127.0.0.1:9", host: str = "localhost"
) -> Iterator[Served]:
    """A twin in a thread of its own; ``certificate`` is a PEM file beside which the key lies as ``.key``."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    twin = Twin(elsewhere=elsewhere)
    tls = (
        {}
        if certificate is None
        else {
            "ssl_certfile": str(certificate),
            "ssl_keyfile": str(certificate.with_suffix(".key")),
        }
    )
    server = _Quiet(
        uvicorn.Config(
            twin,
            lifespan="off",
            loop="asyncio",
            log_level="critical",
            timeout_graceful_shutdown=0,
            timeout_keep_alive=1,
            **tls,
        )
    )
    server.ready = threading.Event()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    assert server.ready.wait(10)
    scheme = "http" if certificate is None else "https"
    yield Served(twin, f"{scheme}://{host}:{port}")
    server.should_exit = True
    thread.join(10)
    listening.close()
