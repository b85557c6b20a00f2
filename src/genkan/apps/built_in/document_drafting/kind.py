"""The kinds of documents as data: their fixed parts, their template, and what a model is told of their body."""

import tomllib
from importlib.resources import files
from typing import Literal, cast

import msgspec

_FILES = ("notice", "inquiry", "answer", "request", "memo", "press", "outline", "questions", "diet_answer")


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind.

    ``parts`` are the fields of the form that it cannot do without, ``opening`` the sentence before the body,
    ``skeleton`` how points are laid out where no model writes, ``template`` a prompt template with ``body`` in it.
    """

    id: str
    title: str
    parts: tuple[str, ...]
    opening: str
    skeleton: Literal["numbered", "bulleted", "questions", "circles"]
    template: str


def load_kinds() -> dict[str, Kind]:
    """By id, in the order of the form; raises ``msgspec.ValidationError`` for a key that is unknown."""
    place = files("genkan.apps.built_in.document_drafting") / "kinds"
    read = [tomllib.loads((place / f"{name}.toml").read_text(encoding="utf-8")) for name in _FILES]
    kinds = [msgspec.convert(cast("object", each), Kind) for each in read]
    return {kind.id: kind for kind in kinds}
