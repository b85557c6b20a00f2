"""What an expert says about an answer: four questions with yes or no, and a comment (専門家の採点)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

COMMENT_LIMIT = 2_000
MARKERS_OF_AN_ANSWER = 2


class Line(StrEnum):
    """The four questions, in the order of the form."""

    CORRECT = "correct"
    SOURCE_RIGHT = "source_right"
    USABLE = "usable"
    HARMFUL = "harmful"


class Findings(NamedTuple):
    """The answers to the four questions."""

    correct: bool
    source_right: bool
    usable: bool
    harmful: bool


@dataclass(frozen=True, kw_only=True)
class AuditMark:
    """The mark of one expert; it ``decides`` where two before it differ."""

    audit_id: str
    marker_id: str
    findings: Findings
    comment: str
    decides: bool
    at: datetime


class AuditState(StrEnum):
    """Where the audit of an answer stands; one that ended without a mark is withdrawn with its copy."""

    OPEN = "open"
    DECIDING = "deciding"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in Japanese."""
        return _LABELS[self]


_LABELS = {
    AuditState.OPEN: "採点待ち",
    AuditState.DECIDING: "裁定待ち",
    AuditState.DECIDED: "確定",
    AuditState.WITHDRAWN: "取下げ",
}


def state_after(marks: Sequence[AuditMark]) -> AuditState:
    """Where these marks of one answer bring it: two alike settle it, a third person decides where they differ."""
    if any(mark.decides for mark in marks):
        return AuditState.DECIDED
    if len(marks) < MARKERS_OF_AN_ANSWER:
        return AuditState.OPEN
    return AuditState.DECIDED if len({mark.findings for mark in marks}) == 1 else AuditState.DECIDING


def differing(marks: Iterable[AuditMark]) -> frozenset[Line]:
    """The questions that these marks answer differently."""
    given = [mark.findings for mark in marks]
    return frozenset(
        line for place, line in enumerate(Line) if len({findings[place] for findings in given}) > 1
    )


def read_findings(typed: Mapping[str, str]) -> Findings | None:
    """The findings that a form sent as 「yes」 and 「no」; ``None`` where one is missing."""
    if any(typed.get(line) not in {"yes", "no"} for line in Line):
        return None
    return Findings(*(typed[line] == "yes" for line in Line))
