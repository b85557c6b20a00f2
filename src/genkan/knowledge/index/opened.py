"""An index opened for searching, and the way to it from its folder."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
from tantivy import DocAddress, Index, Occur, Order, Query, Schema, Searcher

from genkan.knowledge.index.build import EXTRA
from genkan.knowledge.index.generations import MANIFEST, Verified, current_name
from genkan.knowledge.index.graph import GRAPH, Graph
from genkan.knowledge.index.records import ArticleRecord, IndexedDocument, Manifest
from genkan.knowledge.index.schema import FORMAT, in_force, make_schema

_ENOUGH = 0.5


class ScoredPassage(NamedTuple):
    """A passage found: the ordinal of its article, its score and its place in ``ArticleRecord.passages``.

    ``second`` is the score of the next best passage of the same article, 0 where none was found.
    """

    ordinal: int
    score: float
    place: int
    second: float = 0.0


class OpenedIndex:
    """One build of the index. Its methods take milliseconds of CPU: call them off the event loop.

    Where a day is given, there is nothing but what is in force on it.
    """

    def __init__(self, searcher: Searcher, *, manifest: Manifest, build: Path) -> None:
        self.schema = make_schema()
        self.manifest = manifest
        self.documents = {document.id: document for document in manifest.documents}
        self.graph = Graph(_extra(build, GRAPH))
        self._in_order = sorted((each for each in manifest.documents if each.articles), key=_first)
        self._searcher = searcher
        self._build = build

    def best_passages(self, query: Query, *, limit: int, on: date | None = None) -> list[ScoredPassage]:
        """The best passage of each article among the ``limit`` best passages, best first."""
        hits = self._hits(query, limit, on)
        addresses = [address for _, address in hits]
        facts = zip(self._values("ordinal", addresses), self._values("place", addresses), hits, strict=True)
        best: dict[int, ScoredPassage] = {}
        for ordinal, place, (score, _) in facts:
            first = best.setdefault(ordinal, ScoredPassage(ordinal, score, place))
            if first.place != place and not first.second:
                best[ordinal] = first._replace(second=score)
        return list(best.values())

    def holders(self, field: str, term: str) -> int:
        """How many passages hold a term."""
        return self._searcher.doc_freq(field, term)

    def document_of(self, ordinal: int) -> IndexedDocument:
        """The document of the article with this ordinal."""
        return self._in_order[bisect_right(self._in_order, ordinal, key=_first) - 1]

    def articles(self, ordinals: Iterable[int]) -> list[ArticleRecord]:
        """The articles with these ordinals, in this order."""
        queries = (Query.term_query(self.schema, "article", ordinal) for ordinal in ordinals)
        return [record for query in queries for record in self._records(query, limit=1)]

    def article(self, *, document_id: str, anchor: str, on: date | None = None) -> ArticleRecord | None:
        """One article by its place; without a day, its newest text."""
        query = Query.term_query(self.schema, "key", f"{document_id}/{anchor}")
        texts = self._records(self._dated(query, on), limit=self._MOST_TEXTS)
        return max(texts, key=lambda text: text.valid_until or date.max, default=None)

    def texts(self, *, document_id: str, number: str) -> list[ArticleRecord]:
        """Every text that an article ever had, by its number as text cites it.

        ``s1-3`` (附則第3条) is meant for article 3 of any of the supplementary provisions, of which a law has many.
        """
        supplement, _, article = number.partition("-")
        if not supplement.startswith("s"):
            query = Query.term_query(self.schema, "key", f"{document_id}/{number}")
        else:
            anchor = "s[0-9]+" + (f"-{article}" if article else "") + "(-r[0-9]+)?"
            query = Query.regex_query(self.schema, "key", f"{document_id}/{anchor}")
        return self._records(query, limit=self._MOST_TEXTS)

    def contents(self, document_id: str, *, limit: int, on: date | None = None) -> list[ArticleRecord]:
        """The first articles of a document in their order."""
        query = self._dated(Query.term_query(self.schema, "contents", document_id), on)
        found = self._searcher.search(
            query, limit=limit, count=False, order_by_field="article", order=Order.Asc
        )
        return [self._record(address) for _, address in found.hits]

    def extra(self, name: str) -> bytes:
        """A file derived from all documents; empty where the build has none of this name."""
        return _extra(self._build, name)

    _MOST_TEXTS = 1_000

    def _hits(self, query: Query, limit: int, on: date | None) -> list[tuple[float, DocAddress]]:
        """The best passages. Few texts are out of force as a rule, so they are dropped after they were found;

        where that leaves too few, they are kept out of the search, which takes longer.
        """
        hits = self._search(query, limit)
        if on is None:
            return hits
        held = self._holding(hits, on)
        if len(hits) == limit and len(held) < limit * _ENOUGH:
            return self._search(self._dated(query, on), limit)
        return held

    def _search(self, query: Query, limit: int) -> list[tuple[float, DocAddress]]:
        return self._searcher.search(query, limit=limit, count=False).hits

    def _holding(self, hits: list[tuple[float, DocAddress]], on: date) -> list[tuple[float, DocAddress]]:
        addresses, day = [address for _, address in hits], on.toordinal()
        begun, ended = self._values("valid_from", addresses), self._values("valid_until", addresses)
        facts = zip(hits, begun, ended, strict=True)
        return [hit for hit, valid_from, valid_until in facts if valid_from <= day < valid_until]

    def _dated(self, query: Query, on: date | None) -> Query:
        if on is None:
            return query
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, in_force(self.schema, on))])

    def _records(self, query: Query, *, limit: int) -> list[ArticleRecord]:
        return [self._record(address) for _, address in self._search(query, limit)]

    def _record(self, address: DocAddress) -> ArticleRecord:
        stored = bytes(self._searcher.doc(address)["record"][0])
        return msgspec.json.decode(stored, type=ArticleRecord)

    def _values(self, field: str, addresses: list[DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values(field, addresses) if addresses else []
        return [int(value or 0) for value in values]


def _first(document: IndexedDocument) -> int:
    return document.first


def _extra(build: Path, name: str) -> bytes:
    path = build / (name + EXTRA)
    return path.read_bytes() if path.exists() else b""


def open_current(folder: Path, *, verified: Verified) -> tuple[str, OpenedIndex] | None:
    """The build in force and its name; ``None`` where there is none, or where it is damaged or of another format."""
    name = current_name(folder)
    build = folder / name
    try:
        manifest = msgspec.json.decode((build / MANIFEST).read_bytes(), type=Manifest) if name else None
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    if manifest is None or manifest.format != FORMAT or not verified.is_whole(build, files=manifest.files):
        return None
    return name, OpenedIndex(Index.open(str(build)).searcher(), manifest=manifest, build=build)


def within(
    query: Query, *, schema: Schema, collections: Sequence[str], documents: Sequence[str] = ()
) -> Query:
    """The query, restricted before anything is scored to collections and, if given, to some documents."""
    filters = [Query.term_set_query(schema, "collection", list(collections))]
    if documents:
        filters.append(Query.term_set_query(schema, "document", list(documents)))
    unscored = [(Occur.Must, Query.const_score_query(restriction, 0.0)) for restriction in filters]
    return Query.boolean_query([*unscored, (Occur.Must, query)])
