"""What a run of an app gives (出力)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Artifact:
    """A file that an app made; ``media_type`` is found from the content and never believed from its name."""

    name: str
    media_type: str
    content: bytes


class CheckOutcome(StrEnum):
    """How a check of an output ended; ``NOTICE`` asks a person to look."""

    PASSED = "passed"
    NOTICE = "notice"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What staff read, on the page and in every file."""
        return _LABELS[self]


_LABELS = {
    CheckOutcome.PASSED: "問題なし",
    CheckOutcome.NOTICE: "要確認",
    CheckOutcome.FAILED: "問題あり",
}


@dataclass(frozen=True)
class Check:
    """One check of an output (出力の確認): what was looked at, how it ended, and where a person should look."""

    label: str
    outcome: CheckOutcome
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Output:
    """``text`` is Markdown of the safe kind; ``notices`` say what was not done, such as what a model would add."""

    text: str
    artifacts: tuple[Artifact, ...] = ()
    checks: tuple[Check, ...] = ()
    notices: tuple[str, ...] = ()
