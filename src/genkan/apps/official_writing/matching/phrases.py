"""Phrases and regular expressions, as they are written."""

import re
from collections.abc import Iterator
from functools import cache

from genkan.apps.official_writing.passage import Passage, Spot
from genkan.apps.official_writing.rule import Rule


def choices(correction: str) -> tuple[str, ...]:
    """The corrections that a rule offers, divided by ``|``."""
    return tuple(correction.split("|")) if correction else ()


def find_phrases(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Every phrase of a rule; unless ``inside``, only where a word begins."""
    for match in phrase_pattern(tuple(rule.phrases), rule.not_after, rule.not_before).finditer(passage.text):
        if rule.inside or match.start() in passage.starts:
            yield Spot(match.start(), match.end(), choices(rule.phrases[match.group()]))


def find_patterns(passage: Passage, rule: Rule) -> Iterator[Spot]:
    """Every match of the regular expressions of a rule; the place is the group ``found`` where there is one."""
    for pattern in rule.patterns:
        expression = _compiled(pattern.find)
        group = "found" if "found" in expression.groupindex else 0
        for match in expression.finditer(passage.text):
            yield Spot(*match.span(group), _written(match, pattern.to))


@cache
def phrase_pattern(phrases: tuple[str, ...], not_after: str = "", not_before: str = "") -> re.Pattern[str]:
    """One expression for all phrases, the longest first."""
    longest_first = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    before = f"(?<!{not_after})" if not_after else ""
    after = f"(?!{not_before})" if not_before else ""
    return re.compile(f"{before}(?:{longest_first}){after}")


def _written(match: re.Match[str], to: str) -> tuple[str, ...]:
    return tuple(match.expand(choice) for choice in choices(to))


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
