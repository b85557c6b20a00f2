"""Trying an external app, and the hosts on which such apps may stand."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.apps.external.allowing import allow_host, forbid_host
from genkan.apps.external.errors import RegistrationRefused
from genkan.apps.external.store.apps import find_own_app
from genkan.apps.external.store.hosts import list_hosts
from genkan.apps.external.trying import try_app
from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.errors import RequestUnreadable
from genkan.apps.gennai.objects import object_in
from genkan.apps.pages.external_view import ExternalPage
from genkan.apps.pages.parts import ExternalPart, LedgerPart, PagesPart
from genkan.governance import AdministersApps, DatabasePart, FormRoute, Now, Reading, Writing
from genkan.kit import Problem, new_id
from genkan.ui import Pages

router = APIRouter(prefix="/administration/external-apps", route_class=FormRoute)
hosts = APIRouter(prefix="/administration/external-hosts", route_class=FormRoute)
_HOSTS = "/administration/external-hosts"


@router.post("/{app_id}/try")
async def try_out(
    request: Request,
    app_id: str,
    viewer: AdministersApps,
    database: DatabasePart,
    external: ExternalPart,
    pages: PagesPart,
    clock: Now,
    values: Annotated[str, Form(max_length=200_000)] = "",
) -> Response:
    """Send one request to the app and show what came back; nothing of it is kept but its metering."""
    async with database.write() as connection:
        app = await find_own_app(connection, app_id, organisation_id=viewer.organisation.id)
        await external.registry.note_trial(connection, app, actor=viewer.person.id)
    page = ExternalPage(request, pages)
    try:
        result = await try_app(
            external.caller,
            app,
            _values(values),
            person_id=viewer.person.id,
            trial_id=new_id(clock),
        )
    except Problem as problem:
        return page.app(app, problem=problem, values=values)
    return page.app(app, result=result, values=values)


@hosts.get("")
async def show_hosts(
    request: Request, viewer: AdministersApps, connection: Reading, pages: PagesPart
) -> Response:
    """The hosts that the organisation allowed."""
    found = await list_hosts(connection, viewer.organisation.id)
    return _hosts(request, pages, hosts=found, host="", reason="", problem=None)


@hosts.post("")
async def allow(
    request: Request,
    viewer: AdministersApps,
    connection: Writing,
    ledger: LedgerPart,
    pages: PagesPart,
    clock: Now,
    host: Annotated[str, Form(max_length=400)] = "",
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Allow a host; what was typed comes back with a refusal."""
    try:
        await allow_host(
            connection,
            host,
            reason=reason,
            organisation_id=viewer.organisation.id,
            ledger=ledger,
            clock=clock,
            actor=viewer.person.id,
        )
    except RegistrationRefused as problem:
        found = await list_hosts(connection, viewer.organisation.id)
        return _hosts(request, pages, hosts=found, host=host, reason=reason, problem=problem)
    return RedirectResponse(_HOSTS, status_code=303)


@hosts.post("/forbid")
async def forbid(
    viewer: AdministersApps,
    connection: Writing,
    ledger: LedgerPart,
    host: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Allow a host no more."""
    await forbid_host(
        connection, host, organisation_id=viewer.organisation.id, ledger=ledger, actor=viewer.person.id
    )
    return RedirectResponse(_HOSTS, status_code=303)


def _values(text: str) -> dict[str, str]:
    """The values that were typed as JSON. Raises ``RequestUnreadable``."""
    found = object_in(text.strip() or "{}")
    if found is None:
        raise RequestUnreadable(reason="試しに送る内容がJSONオブジェクトではありません")
    return {key: from_wire(value) for key, value in found.items()}


def _hosts(
    request: Request, pages: Pages, *, problem: RegistrationRefused | None, **context: object
) -> Response:
    return pages.render(
        request,
        "apps/external_hosts.html",
        status=problem.status if problem else 200,
        problem=pages.explain(request, problem) if problem else None,
        wrong_field=problem.field if problem else "",
        **context,
    )
