"""A build in the cluster, opened for searching."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

import msgspec

from genkan.knowledge.index import ArticleRecord, Manifest, ScoredPassage, Wanted, WantedByMeaning, Weighted
from genkan.knowledge.index.graph import GRAPH, Graph
from genkan.knowledge.index.ordinals import Ordinals, best_of_each
from genkan.knowledge.opensearch import queries
from genkan.knowledge.opensearch.mapping import Indices, generation_of
from genkan.knowledge.opensearch.queries import (
    nearest_query,
    of_build,
    one_of,
    passages_query,
    term_query,
    texts_query,
)
from genkan.knowledge.opensearch.server import Json, Server
from genkan.knowledge.opensearch.state import Current
from genkan.knowledge.opensearch.vectors import ClusterVectors, Kind

_PAGE = 500
_MOST_TEXTS = 1_000
_MOST_PLACED = 10_000
_TERMS_AT_ONCE = 500
# Until 3.0 BM25 was multiplied by k1 + 1, as it is in the embedded engine; since then it is not.
_SINCE_PLAIN, _FACTOR = 3, 2.2


class OpenSearchIndex:
    """One build in the cluster, as machines search it. Every method asks the cluster and blocks.

    Where a day is given, there is nothing but what is in force on it. Methods raise errors under ``SearchServerProblem``.
    Builds of one ``generation`` number articles alike.
    """

    def __init__(
        self,
        server: Server,
        *,
        names: Indices,
        current: Current,
        manifest: Manifest,
        extras: Mapping[str, bytes],
    ) -> None:
        self.manifest = manifest
        self.documents = {document.id: document for document in manifest.documents}
        self.graph = Graph(extras.get(GRAPH, b""))
        self._ordinals = Ordinals(manifest.documents)
        self.document_of = self._ordinals.document_of
        self._server, self._names, self._extras = server, names, extras
        self.generation = generation_of(names.state, prefix=server.prefix)
        self._retired = current.retired if len(current.retired) <= queries.MOST_LEFT_OUT else ()
        self._factor = _FACTOR if _version(server) >= _SINCE_PLAIN else 1.0

    def best_passages(self, wanted: Wanted, *, limit: int, on: date | None = None) -> list[ScoredPassage]:
        """The best passage of each article among the ``limit`` best passages, best first."""
        if not (wanted.terms or wanted.phrases or wanted.character):
            return []
        hits = self._hits(passages_query(wanted), limit=limit, on=on)
        return best_of_each((score * self._factor, ordinal, place) for score, ordinal, place in hits)

    def holders(self, terms: Iterable[Weighted]) -> list[int]:
        """How many passages hold each of the terms; one request for all of them, as a rule."""
        given = iter(terms)
        counts: list[int] = []
        while some := list(islice(given, _TERMS_AT_ONCE)):
            counts += self._counts(some)
        return counts

    def articles(self, ordinals: Iterable[int]) -> list[ArticleRecord]:
        """The articles with these ordinals, in this order."""
        ids = [str(ordinal) for ordinal in ordinals]
        if not ids:
            return []
        query = {"_source_includes": "record"}
        found = self._server.post(f"/{self._names.articles}/_mget", {"ids": ids}, query)
        return [_record(each) for each in found["docs"] if each["found"]]

    def article(self, *, document_id: str, anchor: str, on: date | None = None) -> ArticleRecord | None:
        """One article by its place; without a day, its newest text."""
        return next(iter(self.placed([document_id], anchor=anchor, limit=1, on=on)), None)

    def placed(
        self, document_ids: Iterable[str], *, anchor: str, limit: int, on: date | None = None
    ) -> list[ArticleRecord]:
        """The article at one place of each of the documents, of the first ``limit`` that have it on the day."""
        keys = [f"{document_id}/{anchor}" for document_id in document_ids]
        body: Json = {
            "collapse": {"field": "key"},
            "sort": [{"valid_until": "desc"}, {"ordinal": "desc"}],
        }
        found = self._search(
            self._names.articles, one_of("key", keys), body, limit=_MOST_PLACED, on=on, shown=["key"]
        )
        ordinals: dict[str, int] = {hit["_source"]["key"]: hit["sort"][1] for hit in found}
        return self.articles(islice((ordinals[key] for key in keys if key in ordinals), limit))

    def texts(self, *, document_id: str, number: str) -> list[ArticleRecord]:
        """Every text that an article ever had, by its number as text cites it; see ``texts_query``."""
        return list(self._in_order(texts_query(document_id, number), limit=_MOST_TEXTS, on=None))

    def contents(self, document_id: str, *, limit: int, on: date | None = None) -> list[ArticleRecord]:
        """The first articles of a document in their order."""
        return list(self._in_order({"term": {"document": document_id}}, limit=limit, on=on))

    def extra(self, name: str) -> bytes:
        """A file derived from all documents; empty where the build has none of this name."""
        return self._extras.get(name, b"")

    def nearest(self, wanted: WantedByMeaning, *, limit: int) -> list[int] | None:
        """The ordinals of the articles of the nearest meaning; ``None`` where no vectors of this identity are kept.

        Those of another generation count as none, for their ordinals are those of other articles.
        """
        ends, retired = self.manifest.next_ordinal, self._retired
        query = nearest_query(wanted, limit=limit, ends=ends, retired=retired)
        kind = Kind(wanted.identity, len(wanted.vector), self.generation)
        found = ClusterVectors(self._server).nearest(query, kind=kind, limit=limit)
        return None if found is None else [ordinal for ordinal in found if self._ordinals.has(ordinal)]

    def _hits(self, query: Json, *, limit: int, on: date | None) -> Iterator[tuple[float, int, int]]:
        """Score, ordinal and place of the best passages."""
        body: Json = {"sort": ["_score", {"ordinal": "asc"}, {"place": "asc"}]}
        for hit in self._search(self._names.passages, query, body, limit=limit, on=on, shown=False):
            score, ordinal, place = hit["sort"]
            if self._ordinals.has(ordinal):
                yield score, ordinal, place

    def _counts(self, terms: Sequence[Weighted]) -> list[int]:
        filters = {str(place): term_query(each._replace(weight=1.0)) for place, each in enumerate(terms)}
        body: Json = {"size": 0, "aggs": {"terms": {"filters": {"filters": filters}}}}
        buckets = self._server.post(f"/{self._names.passages}/_search", body)["aggregations"]["terms"][
            "buckets"
        ]
        return [buckets[str(place)]["doc_count"] for place in range(len(terms))]

    def _in_order(self, query: Json, *, limit: int, on: date | None) -> Iterator[ArticleRecord]:
        """Articles in the order of the text, some at a time."""
        after: Json = {}
        while limit > 0:
            body: Json = {"sort": [{"ordinal": "asc"}], **after}
            size = min(limit, _PAGE)
            found = self._search(self._names.articles, query, body, limit=size, on=on, shown=["record"])
            records = map(_record, found)
            yield from (record for record in records if self._ordinals.has(record.ordinal))
            if len(found) < size:
                return
            limit -= size
            after = {"search_after": found[-1]["sort"]}

    def _search(
        self,
        index: str,
        query: Json,
        body: Json,
        *,
        limit: int,
        on: date | None,
        shown: Collection[str] | bool,
    ) -> list[Json]:
        limited = of_build(query, ends=self.manifest.next_ordinal, retired=self._retired, on=on)
        whole: Json = {**body, "query": limited, "size": limit, "_source": shown, "track_total_hits": False}
        answer = self._server.post(f"/{index}/_search", whole, {"search_type": "dfs_query_then_fetch"})
        hits: list[Json] = answer["hits"]["hits"]
        return hits


def _record(found: Json) -> ArticleRecord:
    return msgspec.convert(found["_source"]["record"], ArticleRecord)


def _version(server: Server) -> int:
    """The main version of a cluster."""
    number: str = server.get("/").body["version"]["number"]
    return int(number.partition(".")[0])
