"""One request and its answer with an address that somebody registered: nothing is repeated, and no redirection followed."""

import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from genkan.fetch.errors import AddressNotSafe
from genkan.fetch.request import Fetched, Limits, Request

if TYPE_CHECKING:
    from genkan.fetch.line import Line

_AT_ONCE = 64


class Exchange:
    """Asks over https and in the public internet only, save at hosts that an administrator allowed.

    Every answer comes back whatever its status. ``certificates`` is a file of authorities to be trusted beside those of
    the system (PEM). Whoever made it closes it.
    """

    def __init__(self, *, limits: Limits | None = None, certificates: Path | None = None) -> None:
        self._limits = limits or Limits()
        self._certificates = certificates
        self._lines: dict[bool, Line] = {}

    async def get(
        self, address: str, *, headers: Mapping[str, str] | None = None, allowed: bool = False
    ) -> Fetched:
        """The answer to a GET, as of :meth:`send`."""
        return await self.send(Request(address, headers=headers or {}), allowed=allowed)

    async def send(self, request: Request, *, allowed: bool = False) -> Fetched:
        """The answer. ``allowed``: an administrator allowed this very host, so it may speak http and stand in a private network.

        Raises ``AddressNotSafe``, ``AddressNotAllowed``, ``RedirectedElsewhere``, ``TooMuchSent`` or ``NotReached``.
        """
        if not allowed and not request.address.lower().startswith("https://"):
            raise AddressNotSafe(host=request.address[:200])
        return await self._line(allowed=allowed).send(request)

    async def close(self) -> None:
        """Close what was opened."""
        for line in self._lines.values():
            await line.close()

    def _line(self, *, allowed: bool) -> "Line":
        """The connections; the HTTP client is loaded with the first request."""
        if allowed not in self._lines:
            from genkan.fetch.addresses import is_public, is_within_reach
            from genkan.fetch.line import Line

            self._lines[allowed] = Line(
                allows=is_within_reach if allowed else is_public,
                limits=self._limits,
                follows=False,
                trust=self._trust(),
                connections=_AT_ONCE,
            )
        return self._lines[allowed]

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._certificates is not None:
            context.load_verify_locations(self._certificates)
        return context
