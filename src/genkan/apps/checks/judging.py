"""From the faults that a check found to its outcome, with as many details as a person reads."""

from collections.abc import Iterable

from genkan.apps.output import Check, CheckOutcome

MOST_DETAILS = 20


def failed_by(label: str, faults: Iterable[str]) -> Check:
    """A check that fails where there are faults."""
    return _judged(label, faults, CheckOutcome.FAILED)


def noticed_by(label: str, faults: Iterable[str]) -> Check:
    """A check that asks a person to look where there are faults."""
    return _judged(label, faults, CheckOutcome.NOTICE)


def bounded(details: Iterable[str]) -> tuple[str, ...]:
    """The first ones, and how many more there are."""
    listed = tuple(details)
    left = len(listed) - MOST_DETAILS
    return (*listed[:MOST_DETAILS], *((f"このほか{left:,}件あります。",) if left > 0 else ()))


def _judged(label: str, faults: Iterable[str], outcome: CheckOutcome) -> Check:
    details = bounded(faults)
    return Check(label, outcome if details else CheckOutcome.PASSED, details)
