"""A search request: matched, sorted, paged, collapsed, counted."""

from typing import NamedTuple

from tests.knowledge.engines.twin.evaluating import Evaluator, Scores
from tests.knowledge.engines.twin.holdings import Index
from tests.knowledge.engines.twin.refusal import refuse

_KNOWN = {"query", "size", "sort", "_source", "track_total_hits", "search_after", "collapse", "aggs"}
_MOST = 10_000


class _Hit(NamedTuple):
    one: str
    score: float
    keys: tuple[float | str, ...]


def search(index: Index, body: dict, *, legacy: bool) -> dict[str, object]:
    """The answer to ``_search``."""
    for unknown in body.keys() - _KNOWN:
        raise refuse("parsing_exception", f"Unknown key for a VALUE in [{unknown}].")
    size = body.get("size", 10)
    if not 0 <= size <= _MOST:
        raise refuse(
            "illegal_argument_exception",
            f"Result window is too large, size must be less than or equal to: [{_MOST}]",
        )
    evaluator = Evaluator(index, legacy=legacy)
    scores = evaluator.evaluate(body.get("query", {"match_all": {}}))
    hits = _sorted(index, scores, body.get("sort", ["_score"]))
    hits = _collapsed(index, _after(hits, body), body.get("collapse"))
    answer: dict[str, object] = {
        "took": 1,
        "timed_out": False,
        "_shards": {"total": 1, "successful": 1, "skipped": 0, "failed": 0},
        "hits": {"max_score": None, "hits": [_shown(index, hit, body) for hit in hits[:size]]},
    }
    if "aggs" in body:
        answer["aggregations"] = {
            name: _counted(evaluator, scores, each) for name, each in body["aggs"].items()
        }
    return answer


def source_of(source: dict[str, object], wanted: object) -> dict[str, object] | None:
    """The part of a document's source that is asked for."""
    if wanted is False:
        return None
    if wanted is True or wanted is None:
        return source
    names = wanted if isinstance(wanted, list) else [str(wanted)]
    return {name: value for name, value in source.items() if name in names}


def _sorted(index: Index, scores: Scores, given: object) -> list[_Hit]:
    orders = [_order(index, each) for each in (given if isinstance(given, list) else [given])]
    hits = [
        _Hit(
            one,
            score,
            tuple(score if name == "_score" else index.seen.documents[one][name] for name, _ in orders),
        )
        for one, score in scores.items()
    ]
    for place, (_, falls) in reversed(list(enumerate(orders))):
        hits.sort(key=lambda hit: hit.keys[place], reverse=falls)
    return hits


def _order(index: Index, given: object) -> tuple[str, bool]:
    """A name to sort by, and whether the highest comes first."""
    if given == "_score":
        return "_score", True
    if not isinstance(given, dict) or len(given) != 1:
        raise refuse("parsing_exception", "malformed sort format")
    name, order = next(iter(given.items()))
    field = index.mapping.field(name)
    if field is None:
        raise refuse("query_shard_exception", f"No mapping found for [{name}] in order to sort on")
    if field.kind not in {"keyword", "long", "integer"}:
        raise refuse(
            "illegal_argument_exception",
            f"Fields of type [{field.kind}] cannot be used for sorting: [{name}]",
        )
    if order not in {"asc", "desc"}:
        raise refuse("illegal_argument_exception", f"Unknown SortOrder [{order}]")
    return name, order == "desc"


def _after(hits: list[_Hit], body: dict) -> list[_Hit]:
    after = body.get("search_after")
    if after is None:
        return hits
    if "collapse" in body:
        raise refuse(
            "search_phase_execution_exception", "cannot use `collapse` in conjunction with `search_after`"
        )
    place = next((place for place, hit in enumerate(hits) if list(hit.keys) == after), None)
    if place is None:
        raise refuse("illegal_argument_exception", "this twin only goes on after a hit that there is")
    return hits[place + 1 :]


def _collapsed(index: Index, hits: list[_Hit], given: dict | None) -> list[_Hit]:
    if given is None:
        return hits
    name = given["field"]
    field = index.mapping.field(name)
    if field is None or field.kind not in {"keyword", "long", "integer"} or given.keys() != {"field"}:
        raise refuse("illegal_argument_exception", f"no mapping found for `{name}` in order to collapse on")
    first: dict[object, _Hit] = {}
    for hit in hits:
        first.setdefault(index.seen.documents[hit.one][name], hit)
    return list(first.values())


def _shown(index: Index, hit: _Hit, body: dict) -> dict[str, object]:
    shown: dict[str, object] = {
        "_index": index.name,
        "_id": hit.one,
        "_score": hit.score,
        "sort": list(hit.keys),
    }
    source = source_of(index.seen.documents[hit.one], body.get("_source"))
    return shown if source is None else {**shown, "_source": source}


def _counted(evaluator: Evaluator, scores: Scores, given: dict) -> dict[str, object]:
    if given.keys() != {"filters"} or given["filters"].keys() != {"filters"}:
        raise refuse("parsing_exception", f"Unknown aggregation type {sorted(given)}")
    found = {
        name: evaluator.evaluate(query).keys() & scores.keys()
        for name, query in given["filters"]["filters"].items()
    }
    return {"buckets": {name: {"doc_count": len(ones)} for name, ones in found.items()}}
