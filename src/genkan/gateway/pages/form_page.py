"""A page with a form, shown again with what was done or with why it was refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import HTMLResponse

from genkan.gateway.budgets import BudgetRefused
from genkan.gateway.errors import KeyRefused
from genkan.gateway.rules_errors import RulesUnfit
from genkan.gateway.switches import SwitchRefused
from genkan.ui import Pages

Refused = BudgetRefused | KeyRefused | RulesUnfit | SwitchRefused


@dataclass(frozen=True)
class Reply:
    """What the page tells: the deed that was ``done``, or the ``problem`` with what was ``typed``, by field."""

    done: str = ""
    problem: Refused | None = None
    typed: Mapping[str, str] = field(default_factory=dict[str, str])


def form_page(
    request: Request,
    pages: Pages,
    template: str,
    reply: Reply,
    *,
    fields: Iterable[str] = (),
    **context: object,
) -> HTMLResponse:
    """The page with ``done``, ``problem`` (sentence, next step) and ``wrong_field``; of ``fields``, what was typed."""
    problem = reply.problem
    typed = {name: reply.typed.get(name, "") for name in fields}
    return pages.render(
        request,
        template,
        status=problem.status if problem else 200,
        done=reply.done,
        problem=pages.explain(request, problem) if problem else None,
        wrong_field=problem.field if problem else "",
        **typed,
        **context,
    )
