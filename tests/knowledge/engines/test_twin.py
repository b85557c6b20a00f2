"""The twin itself: it scores as published, and refuses what a real server refuses."""

import math

import pytest

from genkan.knowledge.opensearch.mapping import articles_index, passages_index, vectors_index
from tests.knowledge.engines.twin.cluster import Cluster
from tests.knowledge.engines.twin.refusal import Refusal


def ask(cluster: Cluster, method: str, path: str, body: object = None, **query: str) -> object:
    """The body of an answer, with the real shape of a request."""
    import json

    content = b"" if body is None else json.dumps(body).encode()
    return cluster.answer(method, path, query, content)[1]


@pytest.fixture
def cluster() -> Cluster:
    """Three passages and an index of vectors."""
    cluster = Cluster(version="3.3.0")
    ask(cluster, "PUT", "/p", passages_index())
    ask(cluster, "PUT", "/v", vectors_index(2))
    texts = ("宿泊 泊費", "宿泊 泊費 費の の額", "日当 当を")
    for number, pairs in enumerate(texts):
        facts = {"ordinal": number, "place": 0, "collection": "c", "document": f"d{number}"}
        ask(cluster, "PUT", f"/p/_doc/{number}", {**facts, "pairs": pairs, "words": "宿泊費を支払った"})
        facts.pop("place")
        ask(cluster, "PUT", f"/v/_doc/{number}", {**facts, "vector": [1.0, float(number)]})
    ask(cluster, "POST", "/p/_refresh")
    ask(cluster, "POST", "/v/_refresh")
    return cluster


def found(cluster: Cluster, index: str, query: object, **more: object) -> list[tuple[str, float]]:
    """Ids and scores of what is found."""
    answer = ask(cluster, "POST", f"/{index}/_search", {"query": query, **more})
    return [(hit["_id"], hit["_score"]) for hit in answer["hits"]["hits"]]


def test_terms_are_scored_by_bm25(cluster: Cluster) -> None:
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    usual = (2 + 4 + 2) / 3
    scores = {length: rarity / (1 + 1.2 * (0.25 + 0.75 * length / usual)) for length in (2, 4)}
    hits = found(cluster, "p", {"term": {"pairs": {"value": "泊費", "boost": 2.0}}})
    assert hits == [("0", pytest.approx(2 * scores[2])), ("1", pytest.approx(2 * scores[4]))]


def test_vectors_are_scored_by_their_angle_among_those_allowed(cluster: Cluster) -> None:
    asked = {"vector": [1.0, 0.0], "k": 2}
    cosine = 1 / math.sqrt(2)
    assert found(cluster, "v", {"knn": {"vector": asked}}) == [
        ("0", pytest.approx(1.0)),
        ("1", pytest.approx((1 + cosine) / 2)),
    ]
    allowed = {"terms": {"document": ["d1", "d2"]}}
    assert [one for one, _ in found(cluster, "v", {"knn": {"vector": {**asked, "filter": allowed}}})] == [
        "1",
        "2",
    ]


def test_words_are_found_by_their_base_form(cluster: Cluster) -> None:
    assert len(found(cluster, "p", {"match": {"words": {"query": "支払っ", "operator": "and"}}})) == 3
    assert found(cluster, "p", {"match": {"words": {"query": "宿泊 無し", "operator": "and"}}}) == []
    assert found(cluster, "p", {"match": {"words": "を"}}) == []


def test_what_was_not_refreshed_is_not_found_but_can_be_got(cluster: Cluster) -> None:
    ask(cluster, "PUT", "/p/_doc/9", {"pairs": "宿泊"})
    assert len(found(cluster, "p", {"match_phrase": {"pairs": {"query": "宿泊"}}})) == 2
    assert ask(cluster, "GET", "/p/_doc/9")["found"]
    ask(cluster, "POST", "/p/_refresh")
    assert len(found(cluster, "p", {"term": {"pairs": "宿泊"}})) == 3


# A search and the kind of error with which it is refused.
REFUSED = (
    ({"query": {"fuzzy": {"pairs": "a"}}}, "parsing_exception"),
    ({"query": {"term": {"pairs": {"value": "a", "analyser": "b"}}}}, "parsing_exception"),
    ({"query": {"bool": {"shall": []}}}, "parsing_exception"),
    ({"query": {"match_all": {}}, "sort": [{"pairs": "asc"}]}, "illegal_argument_exception"),
    ({"query": {"match_all": {}}, "sort": [{"nobody": "asc"}]}, "query_shard_exception"),
    ({"query": {"match_all": {}}, "size": 10_001}, "illegal_argument_exception"),
    ({"query": {"match_all": {}}, "page": 2}, "parsing_exception"),
    ({"query": {"knn": {"pairs": {"vector": [1.0], "k": 1}}}}, "illegal_argument_exception"),
    ({"query": {"bool": {"should": [{"match_all": {}}] * 1_025}}}, "search_phase_execution_exception"),
)


@pytest.mark.parametrize(("body", "kind"), REFUSED)
def test_searches_that_a_real_server_refuses_are_refused(cluster: Cluster, body: object, kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        ask(cluster, "POST", "/p/_search", body)
    assert refused.value.kind == kind
    assert refused.value.body()["error"]["root_cause"][0]["type"] == kind


def spoilt(index: dict, *path: str, value: object) -> dict:
    """The body of an index with one thing changed."""
    place = index
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return index


ANALYSIS = ("settings", "index", "analysis")
SPOILT = (
    spoilt(articles_index(), "mappings", "properties", "key", value={"type": "keywrod"}),
    spoilt(articles_index(), "mappings", "properties", "key", value={"type": "keyword", "analyzer": "x"}),
    spoilt(passages_index(), "mappings", "properties", "pairs", "analyzer", value="nobody"),
    spoilt(passages_index(), "mappings", "properties", "pairs", "similarity", value="nobody"),
    spoilt(passages_index(), *ANALYSIS, "tokenizer", "genkan_kuromoji", "mode", value="serach"),
    spoilt(passages_index(), *ANALYSIS, "tokenizer", "genkan_kuromoji", "typo", value=True),
    spoilt(passages_index(), *ANALYSIS, "analyzer", "genkan_words", "filter", value=["kuromoji_baseforms"]),
    spoilt(passages_index(), *ANALYSIS, "analyzer", "genkan_words", "tokenizer", value="kuromoij"),
    spoilt(passages_index(), "settings", "index", "shards", value=1),
    spoilt(vectors_index(2), "mappings", "properties", "vector", "method", value={"name": "hnws"}),
)


@pytest.mark.parametrize("body", SPOILT)
def test_indices_that_a_real_server_refuses_are_refused(cluster: Cluster, body: object) -> None:
    with pytest.raises(Refusal):
        ask(cluster, "PUT", "/other", body)
    assert "other" not in cluster.indices


def test_documents_outside_the_mapping_are_refused(cluster: Cluster) -> None:
    for document in ({"title": "甲"}, {"ordinal": "one"}, {"pairs": 1}):
        with pytest.raises(Refusal):
            ask(cluster, "PUT", "/p/_doc/x", document)
    with pytest.raises(Refusal):
        ask(cluster, "PUT", "/v/_doc/x", {"vector": [1.0, 2.0, 3.0]})


def test_documents_are_written_only_where_nobody_wrote_since(cluster: Cluster) -> None:
    read = ask(cluster, "GET", "/p/_doc/0")
    as_read = {"if_seq_no": str(read["_seq_no"]), "if_primary_term": str(read["_primary_term"])}
    ask(cluster, "PUT", "/p/_doc/0", {"pairs": "a"}, **as_read)
    for method, path, body in (("PUT", "/p/_doc/0", {"pairs": "b"}), ("DELETE", "/p/_doc/0", None)):
        with pytest.raises(Refusal) as refused:
            ask(cluster, method, path, body, **as_read)
        assert (refused.value.status, refused.value.kind) == (409, "version_conflict_engine_exception")
    with pytest.raises(Refusal):
        ask(cluster, "PUT", "/p/_create/0", {"pairs": "b"})


def test_aliases_are_moved_all_or_none(cluster: Cluster) -> None:
    ask(cluster, "POST", "/_aliases", {"actions": [{"add": {"index": "p", "alias": "a"}}]})
    moved = [{"remove": {"index": "p", "alias": "a"}}, {"add": {"index": "nobody", "alias": "a"}}]
    with pytest.raises(Refusal):
        ask(cluster, "POST", "/_aliases", {"actions": moved})
    assert cluster.aliases == {"a": "p"}
