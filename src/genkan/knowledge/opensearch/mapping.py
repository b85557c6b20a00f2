"""The indices of one build from scratch: their names, analysers and fields.

``docs/reference/opensearch.md`` shows them as they are sent; a test compares the two.
"""

from typing import NamedTuple

from genkan.knowledge.index.schema import FORMAT
from genkan.knowledge.opensearch.server import Json

# Counts up with every change of the mappings or of what is put into them; the form of the entries counts by itself.
_MAPPINGS = 1
FORM = f"{FORMAT}.{_MAPPINGS}"

_KEYWORD: Json = {"type": "keyword"}
_LONG: Json = {"type": "long"}
_INTEGER: Json = {"type": "integer"}
_PARTS = ("passages", "articles", "state")


class Indices(NamedTuple):
    """The names of the indices of one generation, or of the aliases of the one in force."""

    passages: str
    articles: str
    state: str


def aliases(prefix: str) -> Indices:
    """The names under which the generation in force is found."""
    return Indices(*(f"{prefix}-{part}" for part in _PARTS))


def indices(prefix: str, generation: str) -> Indices:
    """The names of the indices of a generation."""
    return Indices(*(f"{name}-{generation}" for name in aliases(prefix)))


def generation_of(state: str, *, prefix: str) -> str:
    """The generation whose index of this name holds the state."""
    return state.removeprefix(f"{aliases(prefix).state}-")


def vectors_alias(prefix: str) -> str:
    """The name under which the vectors in force are found."""
    return f"{prefix}-vectors"


def passages_index() -> Json:
    """Passages, which are searched: pairs of characters cut by Genkan, words cut by kuromoji.

    Searches see what is written when they are told to (``refresh_interval`` −1), for a half build is no build.
    Neither text is given back by any search, so neither is kept as it was sent.
    """
    pairs: Json = {"type": "text", "analyzer": "genkan_pairs", "similarity": "genkan"}
    words: Json = {"type": "text", "analyzer": "genkan_words", "similarity": "genkan"}
    fields: Json = {
        "collection": _KEYWORD,
        "document": _KEYWORD,
        "ordinal": _LONG,
        "place": _INTEGER,
        "valid_from": _INTEGER,
        "valid_until": _INTEGER,
        "pairs": pairs,
        "words": words,
    }
    settings: Json = {"refresh_interval": "-1", "analysis": _analysis(), "similarity": {"genkan": _bm25()}}
    return _index(settings, fields, excluded=("pairs", "words"))


def articles_index() -> Json:
    """Articles, which are looked up and shown; ``record`` is kept as it is sent and not looked into."""
    fields: Json = {
        "key": _KEYWORD,
        "document": _KEYWORD,
        "ordinal": _LONG,
        "valid_from": _INTEGER,
        "valid_until": _INTEGER,
        "record": {"type": "object", "enabled": False},
    }
    return _index({"refresh_interval": "-1"}, fields)


def state_index() -> Json:
    """What is true of all documents: which build is in force, its manifest and what was derived, in parts."""
    fields: Json = {
        "build": _KEYWORD,
        "content": {"type": "binary"},
        "current": {"type": "object", "enabled": False},
    }
    return _index({"refresh_interval": "-1"}, fields)


def lease_index() -> Json:
    """Who builds, and until when."""
    return _index({}, {"holder": _KEYWORD, "until": _LONG})


def vectors_index(dimensions: int) -> Json:
    """Articles by their meaning; ``kept`` says which ones, by which model."""
    method: Json = {"name": "hnsw", "space_type": "cosinesimil", "engine": "lucene"}
    fields: Json = {
        "collection": _KEYWORD,
        "document": _KEYWORD,
        "ordinal": _LONG,
        "valid_from": _INTEGER,
        "valid_until": _INTEGER,
        "vector": {"type": "knn_vector", "dimension": dimensions, "method": method},
        "kept": {"type": "object", "enabled": False},
    }
    return _index({"refresh_interval": "-1", "knn": True}, fields, excluded=("vector",))


def _index(settings: Json, fields: Json, *, excluded: tuple[str, ...] = ()) -> Json:
    mappings: Json = {"dynamic": "strict", "properties": fields}
    if excluded:
        mappings["_source"] = {"excludes": list(excluded)}
    return {"settings": {"index": settings}, "mappings": mappings}


def _analysis() -> Json:
    """Texts come normalised (NFKC, numbers in digits), so kuromoji needs no filter for widths."""
    kuromoji: Json = {
        "type": "kuromoji_tokenizer",
        "mode": "search",
        "discard_punctuation": True,
        "discard_compound_token": True,
    }
    filters = ["kuromoji_baseform", "kuromoji_part_of_speech", "lowercase"]
    return {
        "tokenizer": {"genkan_kuromoji": kuromoji},
        "analyzer": {
            "genkan_pairs": {"type": "custom", "tokenizer": "whitespace"},
            "genkan_words": {"type": "custom", "tokenizer": "genkan_kuromoji", "filter": filters},
        },
    }


def _bm25() -> Json:
    return {"type": "BM25", "k1": 1.2, "b": 0.75}
