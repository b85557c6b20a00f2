"""The words of rules for the everyday words of a text."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from genkan.inquiry.sorting import folded, pattern_for


class _RuleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everyday words, each found as written, and the words in which rules say the same."""

    everyday: tuple[str, ...]
    rule: str


class _Entries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    entry: tuple[_RuleWords, ...]


@cache
def _packaged() -> tuple[_RuleWords, ...]:
    text = (files("genkan.inquiry.answering") / "rule_words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Entries).entry


def in_rule_words(text: str) -> str:
    """The words of rules for what the text says, each once with a space between; empty where no entry fits."""
    written = folded(text)
    found = (word for entry in _packaged() if _is_in(entry, written) for word in entry.rule.split())
    return " ".join(dict.fromkeys(found))


def _is_in(entry: _RuleWords, written: str) -> bool:
    return _pattern(entry.everyday).search(written) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(pattern_for, words)))
