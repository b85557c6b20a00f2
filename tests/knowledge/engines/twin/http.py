"""The twin over HTTP: basic authentication, JSON, and troubles on demand."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.knowledge.engines.twin.cluster import Cluster
from tests.knowledge.engines.twin.refusal import Refusal

USER, PASSWORD = "genkan", "例示-password"


@dataclass
class Twin:
    """A server on a port of its own; ``asked`` are the requests it got, as ``METHOD /path``.

    ``troubles`` are answered, one after the other, in the place of what is asked, where the path holds the given words.
    """

    version: str = "3.3.0"
    cluster: Cluster = field(init=False)
    asked: list[str] = field(default_factory=list)
    troubles: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self.cluster = Cluster(version=self.version)
        self._turn = Lock()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator["Twin"]:
        """Answer within the block; a second block goes on with what is held, on the same port."""
        server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        server.daemon_threads = True
        self.port = server.server_port
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def answer(
        self, method: str, address: str, authorization: str, body: bytes
    ) -> tuple[int, object, dict[str, str]]:
        """Status, body and headers of an answer."""
        parts = urlsplit(address)
        path = unquote(parts.path)
        with self._turn:
            self.asked.append(f"{method} {path}")
            if authorization != _basic():
                return 401, "Unauthorized", {"WWW-Authenticate": 'Basic realm="OpenSearch Security"'}
            if self.troubles and self.troubles[0][0] in path:
                _, status, headers = self.troubles.pop(0)
                return (
                    status,
                    Refusal(status, "rejected_execution_exception", "rejected execution").body(),
                    headers,
                )
            try:
                status, answer = self.cluster.answer(method, path, dict(parse_qsl(parts.query)), body)
            except Refusal as refusal:
                return refusal.status, refusal.body(), {}
            return status, answer, {}


def _basic() -> str:
    return "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def _handler(twin: Twin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            given = self.headers.get("Authorization", "")
            status, answer, headers = twin.answer(self.command, self.path, given, body)
            content = json.dumps(answer, ensure_ascii=False).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json; charset=UTF-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
