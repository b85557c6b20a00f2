"""The tables of exported evidence and the types of their columns, taken from the rows themselves."""

import types
from collections.abc import Mapping
from datetime import datetime
from typing import Union, get_args, get_origin

import msgspec

from genkan.trial.evidence.rows import Evidence

_TYPES: Mapping[object, str] = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    bool: "BOOLEAN",
    datetime: "TIMESTAMP",
}


def evidence_tables() -> dict[str, type[msgspec.Struct]]:
    """The kind of row of each table of ``Evidence``, by the table's name."""
    return {
        field.name: get_args(field.type)[0]
        for field in msgspec.structs.fields(Evidence)
        if get_origin(field.type) is tuple
    }


def columns_of(row: type[msgspec.Struct]) -> dict[str, str]:
    """The type of each column of a kind of row, in SQL. Raises ``KeyError`` for a type without one."""
    return {field.name: _type(field.type) for field in msgspec.structs.fields(row)}


def _type(kind: object) -> str:
    if get_origin(kind) in (Union, types.UnionType):
        return _type(next(part for part in get_args(kind) if part is not type(None)))
    if get_origin(kind) is tuple:
        return f"{_type(get_args(kind)[0])}[]"
    return _TYPES[kind]
