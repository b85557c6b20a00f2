"""Model servers that may run on this very machine: looked for and offered, never added."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from genkan.catalogue.discovery import Discovery
from genkan.kit import Problem

_KNOWN = (
    ("Ollama", 11434),
    ("vLLM", 8000),
    ("llama.cpp", 8080),
    ("LM Studio", 1234),
)


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server that answered on the port that ``title`` usually has, and the names of its models."""

    title: str
    address: str
    models: tuple[str, ...]


async def find_local_servers(discovery: Discovery, *, own_port: int) -> tuple[LocalServer, ...]:
    """The servers on this machine that serve at least one model; ``own_port`` is ours and not asked."""
    looks = [_look(title, port, discovery=discovery) for title, port in _KNOWN if port != own_port]
    found: Sequence[LocalServer | None] = await asyncio.gather(*looks)
    return tuple(server for server in found if server is not None and server.models)


async def _look(title: str, port: int, *, discovery: Discovery) -> LocalServer | None:
    if not await discovery.is_open(port):
        return None
    address = f"http://127.0.0.1:{port}/v1"
    try:
        return LocalServer(title, address, await discovery.look(address, ""))
    except Problem:  # nothing there, or no model server: it is simply not offered
        return None
