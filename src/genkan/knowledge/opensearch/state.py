"""What is true of all documents of a build, kept in the cluster so that any machine can open it.

One document, ``current``, says which build is in force; it is written last and in one step, so a build that was not
finished is never seen. What is large stands beside it in parts, compressed, under the name of its build.
"""

import base64
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from genkan.knowledge.opensearch.mapping import aliases
from genkan.knowledge.opensearch.queries import Span
from genkan.knowledge.opensearch.server import Json, Server

_CURRENT = "current"
_PART = 4_000_000
_QUICK = 1


class Current(msgspec.Struct, frozen=True):
    """The build in force: its ``build`` name, its form, and in how many parts each of its files is kept.

    ``retired`` are the articles that the build before had and this one has not; they are still there for machines that
    search the build before, and the next build takes them out.
    """

    build: str
    form: str
    parts: dict[str, int]
    retired: tuple[Span, ...] = ()


class InForce(NamedTuple):
    """The build in force, the index that says so, and the number and term of the document that does."""

    current: Current
    state_index: str
    number: int
    term: int


class State:
    """The state as one index keeps it. Methods block."""

    def __init__(self, server: Server, index: str) -> None:
        self._server = server
        self._index = index

    def write(self, build: str, name: str, content: bytes) -> int:
        """Keep a file of a build, and say in how many parts."""
        parts = list(_parts(zlib.compress(content, _QUICK)))
        for place, part in enumerate(parts):
            written = base64.b64encode(part).decode("ascii")
            self._server.put(
                f"/{self._index}/_doc/{build}.{name}.{place}", {"build": build, "content": written}
            )
        return len(parts)

    def read(self, current: Current, name: str) -> bytes | None:
        """A file of a build; empty where it has none of this name, ``None`` where a part is gone."""
        count = current.parts.get(name, 0)
        parts = [self._part(f"{current.build}.{name}.{place}") for place in range(count)]
        whole = [part for part in parts if part is not None]
        if len(whole) < count:
            return None
        return zlib.decompress(b"".join(whole)) if whole else b""

    def put_in_force(self, current: Current, *, before: InForce | None) -> bool:
        """Let readers find a build, and say whether nobody else has put another in force since ``before`` was read."""
        query = {"if_seq_no": str(before.number), "if_primary_term": str(before.term)} if before else {}
        body: Json = {"build": current.build, "current": msgspec.to_builtins(current)}
        path = f"/{self._index}/_doc/{_CURRENT}"
        answer = self._server.put(path, body, query=query, expected={409}, may_repeat=before is None)
        return answer.status != 409

    def forget_others(self, build: str) -> None:
        """Take out the files of all builds but this one."""
        query: Json = {"bool": {"must_not": [{"term": {"build": build}}]}}
        self._server.post(f"/{self._index}/_refresh")
        self._server.post(f"/{self._index}/_delete_by_query", {"query": query}, {"conflicts": "proceed"})

    def _part(self, one: str) -> bytes | None:
        answer = self._server.get(f"/{self._index}/_doc/{one}")
        return base64.b64decode(answer.body["_source"]["content"]) if answer.was_found else None


def read_in_force(server: Server) -> InForce | None:
    """The build in force; ``None`` where there is none."""
    answer = server.get(f"/{aliases(server.prefix).state}/_doc/{_CURRENT}")
    if not answer.was_found:
        return None
    body = answer.body
    current = msgspec.convert(body["_source"]["current"], Current)
    return InForce(current, body["_index"], body["_seq_no"], body["_primary_term"])


def _parts(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PART):
        yield content[start : start + _PART]
