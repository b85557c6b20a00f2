"""What a machine proposes about a letter; a person confirms every part of it."""

from dataclasses import dataclass
from enum import StrEnum

from genkan.inquiry.sorting.reason import Reason


class Flag(StrEnum):
    """What a person must see at once."""

    THREAT = "threat"
    SELF_HARM = "self_harm"
    HARASSMENT = "harassment"
    MEDIA = "media"
    LEGAL = "legal"

    @property
    def label(self) -> str:
        """The flag as a Japanese message id."""
        return _LABELS[self]


_LABELS = {
    Flag.THREAT: "脅迫",
    Flag.SELF_HARM: "自傷のおそれ",
    Flag.HARASSMENT: "暴言・嫌がらせ",
    Flag.MEDIA: "報道",
    Flag.LEGAL: "訴訟・法的請求",
}


@dataclass(frozen=True)
class Topic:
    """A topic by which letters are told apart: its vocabulary, and the name of the office that usually answers."""

    id: str
    label: str
    words: tuple[str, ...]
    office: str


@dataclass(frozen=True)
class Answered:
    """A past case whose topic a person has confirmed (its id)."""

    text: str
    topic: str


@dataclass(frozen=True)
class Concern:
    """One question within a letter: the letter's own words from ``start`` to ``end``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Guess:
    """A proposed value, how often such proposals are right (0 to 1), and why.

    ``reason`` is of letters that an earlier version read: a Japanese sentence.
    """

    value: str
    confidence: float
    reason: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def told(self) -> str:
        """Why, in Japanese."""
        return self.reason + "".join(reason.in_japanese for reason in self.reasons)


@dataclass(frozen=True)
class Flagged:
    """Words of a letter, from ``start`` to ``end``, that a person must see at once, and why, as a Japanese sentence."""

    flag: Flag
    words: str
    start: int
    end: int
    reason: str = ""


@dataclass(frozen=True)
class Proposal:
    """Everything that is proposed about one letter; topics are ids, best first.

    ``language`` is ``ja``, ``en``, ``zh`` or ``other``.
    """

    concerns: tuple[Concern, ...]
    topics: tuple[Guess, ...]
    office: Guess | None
    urgency: Guess
    flags: tuple[Flagged, ...]
    language: str
