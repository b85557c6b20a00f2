"""What a check found."""

from typing import NamedTuple

from genkan.catalogue import CheckResult
from genkan.kit import Problem, shorten


class Finding(NamedTuple):
    """The result, and what was measured, in Japanese."""

    result: CheckResult
    measured: str


def passed(measured: str) -> Finding:
    """The endpoint does what is promised."""
    return Finding(CheckResult.PASSED, measured)


def failed(measured: str) -> Finding:
    """The endpoint does not do what is promised."""
    return Finding(CheckResult.FAILED, measured)


def not_applicable(measured: str) -> Finding:
    """Nothing is promised, or nothing can be told; ``measured`` says why."""
    return Finding(CheckResult.NOT_APPLICABLE, measured)


def told(problem: Problem) -> str:
    """What happened, without the advice that staff are given, and with what the endpoint itself said of it."""
    said = shorten(str(problem.details.get("message") or ""), length=120)
    sentence = problem.sentence.format_map(problem.details)
    return f"{sentence}（{said}）" if said else sentence


def in_seconds(seconds: float) -> str:
    """A duration as it is shown."""
    return f"{seconds:.1f}秒" if seconds >= 1 else f"{seconds * 1000:.0f}ミリ秒"
