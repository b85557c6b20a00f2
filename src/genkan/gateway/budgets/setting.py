"""Setting and removing a budget: the deed, its record and the word to every process in one transaction."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import list_deployments
from genkan.gateway.budgets import store
from genkan.gateway.budgets.account import Account, BudgetScope
from genkan.gateway.budgets.budget import Budget
from genkan.gateway.budgets.errors import (
    AmountInvalid,
    BudgetOutOfReach,
    BudgetSubjectUnknown,
    BudgetUnknown,
)
from genkan.gateway.events import GatewayEvent
from genkan.gateway.keys.store import apps_of
from genkan.governance import Ledger, find_organisation, find_person
from genkan.kit import Clock
from genkan.storage import note_change

TOPIC = "budgets"
MOST_YEN = 1_000_000_000_000


async def set_budget(
    connection: AsyncConnection,
    account: Account,
    yen: int,
    *,
    within: str | None,
    ledger: Ledger,
    clock: Clock,
    actor: str,
    allows_unpriced: bool = False,
) -> Budget:
    """Put a monthly budget into force. Raises the errors under ``BudgetRefused``.

    ``within`` is the organisation whose administrator acts, ``None`` for operators; ``actor`` as in the ledger.
    """
    _check_reach(account, within=within)
    if not 0 <= yen <= MOST_YEN:
        raise AmountInvalid(most=f"{MOST_YEN:,}")
    if not await _exists(connection, account):
        raise BudgetSubjectUnknown(subject=account.subject[:100])
    budget = Budget(account=account, yen=yen, set_at=clock(), set_by=actor, allows_unpriced=allows_unpriced)
    await store.put_budget(connection, budget)
    rules: dict[str, object] = {"yen": yen, "allows_unpriced": allows_unpriced}
    await _record(connection, account, GatewayEvent.BUDGET_SET, rules, ledger=ledger, actor=actor)
    return budget


async def remove_budget(
    connection: AsyncConnection, account: Account, *, within: str | None, ledger: Ledger, actor: str
) -> None:
    """Let the account be without a limit. Raises ``BudgetUnknown``, ``BudgetOutOfReach``."""
    _check_reach(account, within=within)
    if not await store.delete_budget(connection, account):
        raise BudgetUnknown
    await _record(connection, account, GatewayEvent.BUDGET_REMOVED, {"yen": None}, ledger=ledger, actor=actor)


def _check_reach(account: Account, *, within: str | None) -> None:
    if within is None:
        in_reach = account.scope.is_of_operators
    else:
        in_reach = not account.scope.is_of_operators and account.organisation_id == within
    if not in_reach:
        raise BudgetOutOfReach


async def _exists(connection: AsyncConnection, account: Account) -> bool:
    scope, organisation_id, subject = account
    match scope:
        case BudgetScope.ORGANISATION:
            return await find_organisation(connection, organisation_id=organisation_id) is not None
        case BudgetScope.MODEL:
            return subject in {given.public_name for given in await list_deployments(connection)}
        case BudgetScope.APP:
            return subject in {app.name for app in await apps_of(connection, organisation_id)}
        case BudgetScope.PERSON:
            person = await find_person(connection, person_id=subject) if subject else None
            return not subject or (person is not None and person.organisation_id == organisation_id)


async def _record(
    connection: AsyncConnection,
    account: Account,
    event: GatewayEvent,
    rules: Mapping[str, object],
    *,
    ledger: Ledger,
    actor: str,
) -> None:
    await ledger.record(
        connection,
        event,
        actor=actor,
        organisation_id=account.organisation_id or None,
        object_id=account.subject or account.organisation_id,
        details={"scope": account.scope, **rules},
    )
    await note_change(connection, TOPIC)
