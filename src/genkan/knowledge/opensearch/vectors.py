"""What articles mean, in the cluster: the vectors of a model beside the passages, and which are nearest to a question.

Vectors come after the articles and change with the model, so they have an index of their own under an alias of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from genkan.knowledge.index import IndexedDocument, VectorRows
from genkan.knowledge.opensearch.mapping import vectors_alias, vectors_index
from genkan.knowledge.opensearch.queries import Span, spans
from genkan.knowledge.opensearch.server import Json, Server
from genkan.knowledge.opensearch.writing import Writing

_IDENTITY, _DOCUMENTS = "identity", "documents"
_SPANS_AT_ONCE = 500


class _Held(NamedTuple):
    """The index of vectors in force, of which model, and the articles of which documents it has."""

    in_index: str
    identity: str
    documents: Mapping[str, Span]


class ClusterVectors:
    """Keeps the vectors of one identity. Methods block; whoever writes is the only one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._alias = vectors_alias(server.prefix)

    def keep(
        self,
        documents: Iterable[IndexedDocument],
        vectors: VectorRows,
        *,
        name: str,
        before_each: Callable[[], None],
    ) -> None:
        """Bring the cluster to what ``vectors`` has of these documents; only what changed is sent.

        ``name`` is one that nobody had before; ``before_each`` is called before each sending and may raise to stop.
        """
        self._remove_unfinished()
        before = self._held()
        held = before if before and before.identity == vectors.identity else None
        index = held.in_index if held else f"{self._alias}-{name}"
        known = dict(held.documents) if held else {}
        if held is None:
            self._server.make_index(index, vectors_index(vectors.dimensions))
        wanted = {each.id: each for each in documents if each.articles and vectors.has(each)}
        places = {one: Span(each.first, each.articles) for one, each in wanted.items()}
        self._remove(index, [span for one, span in known.items() if places.get(one) != span])
        writing = Writing(self._server, before_each=before_each)
        for one, document in wanted.items():
            if known.get(one) != places[one]:
                _add(writing, index, document, vectors)
        writing.flush()
        self._write_down(index, vectors.identity, places)
        if held is None:
            self._put_in_force(index, before=before.in_index if before else "")

    def forget(self) -> None:
        """Keep no vectors."""
        held = self._held()
        if held is not None:
            self._server.delete(f"/{held.in_index}")

    def nearest(self, query: Json, *, identity: str, limit: int) -> list[int] | None:
        """The ordinals of the articles that a query finds, nearest first; ``None`` where none of this identity are kept."""
        kept = self._server.get(f"/{self._alias}/_doc/{_IDENTITY}")
        if not kept.was_found or kept.body["_source"]["kept"]["identity"] != identity:
            return None
        body: Json = {"query": query, "size": limit, "sort": ["_score", {"ordinal": "asc"}], "_source": False}
        hits = self._server.post(f"/{kept.body['_index']}/_search", body)["hits"]["hits"]
        return [hit["sort"][1] for hit in hits]

    def _remove_unfinished(self) -> None:
        """Delete indices that no alias names, which somebody who was killed left."""
        for index, each in self._server.get(f"/{self._alias}-*/_alias").body.items():
            if not each["aliases"]:
                self._server.delete(f"/{index}")

    def _held(self) -> _Held | None:
        identity = self._server.get(f"/{self._alias}/_doc/{_IDENTITY}")
        documents = self._server.get(f"/{self._alias}/_doc/{_DOCUMENTS}")
        if not (identity.was_found and documents.was_found):
            return None
        known = msgspec.convert(documents.body["_source"]["kept"], dict[str, Span])
        return _Held(identity.body["_index"], identity.body["_source"]["kept"]["identity"], known)

    def _remove(self, index: str, gone: Sequence[Span]) -> None:
        for start in range(0, len(gone), _SPANS_AT_ONCE):
            any_of = list(spans(gone[start : start + _SPANS_AT_ONCE]))
            query: Json = {"query": {"bool": {"should": any_of, "minimum_should_match": 1}}}
            self._server.post(
                f"/{index}/_delete_by_query", query, {"conflicts": "proceed", "refresh": "true"}
            )

    def _write_down(self, index: str, identity: str, places: Mapping[str, Span]) -> None:
        self._server.put(f"/{index}/_doc/{_DOCUMENTS}", {"kept": msgspec.to_builtins(places)})
        self._server.put(f"/{index}/_doc/{_IDENTITY}", {"kept": {"identity": identity}})
        self._server.post(f"/{index}/_refresh")

    def _put_in_force(self, index: str, *, before: str) -> None:
        actions: list[Json] = [{"add": {"index": index, "alias": self._alias}}]
        if before:
            actions.insert(0, {"remove": {"index": before, "alias": self._alias}})
        self._server.post("/_aliases", {"actions": actions})
        if before:
            self._server.delete(f"/{before}")


def _add(writing: Writing, index: str, document: IndexedDocument, vectors: VectorRows) -> None:
    """The vectors of a document; an article without words has none."""
    for place, (vector, valid_from, valid_until) in enumerate(vectors.dated(document.id)):
        if any(vector):
            ordinal = document.first + place
            entry: Json = {
                "collection": document.collection_id,
                "document": document.id,
                "ordinal": ordinal,
                "valid_from": valid_from,
                "valid_until": valid_until,
                "vector": vector,
            }
            writing.add(index, str(ordinal), entry)
