"""The budgets in force, as a call asks for them."""

from collections.abc import Iterable

from genkan.gateway.budgets.account import Account, BudgetScope
from genkan.gateway.budgets.budget import Budget


class Limits:
    """Monthly limits in millionths of a yen by account; false where there are none."""

    def __init__(self, budgets: Iterable[Budget] = ()) -> None:
        self._budgets = {budget.account: budget for budget in budgets}

    def __bool__(self) -> bool:
        return bool(self._budgets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and self._budgets == other._budgets

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def of(self, account: Account) -> int | None:
        """The limit of the account, ``None`` where there is none; a person without one has that of everyone."""
        budget = self._of(account)
        return None if budget is None else budget.micro_yen

    def demands_price(self, account: Account) -> bool:
        """Whether the account has a limit, and nobody allowed for it what has no price."""
        budget = self._of(account)
        return budget is not None and not budget.allows_unpriced

    def _of(self, account: Account) -> Budget | None:
        budget = self._budgets.get(account)
        if budget is None and account.scope is BudgetScope.PERSON:
            return self._budgets.get(account._replace(subject=""))
        return budget
