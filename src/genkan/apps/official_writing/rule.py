"""A rule of official Japanese (公用文の決まり), as its file states it."""

from enum import StrEnum

import msgspec

from genkan.apps.official_writing.text_kind import TextKind


class Severity(StrEnum):
    """How sure a finding is: ``ERROR`` breaks a standard, ``CONSIDER`` asks a person to look."""

    ERROR = "error"
    CONSIDER = "consider"

    @property
    def label(self) -> str:
        """What staff read."""
        return {Severity.ERROR: "誤り", Severity.CONSIDER: "要検討"}[self]


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A regular expression; ``to`` is what a match becomes (``\\1`` for its groups), choices are divided by ``|``."""

    find: str
    to: str = ""


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"surface": "is"}):
    """What one word of a sequence must be; alternatives are divided by ``|``, an empty field asks for nothing.

    ``absent`` has surfaces and dictionary forms that do not count.
    ``pos``, ``kind`` and ``form`` are beginnings of the part of speech, of the type and of the form of conjugation.
    ``to`` is what the word becomes; ``swap`` replaces only its beginning: ``頂=いただ`` makes 「いただき」 of 「頂き」.
    """

    surface: str = ""
    base: str = ""
    pos: str = ""
    kind: str = ""
    form: str = ""
    absent: str = ""
    to: str = ""
    swap: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether the word is what is found, and not only what stands beside it."""
        return bool(self.to or self.swap)


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: what it says, where that is laid down, and what it looks for.

    ``phrases`` are looked for as they are written, from the beginning of a word unless ``inside``; ``words`` by the form
    that a dictionary lists, nouns only where ``nouns``; ``patterns`` by regular expression; ``sequences`` word by word;
    ``context`` names a matcher that reads whole sentences or the document, with ``limit`` and ``listed`` as its data.
    ``not_after`` and ``not_before`` are regular expressions that keep a phrase from counting. A correction with ``|``
    offers several choices, an empty one none. ``not_for`` are kinds of texts that may do otherwise.
    """

    id: str
    severity: Severity
    message: str
    reason: str
    source: str
    section: str = ""
    phrases: dict[str, str] = {}
    inside: bool = False
    not_after: str = ""
    not_before: str = ""
    words: dict[str, str] = {}
    nouns: bool = False
    patterns: tuple[Pattern, ...] = ()
    sequences: tuple[tuple[Condition, ...], ...] = ()
    context: str = ""
    limit: int = 0
    listed: tuple[str, ...] = ()
    not_for: tuple[TextKind, ...] = ()


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of one file under their common title."""

    id: str
    title: str
    rule: tuple[Rule, ...]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What rules refer to: a document with its title and how it was issued, or a usage that nobody issued."""

    title: str
    issued: str = ""

    def cited(self, section: str) -> str:
        """As it stands beside a finding."""
        return f"「{self.title}」（{self.issued}）{section}" if self.issued else self.title
