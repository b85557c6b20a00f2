"""A declared look (判定) of the sequential rule, and what it may tell."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimLook:
    """A look of a trial: its number from 1, the day in Japan before which everything was counted, and whether the rule is met.

    ``seal`` is the SHA-256 of the result with the trial's seed: it tells nothing while the seed is secret, and anyone can
    check it afterwards. ``votes`` and ``persons`` are those that counted.
    """

    trial_id: str
    number: int
    day: str
    at: datetime
    met: bool
    votes: int
    persons: int
    seal: str
