"""A budget: the most that may be spent on an account in a month."""

from dataclasses import dataclass
from datetime import datetime

from genkan.gateway.budgets.account import Account

MICRO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """``yen`` a month; ``set_by`` as an actor in the ledger."""

    account: Account
    yen: int
    set_at: datetime
    set_by: str

    @property
    def micro_yen(self) -> int:
        """The same in millionths of a yen, in which prices are counted."""
        return self.yen * MICRO
