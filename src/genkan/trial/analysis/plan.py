"""What the protocol says about the analysis (分析の定め)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from genkan.trial.protocol.document import Protocol, Stopping, TieRule
from genkan.trial.statistics.win_rate import MINIMUM_PERSONS


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The rules of one analysis; ``staff`` is by organisation, ``level`` the confidence."""

    tie_rule: TieRule = TieRule.DAVIDSON
    level: float = 0.95
    seed: int = 0
    draws: int = 1000
    staff: Mapping[str, int] = field(default_factory=dict[str, int])
    least_votes: int = 0
    least_persons: int = MINIMUM_PERSONS
    stopping: Stopping = Stopping.FIXED
    half_width: float = 0.05

    @property
    def davidson(self) -> bool:
        """Whether ties have a parameter of their own."""
        return self.tie_rule is TieRule.DAVIDSON


def plan_of(protocol: Protocol) -> Plan:
    """The rules that a protocol declares."""
    return Plan(
        tie_rule=protocol.tie_rule,
        level=protocol.confidence,
        seed=int(protocol.seed or "0", 16) % 2**63,
        draws=protocol.draws,
        staff={row.organisation: row.staff for row in protocol.organisations},
        least_votes=protocol.least_votes,
        least_persons=protocol.least_persons,
        stopping=protocol.stopping,
        half_width=protocol.planned_half_width,
    )
