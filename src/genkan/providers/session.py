"""The pool of connections to endpoints, opened when the first is needed."""

import asyncio
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from genkan.providers.address import CheckHost, check_literal

if TYPE_CHECKING:
    from aiohttp import ClientSession


class Session:
    """The connections of one process; whoever opened it closes it. ``check`` says which addresses names may lead to."""

    def __init__(self, check: CheckHost = check_literal) -> None:
        self._check = check
        self._client: ClientSession | None = None

    def client(self) -> "ClientSession":
        """The HTTP client, loaded with the first call: a start needs none, and loading takes a tenth of it."""
        if self._client is None:
            from genkan.providers.client import open_client  # loads the HTTP client

            self._client = open_client(check=self._check)
        return self._client

    async def prepare(self) -> None:
        """Have the client ready, loaded in a thread: it takes tenths of a second, in which no answer would go on."""
        if self._client is not None:
            return
        open_client, trusted = await asyncio.to_thread(_loaded)
        if self._client is None:
            self._client = open_client(trusted, check=self._check)

    async def close(self) -> None:
        """Close what was opened."""
        if self._client is not None:
            await self._client.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()


def _loaded() -> "tuple[Callable[..., ClientSession], ssl.SSLContext]":
    """What opens a client, and the certificates that the system trusts."""
    from genkan.providers.client import open_client  # loads the HTTP client

    return open_client, ssl.create_default_context()


def open_session(check: CheckHost = check_literal) -> Session:
    """A session that opens no connection before it is used, and then only to where ``check`` allows; the caller closes it."""
    return Session(check)
