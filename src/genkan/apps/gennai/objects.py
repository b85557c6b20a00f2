"""Bytes that may be a JSON object, read without believing them."""

import json
from collections.abc import Mapping
from typing import cast

from genkan.kit import storable

Object = Mapping[str, object]


def object_in(content: bytes | str) -> Object | None:
    """The JSON object in UTF-8, with or without a byte order mark; None where it is none."""
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        found = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return as_object(found)


def as_object(value: object) -> Object | None:
    """The value as an object with names, where it is one."""
    return cast("Object", value) if isinstance(value, dict) else None


def objects_in(value: object) -> tuple[Object, ...]:
    """The objects of a list, also of one that came as a JSON text; what is none is left out."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return ()
    if not isinstance(value, list):
        return ()
    found = (as_object(each) for each in cast("list[object]", value))
    return tuple(each for each in found if each is not None)


def text_in(given: Object, *names: str) -> str:
    """The text under the first of the names that has one, else an empty text."""
    return storable(next((value for name in names if isinstance(value := given.get(name), str)), ""))


def json_of(value: object) -> str:
    """The value as a JSON text; empty where it is nested deeper than anyone means."""
    try:
        return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    except RecursionError:
        return ""


def _refuse(name: str) -> object:
    raise ValueError(name)
