"""The pool of connections to endpoints, opened when the first is needed."""

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from aiohttp import ClientSession


class Session:
    """The connections of one process; whoever opened it closes it."""

    def __init__(self) -> None:
        self._client: ClientSession | None = None

    def client(self) -> "ClientSession":
        """The HTTP client, loaded with the first call: a start needs none, and loading takes a tenth of it."""
        if self._client is None:
            from genkan.providers.client import open_client  # loads the HTTP client

            self._client = open_client()
        return self._client

    async def close(self) -> None:
        """Close what was opened."""
        if self._client is not None:
            await self._client.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()


def open_session() -> Session:
    """A session that opens no connection before it is used; the caller closes it."""
    return Session()
