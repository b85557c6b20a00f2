"""The rules of やさしい日本語 as data."""

import tomllib
from importlib.resources import files
from typing import cast

import msgspec


class Guide(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the rules come from."""

    title: str
    issued: str


class Length(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many characters a sentence has at most."""

    most: int
    message: str


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that code finds."""

    message: str


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that break a rule."""

    words: tuple[str, ...]
    message: str


class Several(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions that break a rule."""

    patterns: tuple[str, ...]
    message: str


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A regular expression that breaks a rule, but for words that are known."""

    pattern: str
    message: str
    known: tuple[str, ...] = ()


class Easier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of offices with what may be said instead."""

    message: str
    easier: dict[str, str]


class Guideline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rules."""

    source: Guide
    length: Length
    endings: Said
    passive: Said
    honorific: Listed
    double_negation: Several
    era: Pattern
    date: Pattern
    kanji_number: Pattern
    time: Pattern
    range: Pattern
    katakana: Pattern
    reading: Said
    words: Easier

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The rules that are one expression each."""
        doubled = [Pattern(each, self.double_negation.message) for each in self.double_negation.patterns]
        return (*doubled, self.era, self.date, self.kanji_number, self.time, self.range, self.katakana)


def load_guideline() -> Guideline:
    """The rules that come with Genkan; raises ``msgspec.ValidationError`` for a key that is unknown."""
    text = (files("genkan.apps.built_in.plain_japanese") / "rules.toml").read_text(encoding="utf-8")
    return msgspec.convert(cast("object", tomllib.loads(text)), Guideline)
