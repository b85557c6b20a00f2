"""Putting corrections into a text."""

from collections.abc import Iterable
from typing import NamedTuple

from genkan.apps.official_writing.finding import Finding


class Choice(NamedTuple):
    """A finding with the correction that a person chose for it."""

    finding: Finding
    correction: str


class Corrected(NamedTuple):
    """A text with corrections put in; ``left`` are choices that did not fit it or fell on the place of another."""

    text: str
    made: int
    left: tuple[Choice, ...]


def correct(text: str, choices: Iterable[Choice]) -> Corrected:
    """Put in what was chosen, from the beginning on.

    A choice is left where the text no longer has what was found, or where an earlier choice reaches into its place.
    """
    parts: list[str] = []
    left: list[Choice] = []
    reached = made = 0
    for choice in sorted(choices, key=lambda choice: (choice.finding.start, choice.finding.end)):
        finding = choice.finding
        if finding.start < reached or text[finding.start : finding.end] != finding.found:
            left.append(choice)
            continue
        parts += [text[reached : finding.start], choice.correction]
        reached, made = finding.end, made + 1
    return Corrected("".join([*parts, text[reached:]]), made, tuple(left))


def sure_choices(findings: Iterable[Finding]) -> tuple[Choice, ...]:
    """The findings with a single correction: what 「すべて修正」 puts in."""
    return tuple(
        Choice(finding, finding.correction) for finding in findings if finding.correction is not None
    )
