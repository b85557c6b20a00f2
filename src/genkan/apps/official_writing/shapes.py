"""What was found in a text, as programs read it."""

from typing import TypedDict

from genkan.apps.official_writing.finding import Finding, Report


class FindingShape(TypedDict):
    """One finding; ``start`` and ``end`` count characters from 0, ``line`` and ``column`` from 1."""

    start: int
    end: int
    line: int
    column: int
    found: str
    rule: str
    theme: str
    severity: str
    message: str
    reason: str
    source: str
    corrections: list[str]


class ScoreShape(TypedDict):
    """The measure of a text; 0 is best. ``by_theme`` has the themes with findings."""

    characters: int
    errors: int
    considered: int
    per_thousand: float
    weighted: float
    by_theme: dict[str, int]


class ReportShape(TypedDict):
    """The answer of the API and of ``genkan check-writing --json``."""

    findings: list[FindingShape]
    score: ScoreShape


def report_shape(report: Report) -> ReportShape:
    """A report as JSON has it."""
    score = report.score
    return ReportShape(
        findings=[_finding(finding) for finding in report.findings],
        score=ScoreShape(
            characters=score.characters,
            errors=score.errors,
            considered=score.considered,
            per_thousand=round(score.per_thousand, 3),
            weighted=round(score.weighted, 3),
            by_theme=dict(score.by_theme),
        ),
    )


def _finding(finding: Finding) -> FindingShape:
    return FindingShape(
        start=finding.start,
        end=finding.end,
        line=finding.line,
        column=finding.column,
        found=finding.found,
        rule=finding.rule,
        theme=finding.theme,
        severity=finding.severity.value,
        message=finding.message,
        reason=finding.reason,
        source=finding.source,
        corrections=list(finding.corrections),
    )
