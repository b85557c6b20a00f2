"""Budgets: how much of each is spent this month, setting one, and taking one away."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.gateway.budgets import Account, BudgetRefused, BudgetScope, remove_budget, set_budget
from genkan.gateway.budgets.errors import AmountInvalid, BudgetOutOfReach, BudgetSubjectUnknown
from genkan.gateway.budgets.setting import MOST_YEN
from genkan.gateway.pages.budgets_view import budgets_view
from genkan.gateway.pages.form_page import Reply, form_page
from genkan.gateway.pages.parts import LedgerPart, PagesPart
from genkan.gateway.pages.reach import is_administrator, is_operator
from genkan.governance import AdministersRules, Now, Reading, Viewer, Writing
from genkan.kit import Clock
from genkan.ui import Pages

router = APIRouter(prefix="/administration/budgets")

_LONGEST_NUMBER = 20


@router.get("")
async def show_budgets(
    request: Request,
    viewer: AdministersRules,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    done: Annotated[str, Query()] = "",
) -> Response:
    """What is spent of each budget this month, and the form."""
    return await _show(request, connection, pages, viewer, clock, Reply(done))


@router.post("")
async def put_budget(
    request: Request,
    viewer: AdministersRules,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    target: Annotated[str, Form()] = "",
    yen: Annotated[str, Form()] = "",
    allows_unpriced: Annotated[bool, Form()] = False,
) -> Response:
    """Put a budget into force; what was typed comes back with a refusal."""
    typed = {"target": target, "yen": yen, "allows_unpriced": "yes" if allows_unpriced else ""}
    try:
        account = _account(target)
        await set_budget(
            connection,
            account,
            _amount(yen),
            within=_within(viewer, account),
            ledger=ledger,
            clock=clock,
            actor=viewer.person.id,
            allows_unpriced=allows_unpriced,
        )
    except BudgetRefused as problem:
        reply = Reply(problem=problem, typed=typed)
        return await _show(request, connection, pages, viewer, clock, reply)
    return RedirectResponse("/administration/budgets?done=set", status_code=303)


@router.post("/remove")
async def take_away(
    request: Request,
    viewer: AdministersRules,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    target: Annotated[str, Form()] = "",
) -> Response:
    """Let something be without a limit."""
    try:
        account = _account(target)
        within = _within(viewer, account)
        await remove_budget(connection, account, within=within, ledger=ledger, actor=viewer.person.id)
    except BudgetRefused as problem:
        return await _show(request, connection, pages, viewer, clock, Reply(problem=problem))
    return RedirectResponse("/administration/budgets?done=removed", status_code=303)


def _account(target: str) -> Account:
    """What the value of a target means; raises ``BudgetSubjectUnknown`` where it means nothing."""
    scope, _, rest = target.partition(":")
    organisation_id, _, subject = rest.partition(":")
    if scope not in set(BudgetScope):
        raise BudgetSubjectUnknown(subject=target[:100])
    return Account(BudgetScope(scope), organisation_id, subject)


def _amount(text: str) -> int:
    plain = text.strip().replace(",", "").removesuffix("円")
    if not plain.isdecimal() or len(plain) > _LONGEST_NUMBER:
        raise AmountInvalid(most=f"{MOST_YEN:,}")
    return int(plain)


def _within(viewer: Viewer, account: Account) -> str | None:
    """Whether the viewer acts as an operator or as an administrator; raises ``BudgetOutOfReach`` where as neither."""
    if account.scope.is_of_operators and is_operator(viewer):
        return None
    if is_administrator(viewer):
        return viewer.organisation.id
    raise BudgetOutOfReach


async def _show(
    request: Request, connection: AsyncConnection, pages: Pages, viewer: Viewer, clock: Clock, reply: Reply
) -> Response:
    view = await budgets_view(connection, viewer, now=clock())
    return form_page(
        request, pages, "gateway/budgets.html", reply, fields=("target", "yen", "allows_unpriced"), view=view
    )
