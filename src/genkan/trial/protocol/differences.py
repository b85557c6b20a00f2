"""In what two protocols differ, part by part, for people to read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from genkan.trial.protocol.document import Protocol
from genkan.trial.protocol.item import Item

_ROWS = {
    Item.ARMS: ("arm", "name"),
    Item.ORGANISATIONS: ("organisation", "organisation"),
    Item.TASKS: ("task", "task"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One part before and after, as text, empty for what was not there; ``row`` names the row that it belongs to."""

    item: Item
    before: str
    after: str
    row: str = ""


def differences(before: Protocol, after: Protocol) -> tuple[Difference, ...]:
    """Every part in which two protocols differ, in the order of the form."""
    earlier, later = msgspec.to_builtins(before), msgspec.to_builtins(after)
    return tuple(
        each
        for item in Item
        if item.value in earlier and earlier[item.value] != later[item.value]
        for each in _of_part(item, earlier[item.value], later[item.value])
    )


def _of_part(item: Item, before: Any, after: Any) -> Iterator[Difference]:
    if item in _ROWS:
        yield from _of_rows(item, before, after)
    elif item is Item.EXCLUSIONS:
        yield from _of_values("exclusions", before, after, row="")
    else:
        yield Difference(item, _said(before), _said(after))


def _of_rows(
    item: Item, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    kind, key = _ROWS[item]
    earlier, later = ({str(row[key]): row for row in rows} for rows in (before, after))
    for name in dict.fromkeys((*earlier, *later)):
        row = str((later.get(name) or earlier[name])["title"]) if key != "name" else name
        if name not in later:
            yield Difference(item, _said(earlier[name]), "", row)
        elif name not in earlier:
            yield Difference(item, "", _said(later[name]), row)
        else:
            yield from _of_values(kind, earlier[name], later[name], row=row)


def _of_values(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], *, row: str
) -> Iterator[Difference]:
    for name in before:
        if before[name] != after[name]:
            yield Difference(Item(f"{kind}.{name}"), _said(before[name]), _said(after[name]), row)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_said(each) for each in cast("list[Any]", value))
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        return "、".join(f"{name}={_said(each)}" for name, each in sorted(table.items()))
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return "" if value is None else str(value)
