"""An index opened for searching, and the way to it from its folder."""

from collections.abc import Iterable
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec
from tantivy import DocAddress, Index, Occur, Order, Query, Searcher

from genkan.knowledge.index.build import EXTRA
from genkan.knowledge.index.compiling import Compiler, any_of
from genkan.knowledge.index.generations import MANIFEST, Verified, current_name
from genkan.knowledge.index.graph import GRAPH, Graph
from genkan.knowledge.index.ordinals import Ordinals, ScoredPassage, best_of_each
from genkan.knowledge.index.records import ArticleRecord, Manifest
from genkan.knowledge.index.schema import FORMAT, in_force, make_schema
from genkan.knowledge.index.wanted import Wanted, WantedByMeaning, Weighted

_ENOUGH = 0.5


class FolderIndex:
    """One build of the index. Its methods take milliseconds of CPU: call them off the event loop.

    Where a day is given, there is nothing but what is in force on it.
    """

    def __init__(self, searcher: Searcher, *, manifest: Manifest, build: Path) -> None:
        self.manifest = manifest
        self.documents = {document.id: document for document in manifest.documents}
        self.graph = Graph(_extra(build, GRAPH))
        self.document_of = Ordinals(manifest.documents).document_of
        self._schema = make_schema()
        self._compiler = Compiler(self._schema, manifest.documents)
        self._searcher = searcher
        self._build = build

    def best_passages(self, wanted: Wanted, *, limit: int, on: date | None = None) -> list[ScoredPassage]:
        """The best passage of each article among the ``limit`` best passages, best first."""
        hits = self._hits(self._compiler.query(wanted), limit, on)
        scores, addresses = [score for score, _ in hits], [address for _, address in hits]
        ordinals, places = self._values("ordinal", addresses), self._values("place", addresses)
        return best_of_each(zip(scores, ordinals, places, strict=True))

    def holders(self, terms: Iterable[Weighted]) -> list[int]:
        """How many passages hold each of the terms."""
        return [self._searcher.doc_freq(each.field, each.term) for each in terms]

    def articles(self, ordinals: Iterable[int]) -> list[ArticleRecord]:
        """The articles with these ordinals, in this order."""
        wanted = list(ordinals)
        query = any_of(Query.term_query(self._schema, "article", ordinal) for ordinal in wanted)
        found = {record.ordinal: record for record in self._records(query, limit=len(wanted) or 1)}
        return [found[ordinal] for ordinal in wanted if ordinal in found]

    def article(self, *, document_id: str, anchor: str, on: date | None = None) -> ArticleRecord | None:
        """One article by its place; without a day, its newest text."""
        query = Query.term_query(self._schema, "key", f"{document_id}/{anchor}")
        texts = self._records(query, limit=self._MOST_TEXTS)
        held = (text for text in texts if on is None or text.holds(on))
        return max(held, key=lambda text: text.valid_until or date.max, default=None)

    def placed(
        self, document_ids: Iterable[str], *, anchor: str, limit: int, on: date | None = None
    ) -> list[ArticleRecord]:
        """The article at one place of each of the documents, of the first ``limit`` that have it on the day."""
        having = (each for each in document_ids if self._searcher.doc_freq("key", f"{each}/{anchor}"))
        found = (self.article(document_id=each, anchor=anchor, on=on) for each in having)
        return list(islice((record for record in found if record is not None), limit))

    def texts(self, *, document_id: str, number: str) -> list[ArticleRecord]:
        """Every text that an article ever had, by its number as text cites it.

        ``s1-3`` (附則第3条) is meant for article 3 of any of the supplementary provisions, of which a law has many.
        """
        supplement, _, article = number.partition("-")
        if not supplement.startswith("s"):
            query = Query.term_query(self._schema, "key", f"{document_id}/{number}")
        else:
            anchor = "s[0-9]+" + (f"-{article}" if article else "") + "(-r[0-9]+)?"
            query = Query.regex_query(self._schema, "key", f"{document_id}/{anchor}")
        return self._records(query, limit=self._MOST_TEXTS)

    def contents(self, document_id: str, *, limit: int, on: date | None = None) -> list[ArticleRecord]:
        """The first articles of a document in their order."""
        query = self._dated(Query.term_query(self._schema, "contents", document_id), on)
        found = self._searcher.search(
            query, limit=limit, count=False, order_by_field="article", order=Order.Asc
        )
        return [self._record(address) for _, address in found.hits]

    def extra(self, name: str) -> bytes:
        """A file derived from all documents; empty where the build has none of this name."""
        return _extra(self._build, name)

    def nearest(self, wanted: WantedByMeaning, *, limit: int) -> list[int] | None:
        """``None``: vectors lie in files of their own and are compared by this process."""
        del wanted, limit

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
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, in_force(self._schema, on))])

    def _records(self, query: Query, *, limit: int) -> list[ArticleRecord]:
        return [self._record(address) for _, address in self._search(query, limit)]

    def _record(self, address: DocAddress) -> ArticleRecord:
        stored = bytes(self._searcher.doc(address)["record"][0])
        return msgspec.json.decode(stored, type=ArticleRecord)

    def _values(self, field: str, addresses: list[DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values(field, addresses) if addresses else []
        return [int(value or 0) for value in values]


def _extra(build: Path, name: str) -> bytes:
    path = build / (name + EXTRA)
    return path.read_bytes() if path.exists() else b""


def open_current(folder: Path, *, verified: Verified) -> tuple[str, FolderIndex] | None:
    """The build in force and its name; ``None`` where there is none, or where it is damaged or of another format."""
    name = current_name(folder)
    build = folder / name
    try:
        manifest = msgspec.json.decode((build / MANIFEST).read_bytes(), type=Manifest) if name else None
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    if manifest is None or manifest.format != FORMAT or not verified.is_whole(build, files=manifest.files):
        return None
    return name, FolderIndex(Index.open(str(build)).searcher(), manifest=manifest, build=build)
