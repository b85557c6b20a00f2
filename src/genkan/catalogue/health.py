"""How a deployment is: what the last look found, and, apart from it, how full it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a look at a deployment found; ``problem`` is the sentence of the error, or empty."""

    deployment_id: str
    at: datetime
    ok: bool
    milliseconds: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """Requests being answered, requests that wait for a place, and the places that there are."""

    in_flight: int
    waiting: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """How full a deployment is: ``of(deployment_id)``, or ``None`` where the door does not know."""

    of: Callable[[str], Load | None]
