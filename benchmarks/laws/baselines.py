"""Two plain engines over whole articles, built in the same run: pairs of characters, and words."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from genkan.knowledge.text.normalise import normalise
from genkan.knowledge.text.tokenise import SudachiSegmenter
from laws.corpus import CorpusArticle

DEPTH = 10
Terms = Callable[[str], Iterable[str]]


def pairs_of(text: str) -> list[str]:
    """Pairs of characters that stand side by side, spaces left out."""
    plain = "".join(normalise(text).split())
    return [plain[place : place + 2] for place in range(len(plain) - 1)]


def words_of(segmenter: SudachiSegmenter) -> Terms:
    """Words in their base form."""
    return lambda text: (base for base in segmenter.bases(normalise(text)) if base.strip())


class Baseline:
    """BM25 over the terms of title, caption and text of each article, in one field."""

    def __init__(self, articles: Iterable[CorpusArticle], terms: Terms) -> None:
        builder = SchemaBuilder()
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("name", tokenizer_name="raw", stored=True, index_option="basic")
        self._schema = builder.build()
        self._terms = terms
        self._folder = tempfile.TemporaryDirectory()
        self._index = Index(self._schema, path=str(Path(self._folder.name)))
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for article in articles:
            text = f"{article.law_title}\n{article.caption}\n{article.text}"
            name = f"{article.law_id}:{article.article}"
            writer.add_document(Document(terms=[" ".join(terms(text))], name=[name]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in Path(self._folder.name).iterdir())

    def search(self, question: str) -> Sequence[str]:
        """The names of the best articles: 「法令ID:条」."""
        terms = dict.fromkeys(self._terms(question))
        queries = [(Occur.Should, Query.term_query(self._schema, "terms", term)) for term in terms]
        if not queries:
            return ()
        hits = self._searcher.search(Query.boolean_query(queries), limit=DEPTH, count=False).hits
        return [str(self._searcher.doc(address)["name"][0]) for _, address in hits]
