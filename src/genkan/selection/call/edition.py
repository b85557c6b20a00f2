"""The record of an edition: one canonical text, so that anyone can compute its hash."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime

from genkan.kit import canonical_json
from genkan.selection.call.content import CallContent, as_data

FORMAT = "genkan-call/1"
_LABELS = {
    "title": "名称",
    "purpose": "目的",
    "targets": "対象",
    "conditions": "条件",
    "how_to_apply": "応募の方法",
    "contact": "問合せ先",
    "schedule": "日程",
    "criteria": "選定の基準",
    "documents": "提出書類",
}


def record_of(
    content: CallContent,
    *,
    call_id: str,
    organisation: str,
    number: int,
    at: datetime,
    reason: str,
    before: str,
) -> str:
    """The canonical JSON of an edition; ``before`` is the hash of the edition before it, empty for the first."""
    return canonical_json(
        {
            "format": FORMAT,
            "call": call_id,
            "organisation": organisation,
            "edition": number,
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "reason": reason,
            "before": before,
            "content": as_data(content),
        }
    )


def read_record(record: str) -> Mapping[str, object]:
    """The record as values."""
    return json.loads(record)


def changed_parts(before: CallContent, after: CallContent) -> tuple[str, ...]:
    """The Japanese names of the parts in which two contents differ."""
    names = (each.name for each in fields(CallContent))
    return tuple(_LABELS[name] for name in names if getattr(before, name) != getattr(after, name))
