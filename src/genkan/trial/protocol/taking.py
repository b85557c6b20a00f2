"""From a draft to a protocol: every value that cannot be taken is told."""

import json
from math import isfinite
from typing import Any, NamedTuple, cast
from unicodedata import normalize

import msgspec

from genkan.trial.protocol.check import Finding, Rule, found
from genkan.trial.protocol.document import (
    Exclusions,
    Measure,
    Protocol,
    TrialArm,
    TrialOrganisation,
    TrialTask,
)
from genkan.trial.protocol.draft import YES, ProtocolDraft, Row, clean
from genkan.trial.protocol.item import Item

_LONGEST_SHOWN = 40


class Taken(NamedTuple):
    """The protocol of a draft, or what cannot be taken of it."""

    protocol: Protocol | None
    findings: tuple[Finding, ...]


def take(draft: ProtocolDraft) -> Taken:
    """The protocol that a draft says; without seed, for that is drawn when it is signed."""
    findings: list[Finding] = []
    parts: dict[str, Any] = {
        **_values(Protocol, draft.values, findings),
        "exclusions": Exclusions(**_values(Exclusions, draft.exclusions(), findings, row="exclusions.")),
        "information_classes": tuple(sorted(int(each) for each in _digits(draft, "information_classes"))),
        "secondary": tuple(each for each in Measure if each in draft.chosen.get("secondary", ())),
    }
    arms = _rows(TrialArm, draft.arms, "arm", findings)
    tasks = _rows(TrialTask, draft.tasks, "task", findings)
    organisations = _rows(TrialOrganisation, draft.organisations, "organisation", findings)
    if findings:
        return Taken(None, tuple(findings))
    return Taken(
        Protocol(
            **parts,
            organisations=tuple(TrialOrganisation(**each) for each in organisations),
            arms=tuple(TrialArm(**each) for each in arms),
            tasks=tuple(TrialTask(**each) for each in tasks),
        ),
        (),
    )


def _digits(draft: ProtocolDraft, name: str) -> set[str]:
    return {each for each in draft.chosen.get(name, ()) if each.isdecimal() and len(each) == 1}


def _rows(
    kind: type[msgspec.Struct], rows: tuple[Row, ...], name: str, findings: list[Finding]
) -> list[dict[str, Any]]:
    return [
        _values(kind, row, findings, row=f"{name}.{number}.", item=f"{name}.")
        for number, row in enumerate(rows, start=1)
    ]


def _values(
    kind: type[msgspec.Struct], typed: Row, findings: list[Finding], *, row: str = "", item: str = ""
) -> dict[str, Any]:
    """The values of a struct that were typed; what is missing keeps its default."""
    taken: dict[str, Any] = {}
    for each in msgspec.structs.fields(kind):
        if each.name not in typed and not (each.required and each.type is str):
            if each.required and _is_plain(each.type):
                findings.append(found(Rule.TEXT_NEEDED, row + each.name, item=_item(row, item, each.name)))
            continue
        try:
            _take_one(taken, each, clean(typed.get(each.name, "")))
        except ValueError:
            shown = typed[each.name][:_LONGEST_SHOWN]
            findings.append(
                found(Rule.VALUE_UNFIT, row + each.name, item=_item(row, item, each.name), value=shown)
            )
    return taken


def _item(row: str, item: str, name: str) -> Item:
    return Item((item or row) + name)


def _is_plain(kind: object) -> bool:
    """Whether it is one value, not several rows."""
    return not str(kind).startswith("tuple")


def _take_one(taken: dict[str, Any], each: Any, text: str) -> None:
    """One value into the struct. Raises ``ValueError`` where it cannot be taken."""
    if each.type is str:
        taken[each.name] = text
    elif each.type is bool:
        taken[each.name] = text == YES
    elif text or each.required:
        taken[each.name] = _converted(each, text)


def _converted(each: Any, text: str) -> Any:
    if str(each.type).startswith("dict"):
        value = json.loads(text)
        if not isinstance(value, dict):
            raise ValueError(text)
        return cast("dict[str, Any]", value)
    value = msgspec.convert(normalize("NFKC", text).replace(",", ""), each.type, strict=False)
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(text)
    return value
