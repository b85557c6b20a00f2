"""Everything that can stand between the load and the upstream, by name."""

import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from gateway import genkan_server, litellm_proxy, nginx
from gateway.processes import HERE, Served, free_port, running


class Serve(Protocol):
    """Starts a peer; it ends with the block."""

    def __call__(self, folder: Path, upstream_url: str, *, workers: int) -> AbstractContextManager[Served]:
        """Give the server from its first answer on."""
        ...


@dataclass(frozen=True)
class Peer:
    """One of them: how it is called in the table, what it needs, how it starts."""

    title: str
    serve: Serve
    missing: Callable[[], str | None] = lambda: None


def all_peers(database: str) -> dict[str, Peer]:
    """In the order of the table."""
    genkan = partial(genkan_server.serve, database=database)
    return {
        "direct": Peer("direct", _direct),
        "nginx": Peer("nginx", nginx.serve, nginx.missing),
        "floor": Peer("raw ASGI + aiohttp", partial(_floor, client="aiohttp")),
        "protocol": Peer("raw ASGI + own client", partial(_floor, client="protocol")),
        "litellm": Peer(f"LiteLLM {litellm_proxy.VERSION}", litellm_proxy.serve, litellm_proxy.missing),
        "genkan": Peer("Genkan", genkan, genkan_server.missing),
    }


def present(names: list[str], database: str) -> dict[str, Peer]:
    """Those that can be measured here; of the others it is told why not."""
    found = {name: peer for name, peer in all_peers(database).items() if name in names}
    reasons = {name: peer.missing() for name, peer in found.items()}
    for name, reason in reasons.items():
        if reason:
            print(f"{name} is left out: {reason}", file=sys.stderr)
    return {name: peer for name, peer in found.items() if not reasons[name]}


@contextmanager
def _direct(folder: Path, upstream_url: str, *, workers: int) -> Generator[Served, None, None]:
    yield Served(urls=(upstream_url,), key="none", model="benchmark-model", processes=())


@contextmanager
def _floor(folder: Path, upstream_url: str, *, workers: int, client: str) -> Generator[Served, None, None]:
    with ExitStack() as open_until_end:
        servers: list[tuple[int, int]] = []
        for _ in range(workers):
            port = free_port()
            base = upstream_url.removesuffix("/v1")
            command = [sys.executable, str(HERE / "floor.py"), str(port), base, "--client", client]
            process = open_until_end.enter_context(running(command, port, log=folder / "floor.log"))
            servers.append((port, process))
        urls = tuple(f"http://127.0.0.1:{port}/v1" for port, _ in servers)
        yield Served(urls, key="none", model="benchmark-model", processes=tuple(pid for _, pid in servers))
