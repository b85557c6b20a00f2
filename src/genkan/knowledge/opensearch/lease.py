"""One builder at a time among all machines: a document in the cluster that says who, and until when."""

from genkan.kit import Clock
from genkan.knowledge.errors import IndexBusy
from genkan.knowledge.opensearch.mapping import lease_index
from genkan.knowledge.opensearch.server import Answer, Json, Server

_SECONDS, _RENEWED_WITH = 120, 60


class Lease:
    """The right to build one thing. Whoever holds it has to keep it up; it ends two minutes after that stopped.

    ``holder`` is a name that nobody had before. The clocks of the machines must agree to some seconds.
    """

    def __init__(self, server: Server, *, clock: Clock, holder: str, of: str = "index") -> None:
        self._server = server
        self._clock = clock
        self._holder = holder
        self._index = f"{server.prefix}-lease"
        self._name = of
        self._path = f"/{self._index}/_doc/{of}"
        self._until = 0

    def take(self) -> bool:
        """Take it where nobody holds it, and say whether it is held now."""
        held = self._server.get(self._path)
        if held.was_found:
            is_free = held.body["_source"]["until"] <= self._now()
            return is_free and self._write(self._path, _as_read(held))
        self._server.make_index(self._index, lease_index())
        return self._write(f"/{self._index}/_create/{self._name}", {})

    def keep(self) -> None:
        """Hold on to it. Raises ``IndexBusy`` where it was lost."""
        if self._until - self._now() >= _RENEWED_WITH:
            return
        held = self._server.get(self._path)
        if not self._is_ours(held) or not self._write(self._path, _as_read(held)):
            raise IndexBusy

    def give_back(self) -> None:
        """Let others build at once."""
        held = self._server.get(self._path)
        if self._is_ours(held):
            self._server.delete(self._path, _as_read(held))

    def _is_ours(self, held: Answer) -> bool:
        return held.was_found and held.body["_source"]["holder"] == self._holder

    def _write(self, path: str, query: dict[str, str]) -> bool:
        until = self._now() + _SECONDS
        body: Json = {"holder": self._holder, "until": until}
        answer = self._server.put(path, body, query=query, expected={409}, may_repeat=False)
        if answer.status != 409:
            self._until = until
        return answer.status != 409

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _as_read(held: Answer) -> dict[str, str]:
    """Only where nobody has written since."""
    return {"if_seq_no": str(held.body["_seq_no"]), "if_primary_term": str(held.body["_primary_term"])}
