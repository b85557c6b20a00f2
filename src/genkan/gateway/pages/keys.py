"""API keys of an organisation: the list, issuing one, and taking over from or ending an old one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.catalogue import DeploymentState, list_deployments
from genkan.gateway.errors import KeyChoiceEmpty, KeyRefused
from genkan.gateway.keys import ApiKey, issue_key, revoke_key, rotate_key
from genkan.gateway.keys.store import find_key, list_keys
from genkan.gateway.pages.form_page import Reply, form_page
from genkan.gateway.pages.keys_form import ALL, CHOSEN, CLASSES, MAY_READ, KeyForm, fresh_form, read_draft
from genkan.gateway.pages.parts import LedgerPart, PagesPart
from genkan.gateway.store.calls import last_uses
from genkan.governance import AdministersKeys, FormRoute, Now, Person, Reading, Writing, find_person
from genkan.kit import Clock
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/administration/keys", route_class=FormRoute)

OVERLAPS = {
    0: _("直ちに失効させる"),
    1: _("1時間"),
    24: _("1日"),
    168: _("7日"),
    720: _("30日"),
}
USUAL_OVERLAP = 24


@dataclass(frozen=True)
class KeyRow:
    """A key with what the records say of it; ``ends_at`` is when it opens nothing any more."""

    key: ApiKey
    in_force: bool
    last_use: datetime | None

    @property
    def ends_at(self) -> datetime:
        """The earlier of expiry and end."""
        revoked = self.key.revoked_at
        return min(self.key.expires_at, revoked) if revoked else self.key.expires_at


@router.get("")
async def show_keys(
    request: Request, viewer: AdministersKeys, connection: Reading, pages: PagesPart, clock: Now
) -> Response:
    """The keys of the viewer's organisation, those in force first."""
    keys = await list_keys(connection, organisation_id=viewer.organisation.id)
    rows = await _rows(connection, keys, clock=clock)
    ended = [row for row in rows if not row.in_force]
    in_force = [row for row in rows if row.in_force]
    return pages.render(request, "gateway/keys.html", in_force=in_force, ended=ended)


@router.get("/new")
async def show_new_key(
    request: Request, viewer: AdministersKeys, connection: Reading, pages: PagesPart, clock: Now
) -> Response:
    """The form of a new key."""
    return await _show_form(request, connection, pages, fresh_form(viewer, now=clock()), Reply())


@router.post("")
async def issue(
    request: Request,
    viewer: AdministersKeys,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    form: Annotated[KeyForm, Form()],
) -> Response:
    """Issue a key and show its secret, this once; what was typed comes back with a refusal."""
    try:
        if form.models == CHOSEN and not form.allowed_models:
            raise KeyChoiceEmpty
        draft = await read_draft(connection, form, viewer=viewer)
        key, secret = await issue_key(connection, draft, ledger=ledger, clock=clock, actor=viewer.person.id)
    except KeyRefused as problem:
        return await _show_form(request, connection, pages, form, Reply(problem=problem))
    return pages.render(request, "gateway/key_issued.html", key=key, secret=secret, former=None)


@router.get("/{key_id}")
async def show_key(
    request: Request,
    key_id: str,
    viewer: AdministersKeys,
    connection: Reading,
    pages: PagesPart,
    clock: Now,
    done: Annotated[str, Query()] = "",
) -> Response:
    """What the key opens, and what may be done with it."""
    key = await find_key(connection, key_id, organisation_id=viewer.organisation.id)
    return await _show(request, connection, pages, key, clock, Reply(done))


@router.post("/{key_id}/rotate")
async def rotate(
    request: Request,
    key_id: str,
    viewer: AdministersKeys,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    overlap: Annotated[int, Form()] = USUAL_OVERLAP,
) -> Response:
    """Issue a key with the same rights and show its secret, this once; the old one ends after the overlap."""
    former = await find_key(connection, key_id, organisation_id=viewer.organisation.id)
    hours = overlap if overlap in OVERLAPS else USUAL_OVERLAP
    try:
        key, secret = await rotate_key(
            connection,
            former,
            overlap=timedelta(hours=hours),
            ledger=ledger,
            clock=clock,
            actor=viewer.person.id,
        )
    except KeyRefused as problem:
        return await _show(request, connection, pages, former, clock, Reply(problem=problem))
    former = await find_key(connection, key_id, organisation_id=viewer.organisation.id)
    return pages.render(request, "gateway/key_issued.html", key=key, secret=secret, former=former)


@router.post("/{key_id}/revoke")
async def revoke(
    request: Request,
    key_id: str,
    viewer: AdministersKeys,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
) -> Response:
    """End the key at once."""
    key = await find_key(connection, key_id, organisation_id=viewer.organisation.id)
    try:
        await revoke_key(connection, key, ledger=ledger, clock=clock, actor=viewer.person.id)
    except KeyRefused as problem:
        return await _show(request, connection, pages, key, clock, Reply(problem=problem))
    return RedirectResponse(f"/administration/keys/{key.id}?done=revoked", status_code=303)


async def _show_form(
    request: Request, connection: AsyncConnection, pages: Pages, form: KeyForm, reply: Reply
) -> Response:
    deployments = await list_deployments(connection)
    names = {each.public_name for each in deployments if each.state is not DeploymentState.RETIRED}
    return form_page(
        request,
        pages,
        "gateway/key_new.html",
        reply,
        form=form,
        models=sorted(names),
        classes=CLASSES,
        all=ALL,
        chosen=CHOSEN,
        may_read=MAY_READ,
    )


async def _show(
    request: Request, connection: AsyncConnection, pages: Pages, key: ApiKey, clock: Clock, reply: Reply
) -> Response:
    (row,) = await _rows(connection, (key,), clock=clock)
    owner: Person | None = await find_person(connection, person_id=key.owner_id)
    others = await list_keys(connection, organisation_id=key.organisation_id)
    return form_page(
        request,
        pages,
        "gateway/key.html",
        reply,
        row=row,
        owner=owner,
        former=next((each for each in others if each.id == key.replaces), None),
        follower=next((each for each in others if each.replaces == key.id), None),
        overlaps=list(OVERLAPS.items()),
        usual_overlap=USUAL_OVERLAP,
    )


async def _rows(connection: AsyncConnection, keys: tuple[ApiKey, ...], *, clock: Clock) -> tuple[KeyRow, ...]:
    uses = await last_uses(connection, [key.id for key in keys])
    now = clock()
    return tuple(KeyRow(key, key.in_force(now), uses.get(key.id)) for key in keys)
