"""What a check found, with the clause of the protocol that it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check ended; what could not be tried says nothing about who is checked."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_TRIED = "not_tried"

    @property
    def label(self) -> str:
        """The verdict in Japanese."""
        return {"passed": "合格", "failed": "不合格", "not_tried": "未確認"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One check; ``clause`` is the part of the protocol, ``told`` what was seen, both in Japanese."""

    name: str
    title: str
    clause: str
    verdict: Verdict
    told: str = ""

    def as_data(self) -> dict[str, str]:
        """The finding for programs."""
        return {
            "name": self.name,
            "title": self.title,
            "clause": self.clause,
            "verdict": self.verdict.value,
            "told": self.told,
        }


@dataclass(frozen=True)
class Check:
    """A check before it was done."""

    name: str
    title: str
    clause: str

    def passed(self, told: str = "") -> Finding:
        """It holds."""
        return Finding(self.name, self.title, self.clause, Verdict.PASSED, told)

    def failed(self, told: str) -> Finding:
        """It does not hold."""
        return Finding(self.name, self.title, self.clause, Verdict.FAILED, told)

    def not_tried(self, told: str) -> Finding:
        """There was nothing to try it on."""
        return Finding(self.name, self.title, self.clause, Verdict.NOT_TRIED, told)

    def of(self, holds: bool, *, told: str) -> Finding:
        """It holds, or it does not and ``told`` says what was seen instead."""
        return self.passed() if holds else self.failed(told)


def passes(findings: Iterable[Finding]) -> bool:
    """Whether none of the checks failed, and at least one was tried."""
    verdicts = [finding.verdict for finding in findings]
    return Verdict.FAILED not in verdicts and Verdict.PASSED in verdicts
