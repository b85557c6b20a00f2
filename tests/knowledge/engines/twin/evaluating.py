"""Queries evaluated: which documents match, and with what score."""

import math
import re
from collections.abc import Callable, Iterable

from tests.knowledge.engines.twin.holdings import Index
from tests.knowledge.engines.twin.mapping import Field
from tests.knowledge.engines.twin.refusal import only_known, refuse

Scores = dict[str, float]
_MOST_CLAUSES, _MOST_TERMS = 1_024, 65_536


class Evaluator:
    """Evaluates queries over one index; ``legacy`` multiplies by k1 + 1, as servers before 3.0 do."""

    def __init__(self, index: Index, *, legacy: bool) -> None:
        self._index, self._seen, self._legacy = index, index.seen, legacy
        self._kinds: dict[str, Callable[[dict], Scores]] = {
            "match_all": self._match_all,
            "term": self._term,
            "terms": self._terms,
            "range": self._range,
            "regexp": self._regexp,
            "bool": self._bool,
            "constant_score": self._constant,
            "match": self._match,
            "match_phrase": self._phrase,
            "knn": self._knn,
        }

    def evaluate(self, query: object) -> Scores:
        """The matching documents with their scores."""
        if not isinstance(query, dict) or len(query) != 1:
            raise refuse(
                "parsing_exception", "[_na] query malformed, must start with start_object and have one name"
            )
        kind, body = next(iter(query.items()))
        if kind not in self._kinds:
            raise refuse("parsing_exception", f"unknown query [{kind}]")
        return self._kinds[kind](body)

    def _match_all(self, body: dict) -> Scores:
        only_known(body, set(), what="match_all")
        return dict.fromkeys(self._seen.documents, 1.0)

    def _term(self, body: dict) -> Scores:
        field, value, boost = self._one(body, {"value", "boost"}, "term", "value")
        if field is None:
            return {}
        if field.kind == "text":
            return _times(self._scored(field, str(value)), boost)
        return dict.fromkeys(self._equal(field, {value}), boost)

    def _terms(self, body: dict) -> Scores:
        given = {name: value for name, value in body.items() if name != "boost"}
        if len(given) != 1:
            raise refuse("parsing_exception", "[terms] query requires exactly one field")
        name, values = next(iter(given.items()))
        if not isinstance(values, list) or len(values) > _MOST_TERMS:
            raise refuse(
                "illegal_argument_exception", f"The number of terms is over the limit of [{_MOST_TERMS}]"
            )
        field = self._index.mapping.field(name)
        return dict.fromkeys(self._equal(field, set(values)), float(body.get("boost", 1.0))) if field else {}

    def _range(self, body: dict) -> Scores:
        name, limits = _single(body, "range")
        only_known(limits, {"gt", "gte", "lt", "lte", "boost"}, what="range")
        held = ((one, source.get(name)) for one, source in self._seen.documents.items())
        return {one: 1.0 for one, value in held if value is not None and _within(value, limits)}

    def _regexp(self, body: dict) -> Scores:
        field, value, boost = self._one(
            body, {"value", "boost", "case_insensitive", "flags"}, "regexp", "value"
        )
        if field is None:
            return {}
        pattern = re.compile(str(value))
        if field.kind == "keyword":
            held = self._seen.documents.items()
            return {one: boost for one, source in held if pattern.fullmatch(str(source.get(field.name, "")))}
        holders = self._seen.holders.get(field.name, {})
        return {one: boost for token, ones in holders.items() if pattern.fullmatch(token) for one in ones}

    def _constant(self, body: dict) -> Scores:
        only_known(body, {"filter", "boost"}, what="constant_score")
        return dict.fromkeys(self.evaluate(body["filter"]), float(body.get("boost", 1.0)))

    def _bool(self, body: dict) -> Scores:
        only_known(
            body, {"must", "filter", "should", "must_not", "minimum_should_match", "boost"}, what="bool"
        )
        parts = {name: _listed(body.get(name, [])) for name in ("must", "filter", "should", "must_not")}
        if sum(map(len, parts.values())) > _MOST_CLAUSES:
            raise refuse(
                "search_phase_execution_exception",
                f"too_many_clauses: maxClauseCount is set to {_MOST_CLAUSES}",
            )
        scored = [self.evaluate(each) for each in parts["must"]]
        found = set(self._seen.documents)
        for each in [*scored, *(self.evaluate(each) for each in parts["filter"])]:
            found &= each.keys()
        any_of = [self.evaluate(each) for each in parts["should"]]
        least = int(
            body.get("minimum_should_match", 0 if parts["must"] or parts["filter"] else 1 if any_of else 0)
        )
        found = {one for one in found if sum(one in each for each in any_of) >= least}
        for each in parts["must_not"]:
            found -= self.evaluate(each).keys()
        boost = float(body.get("boost", 1.0))
        return {one: boost * sum(each.get(one, 0.0) for each in [*scored, *any_of]) for one in found}

    def _match(self, body: dict) -> Scores:
        field, text, boost = self._one(body, {"query", "boost", "operator", "analyzer"}, "match", "query")
        if field is None:
            return {}
        given = body[field.name]
        every = isinstance(given, dict) and str(given.get("operator", "or")).lower() == "and"
        terms = self._analysed(field, str(text))
        scored = [self._scored(field, term) for term in terms]
        found = (
            set.intersection(*map(set, scored))
            if scored and every
            else {one for each in scored for one in each}
        )
        return {one: boost * sum(each.get(one, 0.0) for each in scored) for one in found}

    def _phrase(self, body: dict) -> Scores:
        field, text, boost = self._one(body, {"query", "boost", "slop", "analyzer"}, "match_phrase", "query")
        if field is None:
            return {}
        terms = self._analysed(field, str(text))
        if not terms:
            return {}
        rarity = sum(self._rarity(field, term) for term in terms)
        places = {
            one: _times_in(tokens, terms) for one, tokens in self._seen.tokens.get(field.name, {}).items()
        }
        return {
            one: boost * rarity * self._frequency(field, one, times) for one, times in places.items() if times
        }

    def _knn(self, body: dict) -> Scores:
        name, given = _single(body, "knn")
        only_known(given, {"vector", "k", "filter", "boost"}, what="knn")
        field, vector, most = self._index.mapping.field(name), given.get("vector"), given.get("k", 0)
        if field is None or field.kind != "knn_vector" or not self._index.mapping.knn:
            raise refuse("illegal_argument_exception", f"Field '{name}' is not knn_vector type.")
        if not isinstance(vector, list) or len(vector) != field.dimension:
            raise refuse(
                "illegal_argument_exception",
                f"Query vector has invalid dimension: {len(vector or [])}. Dimension should be: {field.dimension}",
            )
        if not 0 < most <= 10_000:
            raise refuse("illegal_argument_exception", "[knn] requires k in the range (0, 10000]")
        allowed = self.evaluate(given["filter"]).keys() if "filter" in given else self._seen.documents.keys()
        near = {
            one: _cosine(vector, self._seen.documents[one][name])
            for one in allowed
            if name in self._seen.documents[one]
        }
        best = sorted(near, key=lambda one: -near[one])[:most]
        return {one: (1 + near[one]) / 2 * float(given.get("boost", 1.0)) for one in best}

    def _one(self, body: dict, known: set[str], what: str, value: str) -> tuple[Field | None, object, float]:
        """The field, its value and the boost of a query on one field, in its long form or its short one."""
        name, given = _single(body, what)
        if not isinstance(given, dict):
            return self._index.mapping.field(name), given, 1.0
        only_known(given, known, what=what)
        return self._index.mapping.field(name), given[value], float(given.get("boost", 1.0))

    def _equal(self, field: Field, values: set[object]) -> Iterable[str]:
        return [one for one, source in self._seen.documents.items() if source.get(field.name) in values]

    def _analysed(self, field: Field, text: str) -> list[str]:
        if field.analyse is None:
            raise refuse("query_shard_exception", f"failed to create query: field [{field.name}] is not text")
        return field.analyse(text)

    def _scored(self, field: Field, term: str) -> Scores:
        """BM25 of one term."""
        tokens = self._seen.tokens.get(field.name, {})
        held = self._seen.holders.get(field.name, {}).get(term, ())
        rarity = self._rarity(field, term)
        return {one: rarity * self._frequency(field, one, tokens[one].count(term)) for one in held}

    def _rarity(self, field: Field, term: str) -> float:
        count = len(self._seen.tokens.get(field.name, {}))
        held = len(self._seen.holders.get(field.name, {}).get(term, ()))
        return math.log(1 + (count - held + 0.5) / (held + 0.5))

    def _frequency(self, field: Field, one: str, times: float) -> float:
        k1, b = self._index.mapping.similarities[field.similarity]
        tokens = self._seen.tokens[field.name]
        usual = sum(map(len, tokens.values())) / len(tokens) or 1.0
        share = times / (times + k1 * (1 - b + b * len(tokens[one]) / usual))
        return share * (k1 + 1) if self._legacy else share


def _single(body: object, what: str) -> tuple[str, dict]:
    if not isinstance(body, dict) or len(body) != 1:
        raise refuse("parsing_exception", f"[{what}] query doesn't support multiple fields")
    return next(iter(body.items()))


def _listed(given: object) -> list[object]:
    return given if isinstance(given, list) else [given]


def _times(scores: Scores, boost: float) -> Scores:
    return {one: score * boost for one, score in scores.items()}


def _within(value: object, limits: dict) -> bool:
    return (
        value >= limits.get("gte", value)
        and value <= limits.get("lte", value)
        and ("gt" not in limits or value > limits["gt"])
        and ("lt" not in limits or value < limits["lt"])
    )


def _times_in(tokens: list[str], terms: list[str]) -> int:
    return sum(tokens[start : start + len(terms)] == terms for start in range(len(tokens) - len(terms) + 1))


def _cosine(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True)) / (math.hypot(*one) * math.hypot(*other))
