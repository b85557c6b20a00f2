"""A conversation with an app: each turn what was put in and what came out, kept flat and oldest first."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.objects import Object, as_object, object_in, objects_in, text_in

HISTORY_KEYS = ("conversation_histories", "conversation_history")
MOST_TURNS = 200


@dataclass(frozen=True)
class Turn:
    """One turn; ``inputs`` are values by key, never an earlier turn, ``at`` is as the host wrote it."""

    inputs: Mapping[str, object]
    output: str
    at: str = ""


def write_turns(turns: Iterable[Turn]) -> list[dict[str, object]]:
    """The turns as a host sends them, oldest first; their inputs as a JSON text."""
    return [{"input": _as_text(turn.inputs), "output": turn.output, "createdDate": turn.at} for turn in turns]


def written_moment(moment: datetime | None) -> str:
    """When something was said as the reference host writes it, in UTC; empty where nobody knows."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_moment(written: str) -> datetime | None:
    """When something was said, where a host writes a moment; one without a zone is of UTC."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_turns(inputs: Object) -> tuple[Turn, ...]:
    """The turns of a request under either of their names; of very long conversations, the newest ones."""
    found = next((objects_in(inputs[key]) for key in HISTORY_KEYS if inputs.get(key)), ())
    return tuple(_turn(each) for each in found[-MOST_TURNS:])


def _turn(given: Object) -> Turn:
    return Turn(_flat(given.get("input")), from_wire(given.get("output")), text_in(given, "createdDate"))


def _flat(value: object) -> Object:
    """The inputs without turns before them, which some hosts send again within each."""
    read = object_in(value) if isinstance(value, str) else as_object(value)
    if read is None:
        return {"input": from_wire(value)} if value else {}
    return {key: each for key, each in read.items() if key not in HISTORY_KEYS}


def _as_text(inputs: Mapping[str, object]) -> str:
    flat = {key: value for key, value in inputs.items() if key not in HISTORY_KEYS}
    return json.dumps(flat, ensure_ascii=False, separators=(",", ":"))
