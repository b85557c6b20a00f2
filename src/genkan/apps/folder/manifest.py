"""The files ``app.toml`` and ``examples/*.toml`` as they are written."""

from typing import Annotated

import msgspec

from genkan.apps.app import Category

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Identifier = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``app.toml``; the keys mean what the fields of ``App`` say, ``one_of`` what it says of ``Form``."""

    id: Identifier
    title: Words
    purpose: Words
    owner: Words
    category: Category
    notes: str
    highest_class: Annotated[int, msgspec.Meta(ge=1, le=2)]
    models: tuple[Identifier, ...] = ()
    needs_model: bool = True
    ceiling_yen: Annotated[int, msgspec.Meta(ge=1)] | None = None
    longest_answer: Annotated[int, msgspec.Meta(ge=16, le=32_000)] = 2048
    searches: bool = False
    collections: tuple[Words, ...] = ()
    checks: tuple[Identifier, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()


class WrittenExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of ``examples``."""

    title: Words
    values: dict[str, str]
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    files: dict[str, dict[str, str]] = {}
