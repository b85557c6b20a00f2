"""The budgets in force, as a call asks for them."""

from collections.abc import Iterable

from genkan.gateway.budgets.account import Account, BudgetScope
from genkan.gateway.budgets.budget import Budget


class Limits:
    """Monthly limits in millionths of a yen by account; false where there are none."""

    def __init__(self, budgets: Iterable[Budget] = ()) -> None:
        self._limits = {budget.account: budget.micro_yen for budget in budgets}

    def __bool__(self) -> bool:
        return bool(self._limits)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and self._limits == other._limits

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def of(self, account: Account) -> int | None:
        """The limit of the account, ``None`` where there is none; a person without one has that of everyone."""
        limit = self._limits.get(account)
        if limit is None and account.scope is BudgetScope.PERSON:
            return self._limits.get(account._replace(subject=""))
        return limit
