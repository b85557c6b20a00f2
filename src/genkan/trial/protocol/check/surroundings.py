"""What a protocol is checked against: the day, and what this installation has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from genkan.catalogue import Deployment

COMPARE = "compare"
CHAT = "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Deployments and the names of organisations and tasks by their ids; ``today`` is the day in Japan.

    ``organisations`` are ministries and cities, never bureaus; ``tasks`` has ``compare``, ``chat`` and the apps, and
    ``elsewhere`` those of them whose work other servers do; ``vendors_lists`` are the digests of the lists of vendors'
    staff that the draft names and that are kept.
    """

    today: date
    deployments: Mapping[str, Deployment]
    organisations: Mapping[str, str]
    tasks: Mapping[str, str]
    elsewhere: frozenset[str] = frozenset()
    vendors_lists: frozenset[str] = frozenset()
