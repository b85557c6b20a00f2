"""The form of an app as JSON: an object from each key to its field, as the Gennai app protocol registers it.

What others do not know is written beside it: the kinds ``date`` and ``group`` (whose ``fields`` are an object of the
same form), ``visible_when`` (``key`` and ``values``) and ``preview``. Attributes that are not known are left out.
"""

import json
from collections.abc import Iterable, Mapping
from typing import cast

from genkan.apps.form.errors import KeyTwice, KeyUnfit, SchemaNotReadable, SchemaTooLarge
from genkan.apps.form.field import Field, Form
from genkan.apps.form.field_reading import read_field
from genkan.apps.form.field_writing import write_field

CONVERSATION_KEY = "conversation_history"
LARGEST_SCHEMA = 200_000
MOST_FIELDS = 100
_RESERVED = frozenset({"files", "conversation_histories", "__proto__", "constructor", "prototype"})
_LONGEST_KEY = 80

Object = Mapping[str, object]


def read_form_text(text: str) -> Form:
    """The form that a JSON text describes. Raises the errors under ``SchemaProblem``."""
    if len(text) > LARGEST_SCHEMA:
        raise SchemaTooLarge(what="全体", limit=f"{LARGEST_SCHEMA:,}文字")
    try:
        read = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise SchemaNotReadable(reason="JSONではありません") from error
    return read_form(read)


def read_form(schema: object) -> Form:
    """The form that a decoded JSON object describes. Raises the errors under ``SchemaProblem``."""
    fields = _fields(schema)
    continues = CONVERSATION_KEY in fields
    drawn = tuple(_field(key, each) for key, each in fields.items() if key != CONVERSATION_KEY)
    _check_keys(drawn)
    return Form(drawn, continues=continues)


def write_form(form: Form) -> dict[str, object]:
    """The form as a JSON object, in the order of its fields."""
    fields: dict[str, object] = {field.key: _written(field) for field in form.fields}
    if form.continues:
        fields[CONVERSATION_KEY] = {"type": "hidden", "title": "", "default_value": ""}
    return fields


def _field(key: str, given: object) -> Field:
    if not isinstance(given, dict):
        raise SchemaNotReadable(reason=f"項目「{key[:40]}」")
    attributes = cast("Object", given)
    inner = tuple(
        read_field(inner_key, _attributes(inner_key, each), inner=())
        for inner_key, each in _fields(attributes.get("fields", {})).items()
    )
    return read_field(key, attributes, inner=inner)


def _attributes(key: str, given: object) -> Object:
    """Those of a field within a group, which holds no further group."""
    if not isinstance(given, dict) or "fields" in given:
        raise SchemaNotReadable(reason=f"項目「{key[:40]}」")
    return cast("Object", given)


def _fields(schema: object) -> Object:
    if not isinstance(schema, dict):
        raise SchemaNotReadable(reason="JSONオブジェクトではありません")
    return cast("Object", schema)


def _check_keys(fields: Iterable[Field]) -> None:
    keys = [each.key for field in fields for each in (field, *field.fields)]
    if len(keys) > MOST_FIELDS:
        raise SchemaTooLarge(what="項目", limit=f"{MOST_FIELDS}個")
    seen = set[str]()
    for key in keys:
        if not _is_fit(key):
            raise KeyUnfit(key=_shown(key))
        if key in seen:
            raise KeyTwice(key=key)
        seen.add(key)


def _is_fit(key: str) -> bool:
    if not 0 < len(key) <= _LONGEST_KEY or key in _RESERVED:
        return False
    return all(letter.isalnum() or letter in "_-." for letter in key)


def _shown(key: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in key[:40])


def _written(field: Field) -> dict[str, object]:
    attributes = write_field(field)
    if field.fields:
        attributes["fields"] = {inner.key: write_field(inner) for inner in field.fields}
    return attributes


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise KeyTwice(key=_shown(next(key for key in keys if keys.count(key) > 1)))
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)
