"""A protocol as it is typed (下書き): every value a text, kept whether or not it can be taken."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

from genkan.kit import canonical_json, normalise_newlines, storable
from genkan.trial.protocol.document import Exclusions, Protocol

Row = Mapping[str, str]
YES = "yes"
ROWS = {"organisations": "organisation", "arms": "arm", "tasks": "task"}
CHOSEN = ("information_classes", "secondary")
# Drawn or set by the server, never typed.
_NOT_TYPED = ("seed", "seed_commitment", "analysis")
_KEYS = {"organisations": ("organisation",), "arms": ("name", "deployment"), "tasks": ("task",)}
_EXCLUSIONS = "exclusions"


@dataclass(frozen=True, slots=True)
class ProtocolDraft:
    """``values`` by the names of the fields, those of the exclusions as ``exclusions.…``; rows as they were typed."""

    values: Row = field(default_factory=dict[str, str])
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    organisations: tuple[Row, ...] = ()
    arms: tuple[Row, ...] = ()
    tasks: tuple[Row, ...] = ()

    @property
    def title(self) -> str:
        """The title, empty where none was typed."""
        return self.values.get("title", "")

    def document(self) -> str:
        """The draft as canonical JSON, shaped as the document of a protocol."""
        plain = {name: text for name, text in self.values.items() if not name.startswith(f"{_EXCLUSIONS}.")}
        rows = {name: [dict(row) for row in getattr(self, name)] for name in ROWS}
        chosen = {name: list(values) for name, values in self.chosen.items()}
        return canonical_json({**plain, **rows, **chosen, _EXCLUSIONS: self.exclusions()})

    def exclusions(self) -> dict[str, str]:
        """The values of the exclusions by their own names."""
        beginning = f"{_EXCLUSIONS}."
        return {
            name.removeprefix(beginning): text
            for name, text in self.values.items()
            if name.startswith(beginning)
        }

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of that name: ``organisations``, ``arms`` or ``tasks``."""
        return {"organisations": self.organisations, "arms": self.arms, "tasks": self.tasks}[name]


def value_names() -> tuple[str, ...]:
    """The names of all single values of a draft."""
    kinds = {each.name for each in msgspec.structs.fields(Protocol)}
    single = kinds - {*ROWS, *CHOSEN, *_NOT_TYPED, _EXCLUSIONS}
    excluded = (f"{_EXCLUSIONS}.{each.name}" for each in msgspec.structs.fields(Exclusions))
    return (*sorted(single), *excluded)


def read_draft(document: str) -> ProtocolDraft:
    """The draft in a document: that of a draft or of a protocol; what is no draft gives an empty one."""
    try:
        data = json.loads(document)
    except ValueError:
        return ProtocolDraft()
    return draft_from(_table(data))


def draft_of(protocol: Protocol) -> ProtocolDraft:
    """A protocol as it stands in the form."""
    return draft_from(msgspec.to_builtins(protocol))


def draft_from(data: Mapping[str, Any]) -> ProtocolDraft:
    """The draft in plain values, as JSON and TOML have them; names that no protocol has are left out."""
    flat = dict(data)
    for name, value in _table(data.get(_EXCLUSIONS)).items():
        flat[f"{_EXCLUSIONS}.{name}"] = value
    return ProtocolDraft(
        values={name: typed(flat[name]) for name in value_names() if name in flat},
        chosen={name: tuple(typed(each) for each in _sequence(flat.get(name))) for name in CHOSEN},
        organisations=_rows(data, "organisations"),
        arms=_rows(data, "arms"),
        tasks=_rows(data, "tasks"),
    )


def typed(value: object) -> str:
    """A value as it stands in a field of the form."""
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else clean(str(value))


def clean(text: str) -> str:
    """A text without what cannot be stored."""
    return normalise_newlines(storable(text)).strip()


def has_content(name: str, row: Row) -> bool:
    """Whether a row is more than the empty row at the end of the form."""
    return any(row.get(key, "").strip() for key in _KEYS[name])


def without_empty(name: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that have content."""
    return tuple(row for row in rows if has_content(name, row))


def _rows(data: Mapping[str, Any], name: str) -> tuple[Row, ...]:
    tables = [_table(each) for each in _sequence(data.get(name))]
    return without_empty(name, [{key: typed(value) for key, value in row.items()} for row in tables])


def _table(value: object) -> dict[str, Any]:
    return (
        {str(key): each for key, each in cast("dict[Any, Any]", value).items()}
        if isinstance(value, dict)
        else {}
    )


def _sequence(value: object) -> Sequence[Any]:
    return cast("Sequence[Any]", value) if isinstance(value, list | tuple) else ()
