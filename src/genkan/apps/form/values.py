"""What a person put into a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Values = Mapping[str, str]
"""What was entered, by the key of its field; the ticked boxes of a checkbox are joined with commas."""


def words_of(values: Values) -> str:
    """Everything that was entered, in the order of the names of the fields."""
    return "\n".join(values[key] for key in sorted(values))


@dataclass(frozen=True)
class GivenFile:
    """A file that came with a form, whole in memory; ``name`` is the last part of its path in NFC."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Filled:
    """A filled form: its values and its files, by key."""

    values: Values = field(default_factory=dict[str, str])
    files: Mapping[str, tuple[GivenFile, ...]] = field(default_factory=dict[str, tuple[GivenFile, ...]])
