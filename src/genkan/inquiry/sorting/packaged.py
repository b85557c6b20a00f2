"""The words that letters are read by, as they are packaged."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from genkan.inquiry.sorting.proposal import Flag, Topic
from genkan.inquiry.urgency import Urgency


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that show a flag, unless another stands in the same sentence; ``reason`` is a Japanese sentence."""

    flag: Flag
    patterns: tuple[str, ...]
    reason: str
    unless: tuple[str, ...] = ()


class Haste(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that show how soon a letter wants an answer, unless another stands in the same sentence."""

    urgency: Urgency
    patterns: tuple[str, ...]
    reason: str
    unless: tuple[str, ...] = ()


class UsualTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic of the packaged kind; a city calls some of its offices otherwise."""

    id: str
    label: str
    office: str
    words: tuple[str, ...]
    city_office: str = ""


class _Signs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sign: tuple[Sign, ...]


class _Hastes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    haste: tuple[Haste, ...]


class _Topics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    topic: tuple[UsualTopic, ...]


@cache
def signs() -> tuple[Sign, ...]:
    """The signs of ``flags.toml``; an unknown key is refused with ``msgspec.ValidationError``."""
    return msgspec.convert(_read("flags.toml"), _Signs).sign


@cache
def hastes() -> tuple[Haste, ...]:
    """The signs of ``urgency.toml``, those of the most urgent first."""
    return msgspec.convert(_read("urgency.toml"), _Hastes).haste


@cache
def pattern_of(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that finds any of the alternatives."""
    return re.compile("|".join(alternatives))


@cache
def usual_topics(*, is_city: bool = False) -> tuple[Topic, ...]:
    """The topics of ``topics.toml`` with the usual names of the offices of a ministry, or of a city."""
    return tuple(
        Topic(each.id, each.label, each.words, (is_city and each.city_office) or each.office)
        for each in msgspec.convert(_read("topics.toml"), _Topics).topic
    )


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((files("genkan.inquiry.sorting") / name).read_text(encoding="utf-8"))
