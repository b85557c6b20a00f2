"""Which article cites which, and which order belongs to which law: kept beside the index, made while it is built.

An order is found by the words of its law, and a law by the words of its orders; for that, searches follow these links.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from genkan.knowledge.index.joining import LOWER, SHIFT, JoinedGraph, Part, join, unpacked
from genkan.knowledge.index.links import Links
from genkan.knowledge.index.preparing import Unprepared
from genkan.knowledge.index.records import IndexedDocument
from genkan.knowledge.parse import ArticleKind, paragraph_lines

GRAPH = "graph"
_HIGHEST = 10


class GraphExtra:
    """Derives the graph; see :class:`genkan.knowledge.index.extras.Extra`."""

    def contribution(self, unprepared: Unprepared) -> bytes:
        """The anchors, links and definitions of one document."""
        articles = [dated.article for dated in unprepared.articles]
        own = [article.kind is not ArticleKind.SUPPLEMENT for article in articles]
        texts = [
            "\n".join(line for paragraph in article.paragraphs for line in paragraph_lines(paragraph))
            if is_own
            else ""
            for article, is_own in zip(articles, own, strict=True)
        ]
        links = Links(unprepared.document.title, texts)
        found = {place: links.of(text) for place, text in enumerate(texts) if text}
        part = Part(
            anchors=tuple(article.anchor for article in articles),
            supplements=tuple(place for place, is_own in enumerate(own) if not is_own),
            links={place: of_article for place, of_article in found.items() if of_article},
            parent=links.parent,
            definitions=links.definitions,
        )
        return msgspec.msgpack.encode(part)

    def join(
        self, before: bytes, *, changed: Mapping[str, bytes], documents: Sequence[IndexedDocument]
    ) -> bytes:
        """The graph of all documents; ``before`` gives the parts of those that did not change."""
        return join(before, changed=changed, documents=documents)


class Graph:
    """The links between the articles of an open index, by their ordinals."""

    def __init__(self, content: bytes) -> None:
        joined = msgspec.msgpack.decode(content, type=JoinedGraph) if content else JoinedGraph()
        self._cites, self._cited_by = unpacked(joined.cites), unpacked(joined.cited_by)
        self._supplements = unpacked(joined.supplements)
        self._roots = {document: _root(document, joined.parents) for document in joined.parents}
        self.definitions = joined.definitions

    def cites(self, ordinal: int) -> Sequence[int]:
        """The articles of other documents that an article cites."""
        return _beside(self._cites, ordinal)

    def cited_by(self, ordinal: int) -> Sequence[int]:
        """The articles of other documents that cite an article."""
        return _beside(self._cited_by, ordinal)

    def is_supplement(self, ordinal: int) -> bool:
        """Whether an article stands in supplementary provisions."""
        place = bisect_left(self._supplements, ordinal)
        return place < len(self._supplements) and self._supplements[place] == ordinal

    def root(self, document_id: str) -> str:
        """The law at the head of a document's family: itself, where it is an order to none."""
        return self._roots.get(document_id, document_id)


def _root(document_id: str, parents: Mapping[str, str]) -> str:
    """Up from parent to parent; of documents that name one another as their law, there is no head."""
    for _ in range(_HIGHEST):
        document_id = parents.get(document_id, document_id)
    return document_id


def _beside(pairs: Sequence[int], ordinal: int) -> Sequence[int]:
    """The lower halves of the pairs that have the ordinal in their upper half."""
    start = bisect_left(pairs, ordinal << SHIFT)
    if start == len(pairs) or pairs[start] >> SHIFT != ordinal:
        return ()
    end = bisect_left(pairs, (ordinal + 1) << SHIFT, start)
    return [pair & LOWER for pair in pairs[start:end]]
