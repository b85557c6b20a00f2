"""What is wanted, as queries of OpenSearch."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from genkan.knowledge.index import Wanted, WantedByMeaning, Weighted
from genkan.knowledge.opensearch.server import Json

# So many retired documents are left out of a search by their ordinals; clusters refuse a thousand.
MOST_LEFT_OUT = 200
# Clusters refuse more values in one clause.
_MOST_VALUES = 50_000
_REGEXP_SPECIAL = re.compile(r'[.?+*|{}\[\]()"\\#@&<>~^$-]')


class Span(NamedTuple):
    """Ordinals that follow one another, from ``first`` on."""

    first: int
    length: int


def passages_query(wanted: Wanted) -> Json:
    """Passages by their words; whoever is in no collection that is asked for is not scored."""
    must = list(_required(wanted))
    if wanted.terms:
        any_of = [term_query(each) for each in wanted.terms]
        must.append({"bool": {"should": any_of, "minimum_should_match": 1}})
    return {"bool": {"must": must, "filter": restriction(wanted.collections, wanted.documents)}}


def term_query(weighted: Weighted) -> Json:
    """One term with what it counts. Words are given as they are written, for kuromoji finds their base forms itself."""
    if weighted.field == "words":
        text: Json = {"query": weighted.written or weighted.term, "operator": "and", "boost": weighted.weight}
        return {"match": {"words": text}}
    return {"term": {"pairs": {"value": weighted.term, "boost": weighted.weight}}}


def restriction(collections: Collection[str], documents: Collection[str] | None) -> list[Json]:
    """Filters for collections and, where they are given, some documents."""
    filters = [one_of("collection", collections)]
    if documents is not None:
        filters.append(one_of("document", documents))
    return filters


def one_of(field: str, values: Collection[str]) -> Json:
    """Whatever has one of the values."""
    ordered = sorted(values)
    parts = [ordered[start : start + _MOST_VALUES] for start in range(0, len(ordered), _MOST_VALUES)]
    clauses: list[Json] = [{"terms": {field: part}} for part in parts or [[]]]
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def in_force(day: date | None) -> list[Json]:
    """Filters for what is in force on a day; none without a day."""
    if day is None:
        return []
    number = day.toordinal()
    return [{"range": {"valid_from": {"lte": number}}}, {"range": {"valid_until": {"gt": number}}}]


def of_build(query: Json, *, ends: int, retired: Sequence[Span], on: date | None) -> Json:
    """The query, limited to the entries of a build: those before ``ends`` that were not retired, on a day."""
    filters: list[Json] = [{"range": {"ordinal": {"lt": ends}}}, *in_force(on)]
    return {"bool": {"must": [query], "filter": filters, "must_not": list(spans(retired))}}


def spans(retired: Iterable[Span]) -> Iterator[Json]:
    """The entries of articles with these ordinals."""
    for first, length in retired:
        yield {"range": {"ordinal": {"gte": first, "lt": first + length}}}


def texts_query(document_id: str, number: str) -> Json:
    """Every text of an article; ``s1-3`` is article 3 of any of the supplementary provisions."""
    supplement, _, article = number.partition("-")
    if not supplement.startswith("s"):
        return {"term": {"key": f"{document_id}/{number}"}}
    anchor = "s[0-9]+" + (f"-{escaped(article)}" if article else "") + "(-r[0-9]+)?"
    return {"regexp": {"key": {"value": f"{escaped(document_id)}/{anchor}"}}}


def nearest_query(wanted: WantedByMeaning, *, limit: int, ends: int, retired: Sequence[Span]) -> Json:
    """The articles of the nearest meaning among those of a build that may be found."""
    filters = [*restriction(wanted.collections, wanted.documents), *in_force(wanted.on)]
    bounds: Json = {
        "filter": [{"range": {"ordinal": {"lt": ends}}}, *filters],
        "must_not": list(spans(retired)),
    }
    return {"knn": {"vector": {"vector": list(wanted.vector), "k": limit, "filter": {"bool": bounds}}}}


def escaped(text: str) -> str:
    """A text that stands for itself in a regular expression of Lucene."""
    return _REGEXP_SPECIAL.sub(lambda match: "\\" + match.group(), text)


def _required(wanted: Wanted) -> Iterator[Json]:
    """What every passage must hold. The pairs of characters hold a single one at either place."""
    if wanted.character:
        character = escaped(wanted.character)
        yield {"constant_score": {"filter": {"regexp": {"pairs": {"value": f"{character}.?|.{character}"}}}}}
    for phrase in wanted.phrases:
        yield {"match_phrase": {"pairs": {"query": " ".join(phrase)}}}
