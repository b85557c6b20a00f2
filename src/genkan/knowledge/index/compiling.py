"""What is wanted, as a query of the engine."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from tantivy import Occur, Query, Schema

from genkan.knowledge.index.records import IndexedDocument
from genkan.knowledge.index.wanted import Wanted, Weighted

# A set of many terms costs a pass over all passages, however few hold one.
_MANY = 100

Clause = tuple[Occur, Query]


class Compiler:
    """Makes queries for one build of the index."""

    def __init__(self, schema: Schema, documents: Iterable[IndexedDocument]) -> None:
        self._schema = schema
        self._documents = {document.id: document for document in documents}
        self._in_documents = Counter({each.id: each.passages for each in self._documents.values()})
        self._in_collections = Counter[str]()
        for document in self._documents.values():
            self._in_collections[document.collection_id] += document.passages
        self._passages = self._in_collections.total()

    def query(self, wanted: Wanted) -> Query:
        """The query; where nothing is wanted, one that finds nothing."""
        required, restriction = list(self._required(wanted)), self._restriction(wanted)
        any_of = [(Occur.Should, self._term(each)) for each in wanted.terms]
        if not required and not any_of:
            return Query.empty_query()
        if any_of and any(occur is Occur.Must for occur, _ in [*required, *restriction]):
            any_of = [(Occur.Must, Query.boolean_query(any_of))]
        return Query.boolean_query([*any_of, *required, *restriction])

    def _required(self, wanted: Wanted) -> Iterator[Clause]:
        """What every passage must hold."""
        if wanted.character:
            escaped = re.escape(wanted.character)
            holding = Query.regex_query(self._schema, "pairs", f"{escaped}.?|.{escaped}")
            yield Occur.Must, Query.const_score_query(holding, 1.0)
        for phrase in wanted.phrases:
            yield Occur.Must, self._phrase(phrase)

    def _phrase(self, pairs: tuple[str, ...]) -> Query:
        if len(pairs) == 1:
            return Query.term_query(self._schema, "pairs", pairs[0])
        return Query.phrase_query(self._schema, "pairs", list(pairs))

    def _term(self, weighted: Weighted) -> Query:
        query = Query.term_query(self._schema, weighted.field, weighted.term, index_option="freq")
        return Query.boost_query(query, weighted.weight)

    def _restriction(self, wanted: Wanted) -> list[Clause]:
        if wanted.documents is None:
            return self._only("collection", wanted.collections, self._in_collections)
        held = (self._documents[each] for each in wanted.documents if each in self._documents)
        readable = {document.id for document in held if document.collection_id in wanted.collections}
        return self._only("document", readable, self._in_documents)

    def _only(self, field: str, values: Collection[str], held: Counter[str]) -> list[Clause]:
        """The values that are asked for, or where that is less work, not the others; nothing where there are none."""
        inside, everything = sum(held[value] for value in values), self._passages
        if inside == everything:
            return []
        if inside * 2 > everything:
            return [(Occur.MustNot, self._one_of(field, held.keys() - values))]
        return [(Occur.Must, Query.const_score_query(self._one_of(field, values), 0.0))]

    def _one_of(self, field: str, values: Collection[str]) -> Query:
        if len(values) > _MANY:
            return Query.term_set_query(self._schema, field, sorted(values))
        return any_of(
            Query.term_query(self._schema, field, value, index_option="basic") for value in sorted(values)
        )


def any_of(queries: Iterable[Query]) -> Query:
    """What fits one of the queries; of none, nothing."""
    clauses = [(Occur.Should, query) for query in queries]
    return Query.boolean_query(clauses) if clauses else Query.empty_query()
