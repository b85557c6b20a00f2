"""Budgets (利用上限額): yen a month for organisations, people, apps and models, kept exactly over all processes."""

from genkan.gateway.budgets.account import Account, BudgetScope, accounts_of
from genkan.gateway.budgets.budget import Budget
from genkan.gateway.budgets.errors import BudgetRefused, BudgetSpent, PriceUnknown
from genkan.gateway.budgets.limits import Limits
from genkan.gateway.budgets.month import JAPAN, Month
from genkan.gateway.budgets.purse import Purse
from genkan.gateway.budgets.reservation import Reservation
from genkan.gateway.budgets.setting import remove_budget, set_budget

__all__ = [
    "JAPAN",
    "Account",
    "Budget",
    "BudgetRefused",
    "BudgetScope",
    "BudgetSpent",
    "Limits",
    "Month",
    "PriceUnknown",
    "Purse",
    "Reservation",
    "accounts_of",
    "remove_budget",
    "set_budget",
]
