"""An OpenSearch cluster as it is spoken to: JSON over HTTP, with errors that say what to do."""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from genkan.fetch import BlockingFetcher, Fetched, FetchProblem, Limits, Request
from genkan.knowledge.errors import (
    SearchServerBusy,
    SearchServerProblem,
    SearchServerRefuses,
    SearchServerUnreachable,
)

_SEARCHING = Limits(megabytes=64, seconds=15.0, attempts=3, first_pause=0.2, longest_pause=1.0)
_BUILDING = Limits(megabytes=64, seconds=900.0, attempts=8, first_pause=0.5)
_JSON, _LINES = "application/json", "application/x-ndjson"

Json = dict[str, Any]


@dataclass(frozen=True)
class Cluster:
    """Where a cluster is, as whom it is used, and with which words the names of its indices begin."""

    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: Path | None = None
    prefix: str = "genkan"


class Answer(NamedTuple):
    """What the cluster answered."""

    status: int
    body: Json

    @property
    def was_found(self) -> bool:
        """Whether what was asked for is there."""
        return self.status != 404


class Server:
    """Asks a cluster. Every method blocks: call it off the event loop. Raises errors under ``SearchServerProblem``."""

    def __init__(self, cluster: Cluster, *, limits: Limits) -> None:
        self.prefix = cluster.prefix
        self._address = cluster.address.rstrip("/")
        self._fetcher = BlockingFetcher(
            headers=_authorization(cluster), certificates=cluster.certificates, limits=limits
        )

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """What is at a path; 404 is an answer."""
        return self._ask("GET", path, query=query, expected={404})

    def post(self, path: str, body: Json | None = None, query: Mapping[str, str] | None = None) -> Json:
        """The answer to a request that may be repeated."""
        return self._ask("POST", path, body=body, query=query).body

    def put(
        self,
        path: str,
        body: Json,
        *,
        query: Mapping[str, str] | None = None,
        expected: Iterable[int] = (),
        may_repeat: bool = True,
    ) -> Answer:
        """Put something at a path; the ``expected`` statuses are answers and no errors."""
        return self._ask("PUT", path, body=body, query=query, expected=expected, may_repeat=may_repeat)

    def make_index(self, name: str, body: Json) -> None:
        """Make an index, unless there is one of this name."""
        answer = self._ask("PUT", f"/{name}", body=body, expected={400})
        if answer.status == 400 and _kind(answer.body) != "resource_already_exists_exception":
            raise SearchServerProblem(reason=f"HTTP 400 {_kind(answer.body)}".strip())

    def can_cut(self, tokenizer: str) -> bool:
        """Whether the cluster has a tokenizer."""
        body: Json = {"tokenizer": tokenizer, "text": "宿泊費"}
        return self._ask("POST", "/_analyze", body=body, expected={400}).status != 400

    def delete(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """Delete what is at a path; where there is nothing or something newer, nothing is done."""
        return self._ask("DELETE", path, query=query, expected={404, 409})

    def bulk(self, lines: bytes) -> list[Json]:
        """Write documents, and give what became of each."""
        answer = self._send(Request(f"{self._address}/_bulk", {}, {"Content-Type": _LINES}, "POST", lines))
        items: list[Json] = _accepted(answer, ()).body["items"]
        return items

    def close(self) -> None:
        """Close the connections."""
        self._fetcher.close()

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
        expected: Iterable[int] = (),
        may_repeat: bool = True,
    ) -> Answer:
        content = b"" if body is None else msgspec.json.encode(body)
        headers = {"Content-Type": _JSON} if content else {}
        request = Request(f"{self._address}{path}", query or {}, headers, method, content, may_repeat)
        return _accepted(self._send(request), expected)

    def _send(self, request: Request) -> Fetched:
        try:
            return self._fetcher.fetch(request)
        except FetchProblem as problem:
            raise SearchServerUnreachable from problem


def searching_server(cluster: Cluster) -> Server:
    """One for searches, which give up soon."""
    return Server(cluster, limits=_SEARCHING)


def building_server(cluster: Cluster) -> Server:
    """One for builds, which wait for a cluster that is busy."""
    return Server(cluster, limits=_BUILDING)


def _authorization(cluster: Cluster) -> dict[str, str]:
    if not cluster.user:
        return {}
    written = base64.b64encode(f"{cluster.user}:{cluster.password}".encode()).decode("ascii")
    return {"Authorization": f"Basic {written}"}


def _accepted(answer: Fetched, expected: Iterable[int]) -> Answer:
    if answer.status in {401, 403}:
        raise SearchServerRefuses(status=answer.status)
    if answer.status in {429, 503}:
        raise SearchServerBusy
    if answer.status >= 400 and answer.status not in expected:
        raise SearchServerProblem(reason=_reason(answer))
    return Answer(answer.status, _body(answer.content))


def _body(content: bytes) -> Json:
    try:
        return msgspec.json.decode(content, type=Json)
    except msgspec.DecodeError as error:
        raise SearchServerProblem(reason="JSON") from error


def _reason(answer: Fetched) -> str:
    """The status, and the kind of the error where the cluster names one."""
    try:
        kind = _kind(msgspec.json.decode(answer.content, type=Json))
    except msgspec.DecodeError:
        kind = ""
    return f"HTTP {answer.status} {kind}".strip()


def _kind(body: Json) -> str:
    error: object = body.get("error")
    return str(cast("Json", error).get("type", "")) if isinstance(error, dict) else ""
