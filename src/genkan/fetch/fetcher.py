"""Asking a service: one request with its limits, tried again where that may help."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Self

from genkan.fetch.errors import NotReached, ServiceRefused
from genkan.fetch.patience import PASSING, pause_before
from genkan.fetch.request import Fetched, Limits, Request

if TYPE_CHECKING:
    from genkan.fetch.line import Line


class Fetcher:
    """Fetches over one pool of connections; whoever made it closes it. ``private`` allows private networks."""

    def __init__(
        self,
        *,
        private: bool = False,
        limits: Limits | None = None,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._private = private
        self._limits = limits or Limits()
        self._pause = pause
        self._line: Line | None = None

    async def get(
        self, address: str, *, query: Mapping[str, str] | None = None, accept: str = "*/*"
    ) -> Fetched:
        """The answer to a GET. Raises an error under ``FetchProblem``."""
        return await self.fetch(Request(address, query or {}, {"Accept": accept}))

    async def fetch(self, request: Request) -> Fetched:
        """The answer to a request. Raises an error under ``FetchProblem``, ``ServiceRefused`` for a status of an error."""
        attempts = self._limits.attempts if request.may_repeat else 1
        for attempt in range(1, attempts + 1):
            try:
                answer = await self._opened().send(request)
            except NotReached:
                if attempt == attempts:
                    raise
                answer = Fetched(503, b"")
            if answer.status not in PASSING or attempt == attempts:
                return _accepted(request, answer)
            await self._pause(pause_before(attempt, limits=self._limits, asked=answer.wait))
        raise NotReached(host=request.address)

    async def close(self) -> None:
        """Close what was opened."""
        if self._line is not None:
            await self._line.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    def _opened(self) -> "Line":
        """The connections; the HTTP client is loaded with the first request, for most commands need none."""
        if self._line is None:
            from genkan.fetch.addresses import is_any, is_public
            from genkan.fetch.line import Line

            self._line = Line(allows=is_any if self._private else is_public, limits=self._limits)
        return self._line


def _accepted(request: Request, answer: Fetched) -> Fetched:
    if answer.status >= 400:
        raise ServiceRefused(host=request.address, code=answer.status)
    return answer
