"""What was found in a text, and how much of it there is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from genkan.apps.official_writing.rule import Severity


@dataclass(frozen=True)
class Finding:
    """A place of a text that a rule speaks of.

    ``start`` and ``end`` count characters from 0, ``line`` and ``column`` from 1. ``corrections`` may stand in place of
    ``found``: one that can be put in by a click, several to choose from, or none where a person must write anew.
    """

    start: int
    end: int
    line: int
    column: int
    found: str
    rule: str
    theme: str
    severity: Severity
    message: str
    reason: str
    source: str
    corrections: tuple[str, ...]

    @property
    def correction(self) -> str | None:
        """The only correction, ``None`` where there is none or a choice."""
        return self.corrections[0] if len(self.corrections) == 1 else None


@dataclass(frozen=True)
class Score:
    """How far a text is from official Japanese: numbers of findings, and their number in 1,000 characters.

    ``weighted`` counts an error as one and what a person should look at as a fifth, by 1,000 characters; 0 is best.
    ``by_theme`` has the themes with findings by their id. Texts of fewer than 100 characters count as 100.
    """

    characters: int
    errors: int
    considered: int
    by_theme: Mapping[str, int]

    @property
    def total(self) -> int:
        """The number of findings."""
        return self.errors + self.considered

    @property
    def per_thousand(self) -> float:
        """Findings in 1,000 characters."""
        return self.total * 1000 / max(self.characters, 100)

    @property
    def weighted(self) -> float:
        """Errors, and a fifth of the rest, in 1,000 characters."""
        return (self.errors + self.considered / 5) * 1000 / max(self.characters, 100)


@dataclass(frozen=True)
class Report:
    """What was found in ``text``, by place."""

    text: str
    findings: tuple[Finding, ...]

    @cached_property
    def score(self) -> Score:
        """The measure of the text; characters are counted without white space."""
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        return Score(
            characters=len("".join(self.text.split())),
            errors=errors,
            considered=len(self.findings) - errors,
            by_theme=dict(Counter(finding.theme for finding in self.findings)),
        )
