"""An index opened for searching, and the way to it from its folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from tantivy import DocAddress, Index, Occur, Order, Query, Schema, Searcher

from genkan.knowledge.index.generations import MANIFEST, current_name, is_whole
from genkan.knowledge.index.records import ArticleRecord, Manifest
from genkan.knowledge.index.schema import FORMAT, make_schema


class ScoredPassage(NamedTuple):
    """A passage found: the ordinal of its article, its score and its text."""

    ordinal: int
    score: float
    text: str


class OpenedIndex:
    """One build of the index. Its methods take milliseconds of CPU: call them off the event loop."""

    def __init__(self, searcher: Searcher, *, manifest: Manifest) -> None:
        self.schema = make_schema()
        self.manifest = manifest
        self.documents = {document.id: document for document in manifest.documents}
        self._searcher = searcher

    def best_passages(self, query: Query, *, limit: int) -> list[ScoredPassage]:
        """The best passage of each article among the ``limit`` best passages, best first."""
        hits = self._searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _, address in hits]
        best: dict[int, tuple[float, DocAddress]] = {}
        for ordinal, (score, address) in zip(self._ordinals(addresses), hits, strict=True):
            best.setdefault(ordinal, (float(score), address))
        return [
            ScoredPassage(ordinal, score, self._text(address)) for ordinal, (score, address) in best.items()
        ]

    def articles(self, ordinals: Iterable[int]) -> list[ArticleRecord]:
        """The articles with these ordinals, in this order."""
        queries = (Query.term_query(self.schema, "article", ordinal) for ordinal in ordinals)
        return [record for query in queries for record in self._records(query, limit=1)]

    def article(self, *, document_id: str, anchor: str) -> ArticleRecord | None:
        """One article by its place."""
        query = Query.term_query(self.schema, "key", f"{document_id}/{anchor}")
        return next(iter(self._records(query, limit=1)), None)

    def contents(self, document_id: str, *, limit: int) -> list[ArticleRecord]:
        """The first articles of a document in their order."""
        query = Query.term_query(self.schema, "contents", document_id)
        found = self._searcher.search(
            query, limit=limit, count=False, order_by_field="article", order=Order.Asc
        )
        return [self._record(address) for _, address in found.hits]

    def _records(self, query: Query, *, limit: int) -> list[ArticleRecord]:
        hits = self._searcher.search(query, limit=limit, count=False).hits
        return [self._record(address) for _, address in hits]

    def _record(self, address: DocAddress) -> ArticleRecord:
        return msgspec.json.decode(self._stored(address, "record"), type=ArticleRecord)

    def _text(self, address: DocAddress) -> str:
        return self._stored(address, "passage").decode()

    def _stored(self, address: DocAddress, field: str) -> bytes:
        return bytes(self._searcher.doc(address)[field][0])

    def _ordinals(self, addresses: list[DocAddress]) -> list[int]:
        values = self._searcher.fast_field_values("ordinal", addresses) if addresses else []
        return [int(value) for value in values if value is not None]


def open_current(folder: Path) -> tuple[str, OpenedIndex] | None:
    """The build in force and its name; ``None`` where there is none, or where it is damaged or of another format."""
    name = current_name(folder)
    build = folder / name
    try:
        manifest = msgspec.json.decode((build / MANIFEST).read_bytes(), type=Manifest) if name else None
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    if manifest is None or manifest.format != FORMAT or not is_whole(build, files=manifest.files):
        return None
    return name, OpenedIndex(Index.open(str(build)).searcher(), manifest=manifest)


def within(query: Query, *, schema: Schema, collections: Sequence[str], document_id: str | None) -> Query:
    """The query, restricted before anything is scored to collections and, if given, to one document."""
    filters = [Query.term_set_query(schema, "collection", list(collections))]
    if document_id:
        filters.append(Query.term_query(schema, "document", document_id))
    unscored = [(Occur.Must, Query.const_score_query(restriction, 0.0)) for restriction in filters]
    return Query.boolean_query([*unscored, (Occur.Must, query)])
