"""A set of questions that anyone may have seen, such as lawqa: one JSON object a line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import msgspec

from genkan.evaluation.items.errors import PublicSetUnread
from genkan.kit import storable

MOST_PUBLIC_QUESTIONS = 20_000
_ASKED = ("question", "prompt", "input", "問題文", "質問")
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class PublicSet:
    """A registered set, with how many questions it has."""

    id: str
    organisation_id: str
    name: str
    total: int
    at: datetime


def read_public_set(content: bytes) -> tuple[tuple[str, str], ...]:
    """Key and words of each question, its choices included; empty lines are passed over.

    Raises ``PublicSetUnread`` with the number of the first line that holds no question.
    """
    lines = [(number, line) for number, line in enumerate(content.splitlines(), start=1) if line.strip()]
    if not lines:
        raise PublicSetUnread(line=1)
    return tuple(_question(number, line) for number, line in lines[:MOST_PUBLIC_QUESTIONS])


def _question(number: int, line: bytes) -> tuple[str, str]:
    try:
        record = msgspec.json.decode(line, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PublicSetUnread(line=number) from error
    asked = next((name for name in _ASKED if isinstance(record.get(name), str)), None)
    if asked is None:
        raise PublicSetUnread(line=number)
    words = "\n".join([cast("str", record[asked]), *_texts(record.get("choices"))])
    return storable(str(record.get("id") or number))[:200], storable(words)[:_LONGEST]


def _texts(value: object) -> Iterator[str]:
    """The texts of choices, which stand in a list or by their letters."""
    if isinstance(value, Mapping):
        value = list(cast("Mapping[str, object]", value).values())
    if isinstance(value, list):
        yield from (each for each in cast("Iterable[object]", value) if isinstance(each, str))
