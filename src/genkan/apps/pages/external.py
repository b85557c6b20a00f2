"""External apps of an organisation: the list, registering and changing them, their keys, and offering them."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps.external.app import ExternalApp, Facts
from genkan.apps.external.errors import RegistrationRefused
from genkan.apps.external.registering import Registry
from genkan.apps.external.store.apps import find_own_app, list_apps, lock_own_app
from genkan.apps.external.store.hosts import list_hosts
from genkan.apps.form.errors import SchemaProblem
from genkan.apps.gennai.errors import RegistrationUnreadable
from genkan.apps.gennai.registration import read_registration, write_registration
from genkan.apps.pages.external_form import (
    ExternalForm,
    form_of,
    form_of_app,
    read_facts,
    read_registration_form,
)
from genkan.apps.pages.external_view import ExternalPage, view_of
from genkan.apps.pages.parts import ExternalPart, PagesPart
from genkan.governance import AdministersApps, FormRoute, Reading, Writing

router = APIRouter(prefix="/administration/external-apps", route_class=FormRoute)
HOME = "/administration/external-apps"
_Refused = (RegistrationRefused, SchemaProblem, RegistrationUnreadable)


@router.get("")
async def show_apps(
    request: Request, viewer: AdministersApps, connection: Reading, pages: PagesPart
) -> Response:
    """The apps that the viewer's organisation registered, and the hosts that it allowed."""
    return pages.render(
        request,
        "apps/external_list.html",
        apps=[view_of(app) for app in await list_apps(connection, viewer.organisation.id)],
        hosts=await list_hosts(connection, viewer.organisation.id),
    )


@router.get("/new")
async def show_new(request: Request, _viewer: AdministersApps, pages: PagesPart) -> Response:
    """The form of a new app."""
    return ExternalPage(request, pages).form(ExternalForm())


@router.post("/import")
async def import_registration(
    request: Request, _viewer: AdministersApps, pages: PagesPart, registration: Annotated[str, Form()] = ""
) -> Response:
    """The form of a new app, filled with what another host wrote out; nothing is kept yet."""
    page = ExternalPage(request, pages)
    try:
        return page.form(form_of(read_registration(registration), Facts()))
    except _Refused as problem:
        return page.form(ExternalForm(), problem=problem, imported=registration)


@router.post("")
async def register(
    request: Request,
    viewer: AdministersApps,
    connection: Writing,
    external: ExternalPart,
    pages: PagesPart,
    form: Annotated[ExternalForm, Form()],
) -> Response:
    """Register a draft; what was typed comes back with a refusal."""
    try:
        app = await external.registry.register(
            connection,
            read_registration_form(form),
            name=form.name.strip(),
            facts=read_facts(form),
            organisation_id=viewer.organisation.id,
            actor=viewer.person.id,
        )
    except _Refused as problem:
        return ExternalPage(request, pages).form(form, problem=problem)
    return RedirectResponse(f"{HOME}/{app.id}?done=registered", status_code=303)


@router.get("/{app_id}")
async def show_app(
    request: Request,
    app_id: str,
    viewer: AdministersApps,
    connection: Reading,
    pages: PagesPart,
    done: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """What is registered of one app, and what may be done with it."""
    app = await find_own_app(connection, app_id, organisation_id=viewer.organisation.id)
    return ExternalPage(request, pages).app(app, done=done)


@router.get("/{app_id}/edit")
async def show_edit(
    request: Request, app_id: str, viewer: AdministersApps, connection: Reading, pages: PagesPart
) -> Response:
    """The form, filled with what is registered."""
    app = await find_own_app(connection, app_id, organisation_id=viewer.organisation.id)
    return ExternalPage(request, pages).form(form_of_app(app), app=app)


@router.get("/{app_id}/export")
async def export(app_id: str, viewer: AdministersApps, connection: Reading) -> Response:
    """The registration as JSON that other hosts read, without its key."""
    app = await find_own_app(connection, app_id, organisation_id=viewer.organisation.id)
    name = quote(f"{app.name}.json")
    return Response(
        write_registration(app.registration),
        media_type="application/json; charset=utf-8",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@dataclass(frozen=True)
class Deed:
    """What an administrator is about to do with one app of their organisation."""

    app: ExternalApp
    connection: AsyncConnection
    registry: Registry
    page: ExternalPage
    actor: str

    def back(self, done: str) -> Response:
        """To the page of the app, which says what was done."""
        return RedirectResponse(f"{HOME}/{self.app.id}?done={done}", status_code=303)


async def _deed(
    request: Request,
    app_id: str,
    viewer: AdministersApps,
    connection: Writing,
    external: ExternalPart,
    pages: PagesPart,
) -> Deed:
    app = await lock_own_app(connection, app_id, organisation_id=viewer.organisation.id)
    return Deed(app, connection, external.registry, ExternalPage(request, pages), viewer.person.id)


DeedPart = Annotated[Deed, Depends(_deed)]


@router.post("/{app_id}")
async def change(deed: DeedPart, form: Annotated[ExternalForm, Form()]) -> Response:
    """State other facts; the key is forgotten where it would go to another host."""
    try:
        changed = await deed.registry.change(
            deed.connection,
            deed.app,
            registration=read_registration_form(form),
            facts=read_facts(form),
            actor=deed.actor,
        )
    except _Refused as problem:
        return deed.page.form(form, app=deed.app, problem=problem)
    return deed.back("moved" if deed.app.has_key and not changed.has_key else "changed")


@router.post("/{app_id}/key")
async def set_key(deed: DeedPart, key: Annotated[str, Form()] = "") -> Response:
    """Keep a key, which is never shown again."""
    try:
        await deed.registry.set_key(deed.connection, deed.app, key, actor=deed.actor)
    except RegistrationRefused as problem:
        return deed.page.app(deed.app, problem=problem)
    return deed.back("key")


@router.post("/{app_id}/key/remove")
async def remove_key(deed: DeedPart) -> Response:
    """Forget the key."""
    await deed.registry.remove_key(deed.connection, deed.app, actor=deed.actor)
    return deed.back("no_key")


@router.post("/{app_id}/publish")
async def publish(deed: DeedPart) -> Response:
    """Offer the app to the staff of the organisation."""
    try:
        await deed.registry.publish(deed.connection, deed.app, actor=deed.actor)
    except RegistrationRefused as problem:
        return deed.page.app(deed.app, problem=problem)
    return deed.back("published")


@router.post("/{app_id}/withdraw")
async def withdraw(deed: DeedPart) -> Response:
    """Offer the app no more."""
    await deed.registry.withdraw(deed.connection, deed.app, actor=deed.actor)
    return deed.back("withdrawn")
