"""The rules as they are packaged, with the documents they refer to and the 常用漢字表."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from genkan.apps.official_writing.rule import Rule, Source, Theme


class RulebookFault(ValueError):
    """The packaged rules contradict themselves; told to whoever changed them, by the tests."""


class _Characters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The characters of the 常用漢字表, and printed shapes that count as one of them."""

    characters: str
    shapes: str


@dataclass(frozen=True)
class Rulebook:
    """All rules by theme; ``characters`` are those of the 常用漢字表."""

    themes: tuple[Theme, ...]
    sources: dict[str, Source]
    characters: frozenset[str]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, theme by theme."""
        return tuple(rule for theme in self.themes for rule in theme.rule)

    def theme_of(self, rule_id: str) -> Theme:
        """The theme that holds a rule."""
        return next(theme for theme in self.themes if any(rule.id == rule_id for rule in theme.rule))


@cache
def load_rulebook() -> Rulebook:
    """The packaged rules, read once a process. Raises ``RulebookFault``, or ``msgspec`` errors for unknown keys."""
    folder = files("genkan.apps.official_writing")
    rules = (each for each in (folder / "rules").iterdir() if each.name.endswith(".toml"))
    characters = msgspec.convert(_read(folder / "characters.toml"), _Characters)
    sources = msgspec.convert(_read(folder / "sources.toml"), dict[str, Source])
    rulebook = Rulebook(
        themes=tuple(
            msgspec.convert(_read(file), Theme) for file in sorted(rules, key=lambda file: file.name)
        ),
        sources=sources,
        characters=frozenset("".join(characters.characters.split()) + characters.shapes),
    )
    _check(rulebook)
    return rulebook


def _read(file: Traversable) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _check(rulebook: Rulebook) -> None:
    seen: set[str] = set()
    for rule in rulebook.rules:
        if rule.id in seen:
            raise RulebookFault(f"two rules are called {rule.id}")
        if rule.source not in rulebook.sources:
            raise RulebookFault(
                f"the rule {rule.id} refers to {rule.source}, which sources.toml does not have"
            )
        seen.add(rule.id)
