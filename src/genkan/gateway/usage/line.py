"""Which usage is asked for, and a line of the answer."""

from dataclasses import dataclass
from datetime import date

from genkan.gateway.usage.counts import UsageCounts

HIDDEN_MODEL = "(comparison)"


@dataclass(frozen=True, slots=True)
class UsageRange:
    """Days from ``first`` to ``last``, of one organisation or (``None``) of all.

    ``blind`` names no model of a blind comparison: whoever may vote could tell from tokens which answer was whose.
    """

    first: date
    last: date
    organisation_id: str | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True)
class UsageLine:
    """Counts with what they are of, in the order in which it was asked for."""

    of: tuple[str | date, ...]
    counts: UsageCounts
