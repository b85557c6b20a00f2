"""Documents on their way into the cluster, some megabytes at a time."""

import time
from collections.abc import Callable, Iterator

import msgspec

from genkan.knowledge.errors import SearchServerBusy, SearchServerProblem
from genkan.knowledge.opensearch.server import Json, Server

_AT_ONCE = 4_000_000
_ATTEMPTS, _PAUSE = 6, 0.5
_BUSY = 429


class Writing:
    """Gathers documents and sends them. ``before_each`` is called before each sending; it may raise to stop."""

    def __init__(
        self,
        server: Server,
        *,
        before_each: Callable[[], None],
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._server = server
        self._before_each = before_each
        self._pause = pause
        self._held: list[bytes] = []
        self._size = 0

    def add(self, index: str, one: str, document: Json) -> None:
        """Write a document under an id, in place of what was there."""
        action = {"index": {"_index": index, "_id": one}}
        lines = msgspec.json.encode(action) + b"\n" + msgspec.json.encode(document) + b"\n"
        self._held.append(lines)
        self._size += len(lines)
        if self._size >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Send what is held; what the cluster had no room for is sent again."""
        left = self._held
        self._held, self._size = [], 0
        for attempt in range(_ATTEMPTS):
            if not left:
                return
            self._before_each()
            left = list(self._refused(left))
            if left:
                self._pause(_PAUSE * 2**attempt)
        if left:
            raise SearchServerBusy

    def _refused(self, sent: list[bytes]) -> Iterator[bytes]:
        """What is to be sent again. Raises ``SearchServerProblem`` for what will never be taken."""
        for lines, item in zip(sent, self._server.bulk(b"".join(sent)), strict=True):
            result = item["index"]
            if result["status"] == _BUSY:
                yield lines
            elif "error" in result:
                raise SearchServerProblem(reason=f"HTTP {result['status']} {result['error']['type']}")
