"""Asking a service of the house from threads: a pool of connections, and patience."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from genkan.fetch.errors import NotReached
from genkan.fetch.patience import PASSING, pause_before
from genkan.fetch.request import Fetched, Limits, Request

if TYPE_CHECKING:
    from genkan.fetch.blocking_line import BlockingLine


class BlockingFetcher:
    """Fetches from a service that the operator named, also in a private network; any number of threads may share one.

    Every answer comes back whatever its status, for some services say with 404 or 409 what is no error.
    ``certificates`` is a file of authorities to be trusted beside those of the system (PEM).
    """

    def __init__(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        certificates: Path | None = None,
        limits: Limits | None = None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._headers = headers or {}
        self._certificates = certificates
        self._limits = limits or Limits()
        self._pause = pause
        self._turn = Lock()
        self._line: BlockingLine | None = None

    def fetch(self, request: Request) -> Fetched:
        """The answer, the last one where some were tried. Raises ``AddressNotAllowed``, ``NotReached`` or ``TooMuchSent``."""
        attempts = self._limits.attempts if request.may_repeat else 1
        for attempt in range(1, attempts):
            answer = self._attempt(request)
            if answer is not None and answer.status not in PASSING:
                return answer
            asked = answer.wait if answer else 0.0
            self._pause(pause_before(attempt, limits=self._limits, asked=asked))
        return self._opened().send(request)

    def close(self) -> None:
        """Close what was opened."""
        if self._line is not None:
            self._line.close()

    def _attempt(self, request: Request) -> Fetched | None:
        try:
            return self._opened().send(request)
        except NotReached:
            return None

    def _opened(self) -> "BlockingLine":
        """The connections; the HTTP client is loaded with the first request."""
        with self._turn:
            if self._line is None:
                from genkan.fetch.blocking_line import BlockingLine

                self._line = BlockingLine(
                    headers=self._headers, certificates=self._certificates, limits=self._limits
                )
            return self._line
