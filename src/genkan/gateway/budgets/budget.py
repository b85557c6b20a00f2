"""A budget: the most that may be spent on an account in a month."""

from dataclasses import dataclass
from datetime import datetime

from genkan.gateway.budgets.account import Account

MICRO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """``yen`` a month; ``set_by`` as an actor in the ledger.

    ``allows_unpriced``: deployments may be asked of which no price is known, so that nobody counts what they cost.
    """

    account: Account
    yen: int
    set_at: datetime
    set_by: str
    allows_unpriced: bool = False

    @property
    def micro_yen(self) -> int:
        """The same in millionths of a yen, in which prices are counted."""
        return self.yen * MICRO
