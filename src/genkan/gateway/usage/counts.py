"""What is counted of calls, and for what."""

from dataclasses import dataclass, fields
from datetime import date
from operator import add, attrgetter
from typing import NamedTuple


class UsageKey(NamedTuple):
    """What calls are counted for: a day in Japan, whose calls they were, and who answered."""

    day: date
    organisation_id: str
    purpose: str
    app: str
    model_name: str
    deployment_id: str


@dataclass(frozen=True, slots=True)
class UsageCounts:
    """Sums over calls. ``estimated_…`` is what no endpoint reported; ``unpriced_calls`` had no price in force.

    ``first_token_ms`` is the sum over the ``first_token_calls`` that came as far as a first token.
    """

    calls: int = 0
    refused: int = 0
    failed: int = 0
    stopped: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    estimated_calls: int = 0
    estimated_tokens: int = 0
    micro_yen: int = 0
    unpriced_calls: int = 0
    first_token_calls: int = 0
    first_token_ms: int = 0

    def __add__(self, other: "UsageCounts") -> "UsageCounts":
        """Both together."""
        return UsageCounts(*map(add, _values(self), _values(other)))

    @property
    def answered(self) -> int:
        """Calls that got their answer, whole or cut at the limit of its length."""
        return self.calls - self.refused - self.failed - self.stopped

    @property
    def tokens(self) -> int:
        """Tokens in and out."""
        return self.input_tokens + self.output_tokens

    @property
    def estimated_share(self) -> float:
        """The part of the tokens that was estimated, from 0 to 1."""
        return self.estimated_tokens / self.tokens if self.tokens else 0.0

    @property
    def yen(self) -> float:
        """What the calls cost at the prices in force."""
        return self.micro_yen / 1_000_000


_values = attrgetter(*(field.name for field in fields(UsageCounts)))
