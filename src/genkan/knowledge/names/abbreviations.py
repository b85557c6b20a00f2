"""The common abbreviations of Japanese laws, beside those that a document itself states."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from genkan.knowledge.names.names import name_key

_ORDERS = ("", "施行令", "施行規則")


class _Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    abbreviations: tuple[str, ...]


class _Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    laws: tuple[_Law, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    field: tuple[_Field, ...]


@cache
def common_abbreviations() -> Mapping[str, tuple[str, ...]]:
    """The abbreviations of ``abbreviations.toml`` by the key of the title they stand for.

    Of 「金商法」 follow 「金商法施行令」 and 「金商法施行規則」. An unknown key in the file is refused with
    ``msgspec.ValidationError``.
    """
    return {
        name_key(law.title + order): tuple(short + order for short in law.abbreviations)
        for law in _laws()
        for order in _ORDERS
    }


def official_title(name: str) -> str:
    """The title of the law that is commonly known under a title or an abbreviation; empty where that is unknown."""
    return _titles().get(name_key(name), "")


@cache
def _titles() -> Mapping[str, str]:
    titles = {name_key(law.title): law.title for law in _laws()}
    shorts = {name_key(short): law.title for law in _laws() for short in law.abbreviations}
    return {**shorts, **titles}


@cache
def _laws() -> tuple[_Law, ...]:
    text = (files("genkan.knowledge.names") / "abbreviations.toml").read_text(encoding="utf-8")
    return tuple(law for field in msgspec.convert(tomllib.loads(text), _File).field for law in field.laws)
