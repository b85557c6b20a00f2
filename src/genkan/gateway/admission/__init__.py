"""Who may call a deployment now: limits, a fair queue, circuit breakers, and counts across processes."""

from genkan.gateway.admission.admission import Admission
from genkan.gateway.admission.breaker import BreakerRules, BreakerState
from genkan.gateway.admission.errors import Busy, CountingAway, NoPlace, RouteClosed
from genkan.gateway.admission.lane import LaneCount
from genkan.gateway.admission.limits import Limits
from genkan.gateway.admission.opening import open_admission, open_allowance, open_presence
from genkan.gateway.admission.place import Place
from genkan.gateway.admission.presence import Presence
from genkan.gateway.admission.shares import Shares

__all__ = [
    "Admission",
    "BreakerRules",
    "BreakerState",
    "Busy",
    "CountingAway",
    "LaneCount",
    "Limits",
    "NoPlace",
    "Place",
    "Presence",
    "RouteClosed",
    "Shares",
    "open_admission",
    "open_allowance",
    "open_presence",
]
