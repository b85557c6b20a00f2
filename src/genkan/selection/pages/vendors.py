"""Accounts of vendors: the office opens them or approves registrations, hands out one-time links, and stops accounts."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import LINK_LIFE, DatabasePart, NotFound, Reading, RunsSelection, Viewer, part
from genkan.kit import Problem
from genkan.selection.errors import EntryProblem
from genkan.selection.pages.parts import PagesPart, SelectionPart, Typed
from genkan.selection.vendor.accounts import VendorDraft
from genkan.selection.vendor.errors import EmailTaken, RegistrationUnknown
from genkan.selection.vendor.registration import LONGEST_REASON, Registration
from genkan.selection.vendor.store.registrations import list_registrations
from genkan.selection.vendor.store.vendors import known_addresses, list_vendors
from genkan.selection.vendor.vendor import Vendor
from genkan.settings import Settings
from genkan.ui import Pages

router = APIRouter(prefix="/selection/vendors")
SettingsPart = Annotated[Settings, part(Settings)]
_SECONDS_AN_HOUR = 3600
_DEEDS = frozenset({"approve", "refuse"})


class WrongLine(NamedTuple):
    """The line whose registrations were not refused, the reason that was typed, and what is wrong with it."""

    line: str
    reason: str
    problem: EntryProblem


class VendorForm(BaseModel):
    """An account as it was sent."""

    company: str = ""
    name: str = ""
    email: str = ""


VendorFields = Annotated[VendorForm, Form()]


@router.get("")
async def show_vendors(
    request: Request, viewer: RunsSelection, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The accounts, and the form for another."""
    return await _list(request, connection, viewer, pages, VendorDraft(), done=done)


@router.post("")
async def add_vendor(
    request: Request,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    settings: SettingsPart,
    form: VendorFields,
) -> Response:
    """Open an account and show its one-time link; what was typed comes back with what is wrong."""
    draft = VendorDraft(form.company, form.name, form.email)
    faults = draft.faults()
    if not faults:
        try:
            async with database.write() as connection:
                own, actor = viewer.organisation.id, viewer.person.id
                vendor = await selection.accounts.add(connection, own, draft, actor=actor)
                path = await selection.accounts.link(connection, vendor, actor=actor)
            return _link(request, pages, vendor, path, settings=settings)
        except EntryProblem as problem:
            faults = (problem,)
    async with database.read() as connection:
        return await _list(request, connection, viewer, pages, draft, faults=faults)


@router.post("/lines/refuse")
async def refuse_line(
    request: Request,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    line: Typed = "",
    seen: Annotated[str, Form()] = "",
    reason: Typed = "",
) -> Response:
    """Refuse all registrations of one line that stood on the page, with one reason; what came since waits on."""
    try:
        async with database.write() as connection:
            await selection.registering.refuse_line(
                connection, viewer, frozenset(seen.split()), line=line, reason=reason
            )
    except EntryProblem as problem:
        async with database.read() as connection:
            wrong = WrongLine(line, reason, problem)
            return await _list(request, connection, viewer, pages, VendorDraft(), wrong_line=wrong)
    return RedirectResponse("/selection/vendors?done=line_refused", status_code=303)


@router.post("/registrations/{registration_id}/{deed}")
async def decide_registration(
    request: Request,
    registration_id: str,
    deed: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    settings: SettingsPart,
) -> Response:
    """Approve a registration and show the one-time link of its account, or refuse it."""
    if deed not in _DEEDS:
        raise NotFound
    registering, accounts = selection.registering, selection.accounts
    try:
        async with database.write() as connection:
            if deed == "refuse":
                await registering.refuse(connection, viewer, registration_id)
                return RedirectResponse("/selection/vendors?done=refused", status_code=303)
            vendor = await registering.approve(connection, viewer, registration_id)
            path = await accounts.link(connection, vendor, actor=viewer.person.id)
    except (EmailTaken, RegistrationUnknown) as problem:
        async with database.read() as connection:
            return await _list(request, connection, viewer, pages, VendorDraft(), problem=problem)
    return _link(request, pages, vendor, path, settings=settings)


@router.post("/{vendor_id}/link")
async def make_link(
    request: Request,
    vendor_id: str,
    viewer: RunsSelection,
    database: DatabasePart,
    pages: PagesPart,
    selection: SelectionPart,
    settings: SettingsPart,
) -> Response:
    """A new one-time link; the earlier ones work no more."""
    async with database.write() as connection:
        vendor = await selection.accounts.see(connection, viewer, vendor_id)
        path = await selection.accounts.link(connection, vendor, actor=viewer.person.id)
    return _link(request, pages, vendor, path, settings=settings)


@router.post("/{vendor_id}/{deed}")
async def switch_vendor(
    vendor_id: str, deed: str, viewer: RunsSelection, database: DatabasePart, selection: SelectionPart
) -> Response:
    """Stop an account, or let it be used again."""
    async with database.write() as connection:
        await selection.accounts.switch(connection, viewer, vendor_id, active=deed != "stop")
    return RedirectResponse("/selection/vendors?done=switched", status_code=303)


async def _list(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    draft: VendorDraft,
    *,
    faults: tuple[EntryProblem, ...] = (),
    problem: Problem | None = None,
    wrong_line: WrongLine | None = None,
    done: str = "",
) -> Response:
    own = viewer.organisation.id
    asked = await list_registrations(connection, own)
    addresses = [each.sign_in_name for each in asked]
    wrong = problem or (wrong_line.problem if wrong_line else next(iter(faults), None))
    return pages.render(
        request,
        "selection/vendors.html",
        status=wrong.status if wrong else 200,
        vendors=await list_vendors(connection, own),
        registrations=asked,
        lines=_by_line(asked),
        wrong_line=wrong_line,
        line_error=pages.explain(request, wrong_line.problem)[0] if wrong_line else "",
        longest_reason=LONGEST_REASON,
        known=await known_addresses(connection, addresses, organisation_id=own),
        twins=frozenset(each for each in addresses if addresses.count(each) > 1),
        told=pages.explain(request, problem) if problem else None,
        draft=draft,
        errors={each.field: pages.explain(request, each)[0] for each in faults},
        done=done,
    )


def _by_line(asked: Sequence[Registration]) -> list[tuple[str, list[Registration]]]:
    """The registrations by the line that they came from, the line with the oldest first."""
    first = {each.line: place for place, each in reversed(list(enumerate(asked)))}
    ordered = sorted(asked, key=lambda each: first[each.line])
    return [(line, list(those)) for line, those in groupby(ordered, key=lambda each: each.line)]


def _link(request: Request, pages: Pages, vendor: Vendor, path: str, *, settings: Settings) -> Response:
    address = (settings.public_address or str(request.base_url)).rstrip("/")
    return pages.render(
        request,
        "selection/vendor_link.html",
        vendor=vendor,
        address=address + path,
        hours=int(LINK_LIFE.total_seconds()) // _SECONDS_AN_HOUR,
    )
