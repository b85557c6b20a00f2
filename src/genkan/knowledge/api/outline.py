"""The description of the API in OpenAPI 3.1."""

import json
from typing import Any

from genkan import __version__
from genkan.knowledge.desk.schemas import schemas
from genkan.knowledge.desk.wish import LAST_HIT, LONGEST_QUERY, MOST_HITS, USUAL_HITS
from genkan.knowledge.parse import DocumentKind
from genkan.knowledge.proving import LONGEST_TEXT

_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_ON = ("on", "The day whose law counts, 2025-04-01 or 令和7年4月1日; today in Japan without it", _TEXT)
_EVERY = ("every_version", "Also what is not in force on the day; it says so", {"type": "boolean"})
_DOCUMENT = ("document_id", "The id of a document", _TEXT)
_ANCHOR = ("anchor", "The anchor of an article: 709, 12_2 (第十二条の二), s1-3", _TEXT)
_COLLECTION = ("collection", "Ids or titles of collections; all that may be read without it", _TEXTS)
Parameter = tuple[str, str, dict[str, Any]]


def outline() -> dict[str, Any]:
    """The paths with their parameters, and the shapes of the answers."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Genkan: regulations and laws", "version": __version__},
        "servers": [{"url": "/api/knowledge"}],
        "security": [{"key": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _in_components(schemas()),
        },
    }


def _limit() -> Parameter:
    return ("limit", "So many at most", _whole(1, MOST_HITS, usual=USUAL_HITS))


def _of_search() -> tuple[Parameter, ...]:
    return (
        ("q", "What to search for: words, law names, articles", {**_TEXT, "maxLength": LONGEST_QUERY}),
        _COLLECTION,
        ("kind", "Kinds of documents", _kinds()),
        ("document", "The id of the one document to search in", _TEXT),
        _limit(),
        ("offset", "Hits to leave out", _whole(0, LAST_HIT - 1, usual=0)),
    )


def _paths() -> dict[str, Any]:
    search = _of_search()
    return {
        "/collections": _get("Collections", "What the caller may read"),
        "/search": _search(*search, _ON, _EVERY),
        "/articles/{document_id}/{anchor}": _get(
            "Article", "An article as of a day", _DOCUMENT, _ANCHOR, _ON, _EVERY
        ),
        "/contents/{document_id}": _get("Contents", "A table of contents", _DOCUMENT, _ON, _EVERY),
        "/versions/{document_id}": _get("Versions", "The versions of a document", _DOCUMENT, _ON),
        "/suggestions": _get(
            "Suggestions",
            "Documents by a part of their name, then articles by their caption",
            ("q", "", _TEXT),
            _COLLECTION,
            _limit(),
            _ON,
        ),
        "/citations/check": _post(
            "Checks",
            "What became of each reference and quotation of a text",
            ("text", "The text to check", {**_TEXT, "maxLength": LONGEST_TEXT}),
            _COLLECTION,
            _ON,
            required={"text"},
        ),
    }


def _search(*parameters: Parameter) -> Any:
    by_address = _get("Search", "Articles, best first", *parameters, required={"q"})
    return by_address | _post("Search", "The same for a long question", *parameters, required={"q"})


def _get(
    shape: str, summary: str, *parameters: Parameter, required: frozenset[str] | set[str] = frozenset()
) -> Any:
    in_path = {"document_id", "anchor"}
    described = [
        {
            "name": name,
            "in": "path" if name in in_path else "query",
            "required": name in in_path or name in required,
            "description": description,
            "schema": schema,
        }
        for name, description, schema in parameters
    ]
    return {"get": {"summary": summary, "parameters": described, "responses": _responses(shape)}}


def _post(shape: str, summary: str, *parameters: Parameter, required: set[str]) -> Any:
    body = {
        "type": "object",
        "required": sorted(required),
        "additionalProperties": False,
        "properties": {
            name: {**schema, "description": description} for name, description, schema in parameters
        },
    }
    return {
        "post": {
            "summary": summary,
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": _responses(shape),
        }
    }


def _responses(shape: str) -> dict[str, Any]:
    def content(name: str) -> dict[str, Any]:
        return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    return {
        "200": {"description": "Found", "content": content(shape)},
        "default": {"description": "What went wrong, and what to do", "content": content("Error")},
    }


def _kinds() -> dict[str, Any]:
    return {"type": "array", "items": {"enum": [kind.value for kind in DocumentKind]}}


def _whole(least: int, most: int, *, usual: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": usual}


def _in_components(value: object) -> Any:
    """The same with references as OpenAPI keeps them."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(text.replace("#/$defs/", "#/components/schemas/"))
