"""A document read for its vectors: which texts the model is to be given, and the rows once it has answered."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from genkan.knowledge.index import ArticleRecord, IndexedDocument, OpenedIndex
from genkan.knowledge.vectors.plan import VectorPlan
from genkan.knowledge.vectors.rows import Numbers, Rows, day_from, day_until, key_of, quantised, row_type
from genkan.knowledge.vectors.texts import text_of


@dataclass(frozen=True)
class ReadDocument:
    """A document with its articles in order and the key of each text.

    ``known`` are rows that it has from before, ``texts`` those that are missing, by key.
    """

    document: IndexedDocument
    articles: tuple[ArticleRecord, ...]
    keys: tuple[bytes, ...]
    known: Mapping[bytes, Rows]
    texts: Mapping[bytes, str]

    def rows(self, vectors: Mapping[bytes, Numbers], *, dimensions: int) -> Rows:
        """All rows of the document; ``vectors`` are those of the missing texts, or of some more."""
        rows = np.zeros(len(self.articles), row_type(dimensions))
        rows["valid_from"] = [day_from(article.valid_from) for article in self.articles]
        rows["valid_until"] = [day_until(article.valid_until) for article in self.articles]
        for row, key in zip(rows, self.keys, strict=True):
            row["key"] = key
            held = self.known.get(key)
            if held is not None:
                row["scale"], row["vector"] = held["scale"], held["vector"]
            elif vectors[key].size:
                numbers, scales = quantised(vectors[key][None, :])
                row["scale"], row["vector"] = scales[0], numbers[0]
        return rows


def read_document(
    index: OpenedIndex, document: IndexedDocument, *, plan: VectorPlan, known: Mapping[bytes, Rows]
) -> ReadDocument:
    """The document as the index has it."""
    articles = tuple(index.contents(document.id, limit=document.articles))
    texts = [text_of(document, article, plan=plan) for article in articles]
    keys = tuple(map(key_of, texts))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    return ReadDocument(document, articles, keys, known, missing)
