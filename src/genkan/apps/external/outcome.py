"""How a call that failed is written down."""

from genkan.apps.errors import RunStopped
from genkan.apps.external.call_errors import (
    AppLedElsewhere,
    AppNotReached,
    AppSaidTooMuch,
    AppSilent,
    FileNotMasked,
    FileNotRead,
)
from genkan.apps.gennai.errors import AppFailed, ShapeProblem
from genkan.gateway import Outcome
from genkan.kit import Problem
from genkan.storage import StorageProblem

_OUTCOMES: tuple[tuple[type[Problem], Outcome], ...] = (
    (AppNotReached, Outcome.UNREACHABLE),
    (AppSilent, Outcome.TIMED_OUT),
    (AppLedElsewhere, Outcome.BROKEN),
    (AppSaidTooMuch, Outcome.BROKEN),
    (AppFailed, Outcome.REFUSED_BY_ENDPOINT),
    (ShapeProblem, Outcome.BROKEN),
    (RunStopped, Outcome.STOPPED),
    (StorageProblem, Outcome.BROKEN),
    (FileNotRead, Outcome.REFUSED_BY_POLICY),
    (FileNotMasked, Outcome.REFUSED_BY_POLICY),
)


def outcome_of(problem: Problem) -> Outcome:
    """The outcome; what nothing left for was not let in."""
    return next((each for kind, each in _OUTCOMES if isinstance(problem, kind)), Outcome.NOT_ADMITTED)
