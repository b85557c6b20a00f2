"""An app as it stands in the editor: every box as it was typed, whether it means anything or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from genkan.apps.form.field import FieldKind

MOST_FIELDS = 100
_Each = TypeVar("_Each")


@dataclass(frozen=True, kw_only=True)
class WrittenField:
    """One field of the form; ``inside`` puts it into the group above it, ``items`` has one choice a line."""

    key: str = ""
    kind: str = FieldKind.TEXT.value
    title: str = ""
    description: str = ""
    default: str = ""
    minimum_length: str = ""
    maximum_length: str = ""
    minimum: str = ""
    maximum: str = ""
    items: str = ""
    accept: str = ""
    largest: str = ""
    most_files: str = ""
    when_key: str = ""
    when_values: str = ""
    required: bool = False
    preview: bool = False
    inside: bool = False


@dataclass(frozen=True, kw_only=True)
class WrittenExample:
    """One worked example; what its output has to hold and may not hold stands one a line."""

    title: str = ""
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    holds: str = ""
    lacks: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """Everything in the editor."""

    title: str = ""
    purpose: str = ""
    notes: str = ""
    category: str = ""
    highest_class: str = ""
    ceiling_yen: str = ""
    longest_answer: str = ""
    system: str = ""
    request: str = ""
    models: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    searches: bool = False
    continues: bool = False
    fields: tuple[WrittenField, ...] = ()
    examples: tuple[WrittenExample, ...] = ()


@dataclass(frozen=True)
class Changed:
    """The editor after a button of it; ``place`` is what the person worked on, such as ``field.2``."""

    written: Written
    place: str = ""


def changed(written: Written, deed: str, *, new_kind: str = "") -> Changed:
    """What a button makes of the editor: ``add``, ``up:2``, ``down:2``, ``remove:2``, ``add_example`` and the like.

    A deed that fits nothing changes nothing.
    """
    name, _, number = deed.partition(":")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if name == "add":
        return _added(written, new_kind)
    if name in _MOVES and 0 <= place < len(written.fields):
        return _moved(written, place, _MOVES[name])
    if name == "remove" and 0 <= place < len(written.fields):
        return Changed(replace(written, fields=_without(written.fields, place)))
    if name == "add_example":
        examples = (*written.examples, WrittenExample())
        return Changed(replace(written, examples=examples), f"example.{len(written.examples)}")
    if name == "remove_example" and 0 <= place < len(written.examples):
        return Changed(replace(written, examples=_without(written.examples, place)))
    return Changed(written)


_MOVES = {"up": -1, "down": 1}


def _added(written: Written, kind: str) -> Changed:
    if len(written.fields) >= MOST_FIELDS:
        return Changed(written)
    known = {each.value for each in FieldKind}
    new = WrittenField(key=_free_key(written), kind=kind if kind in known else FieldKind.TEXT.value)
    return Changed(replace(written, fields=(*written.fields, new)), f"field.{len(written.fields)}")


def _free_key(written: Written) -> str:
    taken = {each.key for each in written.fields}
    return next(key for number in range(1, MOST_FIELDS + 2) if (key := f"item{number}") not in taken)


def _moved(written: Written, place: int, step: int) -> Changed:
    target = place + step
    if not 0 <= target < len(written.fields):
        return Changed(written, f"field.{place}")
    fields = list(written.fields)
    fields[place], fields[target] = fields[target], fields[place]
    return Changed(replace(written, fields=tuple(fields)), f"field.{target}")


def _without(listed: tuple[_Each, ...], place: int) -> tuple[_Each, ...]:
    return (*listed[:place], *listed[place + 1 :])
