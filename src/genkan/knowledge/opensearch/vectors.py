"""What articles mean, in the cluster: the vectors of a model beside the passages, and which are nearest to a question.

Vectors come after the articles and change with the model, so they have an index of their own under an alias of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from genkan.knowledge.index import IndexedDocument, VectorRows
from genkan.knowledge.opensearch.mapping import vectors_alias, vectors_index
from genkan.knowledge.opensearch.queries import Span, spans
from genkan.knowledge.opensearch.server import Answer, Json, Server
from genkan.knowledge.opensearch.writing import Writing

_KIND, _DOCUMENTS = "identity", "documents"
_SPANS_AT_ONCE = 500


class Kind(msgspec.Struct, frozen=True):
    """What all vectors of one index share: the build of the model, their length, and by whose ordinals articles go.

    Ordinals are those of one ``generation`` of the index of articles; another one numbers its articles anew.
    """

    identity: str
    dimensions: int
    generation: str


class _Place(NamedTuple):
    """The ordinals of the articles of a document, and what tells its vectors from others."""

    first: int
    length: int
    content: str

    @property
    def span(self) -> Span:
        return Span(self.first, self.length)


class _Kept(msgspec.Struct, frozen=True):
    """What is there of which documents; of ``unsure`` ordinals a run was broken off that took out or put in vectors."""

    documents: dict[str, _Place]
    unsure: tuple[Span, ...] = ()


class _Held(NamedTuple):
    """The index of vectors in force, and what it holds, where that is of the kind that is wanted."""

    in_index: str
    kept: _Kept | None


class ClusterVectors:
    """Keeps vectors of one kind. Methods block; whoever writes is the only one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._alias = vectors_alias(server.prefix)

    def keep(
        self,
        documents: Iterable[IndexedDocument],
        vectors: VectorRows,
        *,
        generation: str,
        name: str,
        before_each: Callable[[], None],
    ) -> None:
        """Bring the cluster to what ``vectors`` has of these documents of a generation; only what changed is sent.

        ``name`` is one that nobody had before; ``before_each`` is called before each sending and may raise to stop.
        """
        self._remove_unfinished()
        kind = Kind(vectors.identity, vectors.dimensions, generation)
        wanted = [each for each in documents if each.articles and vectors.has(each)]
        places = {each.id: _Place(each.first, each.articles, vectors.content(each)) for each in wanted}
        writing = Writing(self._server, before_each=before_each)
        held = self._held(kind)
        kept = held.kept if held else None
        if held and kept and _is_mostly_there(kept.documents, places):
            lacking = [each for each in wanted if kept.documents.get(each.id) != places[each.id]]
            self._change(held.in_index, kept, places, writing, _entries(lacking, vectors))
        else:
            index = f"{self._alias}-{name}"
            self._make(index, kind, places, writing, _entries(wanted, vectors))
            self._put_in_force(index, before=held.in_index if held else "")

    def forget(self) -> None:
        """Keep no vectors."""
        self._remove_unfinished()
        held = self._server.get(f"/{self._alias}/_doc/{_KIND}")
        if held.was_found:
            self._server.delete(f"/{held.body['_index']}")

    def nearest(self, query: Json, *, kind: Kind, limit: int) -> list[int] | None:
        """The ordinals of the articles that a query finds, nearest first; ``None`` where no vectors of this kind are kept."""
        held = self._server.get(f"/{self._alias}/_doc/{_KIND}")
        if not _is_of(held, kind):
            return None
        body: Json = {"query": query, "size": limit, "sort": ["_score", {"ordinal": "asc"}], "_source": False}
        hits = self._server.post(f"/{held.body['_index']}/_search", body)["hits"]["hits"]
        return [hit["sort"][1] for hit in hits]

    def _make(
        self,
        index: str,
        kind: Kind,
        places: dict[str, _Place],
        writing: Writing,
        entries: Iterable[Json],
    ) -> None:
        """A new index, which no search sees."""
        self._server.make_index(index, vectors_index(kind.dimensions))
        _write(writing, index, entries)
        self._server.put(f"/{index}/_doc/{_KIND}", {"kept": msgspec.to_builtins(kind)})
        self._write_down(index, _Kept(places))

    def _change(
        self,
        index: str,
        kept: _Kept,
        places: dict[str, _Place],
        writing: Writing,
        entries: Iterable[Json],
    ) -> None:
        """Take out what is gone or changed, and put in what is new or changed; written down before, in case this is broken off."""
        same = {one: place for one, place in kept.documents.items() if places.get(one) == place}
        gone = [*kept.unsure, *(place.span for one, place in kept.documents.items() if one not in same)]
        coming = [place.span for one, place in places.items() if one not in same]
        if not gone and not coming:
            return
        self._write_down(index, _Kept(same, (*gone, *coming)))
        self._remove(index, gone)
        _write(writing, index, entries)
        self._write_down(index, _Kept(places))

    def _remove_unfinished(self) -> None:
        """Delete indices that no alias names, which somebody who was killed left."""
        for index, each in self._server.get(f"/{self._alias}-*/_alias").body.items():
            if not each["aliases"]:
                self._server.delete(f"/{index}")

    def _held(self, kind: Kind) -> _Held | None:
        held = self._server.get(f"/{self._alias}/_doc/{_KIND}")
        if not held.was_found:
            return None
        index = held.body["_index"]
        documents = self._server.get(f"/{index}/_doc/{_DOCUMENTS}")
        if not (documents.was_found and _is_of(held, kind)):
            return _Held(index, None)
        return _Held(index, msgspec.convert(documents.body["_source"]["kept"], _Kept))

    def _remove(self, index: str, gone: Sequence[Span]) -> None:
        for start in range(0, len(gone), _SPANS_AT_ONCE):
            any_of = list(spans(gone[start : start + _SPANS_AT_ONCE]))
            query: Json = {"query": {"bool": {"should": any_of, "minimum_should_match": 1}}}
            self._server.post(
                f"/{index}/_delete_by_query", query, {"conflicts": "proceed", "refresh": "true"}
            )

    def _write_down(self, index: str, kept: _Kept) -> None:
        self._server.put(f"/{index}/_doc/{_DOCUMENTS}", {"kept": msgspec.to_builtins(kept)})
        self._server.post(f"/{index}/_refresh")

    def _put_in_force(self, index: str, *, before: str) -> None:
        actions: list[Json] = [{"add": {"index": index, "alias": self._alias}}]
        if before:
            actions.insert(0, {"remove": {"index": before, "alias": self._alias}})
        self._server.post("/_aliases", {"actions": actions})
        if before:
            self._server.delete(f"/{before}")


def _is_of(held: Answer, kind: Kind) -> bool:
    """Whether the vectors of an index are of a kind."""
    return held.was_found and held.body["_source"]["kept"] == msgspec.to_builtins(kind)


def _is_mostly_there(known: Mapping[str, _Place], places: Mapping[str, _Place]) -> bool:
    """Whether no more than half is to be sent; else a new index costs no more, and searches have the one before meanwhile."""
    return 2 * len(known.items() & places.items()) >= len(places)


def _write(writing: Writing, index: str, entries: Iterable[Json]) -> None:
    for entry in entries:
        writing.add(index, str(entry["ordinal"]), entry)
    writing.flush()


def _entries(documents: Iterable[IndexedDocument], vectors: VectorRows) -> Iterator[Json]:
    """The vectors of documents; an article without words has none."""
    for document in documents:
        for place, (vector, valid_from, valid_until) in enumerate(vectors.dated(document.id)):
            if any(vector):
                yield {
                    "collection": document.collection_id,
                    "document": document.id,
                    "ordinal": document.first + place,
                    "valid_from": valid_from,
                    "valid_until": valid_until,
                    "vector": vector,
                }
