"""Accounts: for whom and what the price of a call is summed up."""

from enum import StrEnum
from typing import NamedTuple

from genkan.gateway.caller import INSTALLATION


class BudgetScope(StrEnum):
    """What a budget is for."""

    ORGANISATION = "organisation"
    PERSON = "person"
    APP = "app"
    MODEL = "model"

    @property
    def label(self) -> str:
        """The scope in Japanese."""
        return _LABELS[self]

    @property
    def is_of_operators(self) -> bool:
        """Whether operators set such budgets, and not the administrators of an organisation."""
        return self in _OF_OPERATORS


_LABELS = {
    BudgetScope.ORGANISATION: "組織",
    BudgetScope.PERSON: "職員",
    BudgetScope.APP: "アプリ",
    BudgetScope.MODEL: "モデル",
}
_OF_OPERATORS = frozenset({BudgetScope.ORGANISATION, BudgetScope.MODEL})


class Account(NamedTuple):
    """``subject`` is the id of the person, the name of the app or of the model, else empty.

    Models belong to no organisation; a person's budget without a subject is meant for each person that has none.
    """

    scope: BudgetScope
    organisation_id: str
    subject: str


def accounts_of(
    *, organisation_id: str, person_id: str, app: str, model: str, is_program: bool
) -> tuple[Account, ...]:
    """The accounts that a call is charged to; a person is not charged for the programs that they answer for.

    A call of the installation itself has no organisation: only the budget of the model pays for it. What the
    installation does for an organisation, such as an index of its regulations, is charged to no person.
    """
    accounts = [Account(BudgetScope.MODEL, "", model)]
    if organisation_id == INSTALLATION:
        return tuple(accounts)
    accounts.append(Account(BudgetScope.ORGANISATION, organisation_id, ""))
    if app:
        accounts.append(Account(BudgetScope.APP, organisation_id, app))
    if not is_program and person_id != INSTALLATION:
        accounts.append(Account(BudgetScope.PERSON, organisation_id, person_id))
    return tuple(accounts)
