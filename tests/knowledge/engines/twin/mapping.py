"""Settings and mappings of an index, as far as the twin knows them; anything else is refused."""

import base64
import math
from dataclasses import dataclass

from tests.knowledge.engines.twin.analysis import Analyser, analysers_of
from tests.knowledge.engines.twin.refusal import refuse

_PARAMETERS = {
    "text": {"analyzer", "search_analyzer", "similarity", "index_options", "norms"},
    "keyword": {"doc_values", "index", "ignore_above"},
    "long": {"doc_values", "index"},
    "integer": {"doc_values", "index"},
    "binary": {"doc_values"},
    "object": {"enabled"},
    "knn_vector": {"dimension", "method"},
}
_SETTINGS = {"analysis", "similarity", "refresh_interval", "number_of_shards", "number_of_replicas", "knn"}


@dataclass(frozen=True)
class Field:
    """One field of a mapping."""

    name: str
    kind: str
    analyse: Analyser | None = None
    similarity: str = "default"
    dimension: int = 0


@dataclass(frozen=True)
class Mapping:
    """What an index takes, and how it scores."""

    fields: dict[str, Field]
    similarities: dict[str, tuple[float, float]]
    refreshes_itself: bool
    knn: bool

    def field(self, name: str) -> Field | None:
        """A field by its name; OpenSearch finds nothing in one that is not mapped."""
        return self.fields.get(name)

    def check(self, document: dict[str, object]) -> None:
        """Refuse a document that the mapping does not take."""
        for name, value in document.items():
            field = self.fields.get(name)
            if field is None:
                raise refuse(
                    "strict_dynamic_mapping_exception",
                    f"mapping set to strict, dynamic introduction of [{name}] within [_doc] is not allowed",
                )
            if not _fits(field, value):
                raise refuse(
                    "mapper_parsing_exception", f"failed to parse field [{name}] of type [{field.kind}]"
                )


def mapping_of(body: dict[str, dict]) -> Mapping:
    """The mapping that a request to create an index asks for."""
    for unknown in body.keys() - {"settings", "mappings"}:
        raise refuse("parse_exception", f"unknown key [{unknown}] for create index")
    settings = body.get("settings", {}).get("index", {})
    for unknown in settings.keys() - _SETTINGS:
        raise refuse("settings_exception", f"unknown setting [index.{unknown}]")
    analysers = analysers_of(settings.get("analysis", {}))
    similarities = {name: _similarity(name, each) for name, each in settings.get("similarity", {}).items()}
    mappings = body.get("mappings", {})
    for unknown in mappings.keys() - {"dynamic", "_source", "properties"}:
        raise refuse(
            "mapper_parsing_exception", f"Root mapping definition has unsupported parameters: [{unknown}]"
        )
    if mappings.get("dynamic") != "strict":
        raise refuse("mapper_parsing_exception", "this twin only knows strict mappings")
    fields = {
        name: _field(name, each, analysers, similarities)
        for name, each in mappings.get("properties", {}).items()
    }
    return Mapping(
        fields,
        {"default": (1.2, 0.75), **similarities},
        str(settings.get("refresh_interval", "1s")) != "-1",
        settings.get("knn") is True,
    )


def _similarity(name: str, settings: dict[str, object]) -> tuple[float, float]:
    if settings.get("type") != "BM25" or settings.keys() - {"type", "k1", "b"}:
        raise refuse("illegal_argument_exception", f"Unknown settings for similarity [{name}]")
    return float(settings.get("k1", 1.2)), float(settings.get("b", 0.75))


def _field(name: str, given: dict, analysers: dict[str, Analyser], similarities: dict) -> Field:
    kind = given.get("type")
    if kind not in _PARAMETERS:
        raise refuse("mapper_parsing_exception", f"No handler for type [{kind}] declared on field [{name}]")
    for unknown in given.keys() - {"type"} - _PARAMETERS[kind]:
        raise refuse(
            "mapper_parsing_exception", f"unknown parameter [{unknown}] on mapper [{name}] of type [{kind}]"
        )
    if kind == "text":
        analyser = given.get("analyzer", "standard")
        if analyser not in analysers:
            raise refuse(
                "mapper_parsing_exception", f"analyzer [{analyser}] has not been configured in mappings"
            )
        similarity = given.get("similarity", "default")
        if similarity not in {"default", *similarities}:
            raise refuse(
                "mapper_parsing_exception", f"Unknown Similarity type [{similarity}] for field [{name}]"
            )
        return Field(name, kind, analysers[analyser], similarity)
    if kind == "knn_vector":
        _check_method(name, given.get("method", {}))
        return Field(name, kind, dimension=int(given["dimension"]))
    return Field(name, kind)


def _check_method(name: str, method: dict) -> None:
    known = {"name": "hnsw", "space_type": "cosinesimil", "engine": "lucene"}
    if {key: method.get(key) for key in known} != known or method.keys() - {*known, "parameters"}:
        raise refuse(
            "mapper_parsing_exception", f"this twin only knows hnsw with cosinesimil in lucene for [{name}]"
        )


def _fits(field: Field, value: object) -> bool:
    match field.kind:
        case "text" | "keyword":
            return isinstance(value, str)
        case "long" | "integer":
            return (
                isinstance(value, int)
                and not isinstance(value, bool)
                and abs(value) < 2 ** (63 if field.kind == "long" else 31)
            )
        case "binary":
            return isinstance(value, str) and bool(base64.b64decode(value, validate=True) or True)
        case "knn_vector":
            return isinstance(value, list) and len(value) == field.dimension and math.hypot(*value) > 0
        case _:
            return isinstance(value, dict)
