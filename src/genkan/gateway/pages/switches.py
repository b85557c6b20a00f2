"""Kill switches: what is stopped now, stopping something in two steps, and letting it pass again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.catalogue import DeploymentState, list_deployments
from genkan.gateway.keys.store import apps_of, list_apps
from genkan.gateway.named_app import NamedApp, told_apart
from genkan.gateway.pages.form_page import Reply, form_page
from genkan.gateway.pages.parts import LedgerPart, PagesPart
from genkan.gateway.pages.reach import actor_names, is_operator, organisation_within
from genkan.gateway.store.apps import app_titles
from genkan.gateway.switches import Scope, Switch, SwitchDraft, SwitchRefused, lift_switch, throw_switch
from genkan.gateway.switches.errors import ReasonMissing, SubjectUnknown
from genkan.gateway.switches.store import list_switches
from genkan.gateway.switches.throwing import LONGEST_REASON
from genkan.governance import (
    AdministersRules,
    Now,
    OrganisationKind,
    Reading,
    Viewer,
    Writing,
    list_organisations,
)
from genkan.ui import Pages

router = APIRouter(prefix="/administration/switches")

_SEPARATOR = ":"


@dataclass(frozen=True)
class Target:
    """Something that may be stopped; ``value`` is what the form sends, ``everywhere`` an app in all organisations."""

    value: str
    scope: Scope
    name: str = ""
    everywhere: bool = False


@dataclass(frozen=True)
class SwitchRow:
    """A switch in the words of the page."""

    switch: Switch
    name: str
    thrown_by: str
    lifted_by: str
    may_lift: bool

    @property
    def everywhere(self) -> bool:
        """Whether it is an app in all organisations."""
        return self.switch.scope is Scope.APP and self.switch.organisation_id is None


@dataclass(frozen=True)
class SwitchesView:
    """What is stopped, what was, and what may be."""

    in_force: tuple[SwitchRow, ...]
    lifted: tuple[SwitchRow, ...]
    targets: tuple[Target, ...]


@router.get("")
async def show_switches(
    request: Request,
    viewer: AdministersRules,
    connection: Reading,
    pages: PagesPart,
    done: Annotated[str, Query()] = "",
) -> Response:
    """What is stopped now, the form, and the history."""
    return await _show(request, connection, pages, viewer, Reply(done))


@router.post("/confirmation")
async def ask_for_confirmation(
    request: Request,
    viewer: AdministersRules,
    connection: Reading,
    pages: PagesPart,
    target: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """What would be stopped, and the button that does it."""
    view = await _view(connection, viewer)
    chosen = next((offered for offered in view.targets if offered.value == target), None)
    problem = _problem(chosen, reason=reason, target=target)
    if chosen is None or problem is not None:
        reply = Reply(problem=problem, typed={"target": target, "reason": reason})
        return await _show(request, connection, pages, viewer, reply)
    return pages.render(request, "gateway/switch_confirmation.html", target=chosen, reason=reason.strip())


@router.post("")
async def throw(
    request: Request,
    viewer: AdministersRules,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    target: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Stop it."""
    try:
        await throw_switch(
            connection,
            _draft(target, reason=reason),
            within=organisation_within(viewer),
            ledger=ledger,
            clock=clock,
            actor=viewer.person.id,
        )
    except SwitchRefused as problem:
        reply = Reply(problem=problem, typed={"target": target, "reason": reason})
        return await _show(request, connection, pages, viewer, reply)
    return RedirectResponse("/administration/switches?done=thrown", status_code=303)


@router.post("/{switch_id}/lift")
async def lift(
    request: Request,
    viewer: AdministersRules,
    connection: Writing,
    pages: PagesPart,
    ledger: LedgerPart,
    clock: Now,
    switch_id: str,
) -> Response:
    """Let it pass again."""
    try:
        await lift_switch(
            connection,
            switch_id,
            within=organisation_within(viewer),
            ledger=ledger,
            clock=clock,
            actor=viewer.person.id,
        )
    except SwitchRefused as problem:
        return await _show(request, connection, pages, viewer, Reply(problem=problem))
    return RedirectResponse("/administration/switches?done=lifted", status_code=303)


def _problem(chosen: Target | None, *, reason: str, target: str) -> SwitchRefused | None:
    if chosen is None:
        return SubjectUnknown(subject=target[:100])
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        return ReasonMissing(longest=LONGEST_REASON)
    return None


def _draft(target: str, *, reason: str) -> SwitchDraft:
    """What the value of a target means; raises ``SubjectUnknown`` where it means nothing."""
    kind, _, rest = target.partition(_SEPARATOR)
    match kind:
        case Scope.EVERYTHING:
            return SwitchDraft(scope=Scope.EVERYTHING, reason=reason)
        case Scope.MODEL:
            return SwitchDraft(scope=Scope.MODEL, subject=rest, reason=reason)
        case Scope.ORGANISATION:
            return SwitchDraft(scope=Scope.ORGANISATION, organisation_id=rest, reason=reason)
        case Scope.APP:
            organisation_id, _, app = rest.partition(_SEPARATOR)
            owner = organisation_id or None
            return SwitchDraft(scope=Scope.APP, subject=app, organisation_id=owner, reason=reason)
        case _:
            raise SubjectUnknown(subject=target[:100])


async def _show(
    request: Request, connection: AsyncConnection, pages: Pages, viewer: Viewer, reply: Reply
) -> Response:
    return form_page(
        request,
        pages,
        "gateway/switches.html",
        reply,
        fields=("target", "reason"),
        view=await _view(connection, viewer),
        is_operator=is_operator(viewer),
        longest=LONGEST_REASON,
    )


async def _view(connection: AsyncConnection, viewer: Viewer) -> SwitchesView:
    within = organisation_within(viewer)
    switches = await list_switches(connection, organisation_id=within)
    names = {each.id: each.name for each in await list_organisations(connection)}
    titles = await app_titles(connection, organisation_id=within)
    actors = await actor_names(
        connection, [actor for each in switches for actor in (each.thrown_by, each.lifted_by)]
    )
    rows = [_row(each, names=names, titles=titles, actors=actors, within=within) for each in switches]
    return SwitchesView(
        in_force=tuple(row for row in rows if row.switch.in_force),
        lifted=tuple(row for row in rows if not row.switch.in_force),
        targets=tuple(await _targets(connection, viewer)),
    )


def _row(
    switch: Switch,
    *,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    actors: Mapping[str, str],
    within: str | None,
) -> SwitchRow:
    organisation, subject = names.get(switch.organisation_id or "", ""), switch.subject
    if switch.scope is Scope.APP:
        subject = titles.get(subject, subject)
    parts = [part for part in (organisation, subject) if part]
    return SwitchRow(
        switch=switch,
        name="　".join(parts),
        thrown_by=actors.get(switch.thrown_by, ""),
        lifted_by=actors.get(switch.lifted_by or "", ""),
        may_lift=switch.may_be_lifted_within(within),
    )


async def _targets(connection: AsyncConnection, viewer: Viewer) -> Iterable[Target]:
    if not is_operator(viewer):
        own = viewer.organisation
        return [Target(f"organisation:{own.id}", Scope.ORGANISATION, own.name)] + [
            Target(f"app:{own.id}:{app.name}", Scope.APP, app.shown)
            for app in await apps_of(connection, own.id)
        ]
    deployments = await list_deployments(connection)
    models = sorted({each.public_name for each in deployments if each.state is not DeploymentState.RETIRED})
    organisations = await list_organisations(connection)
    return [
        Target("everything", Scope.EVERYTHING),
        *(Target(f"model:{name}", Scope.MODEL, name) for name in models),
        *(
            Target(f"organisation:{each.id}", Scope.ORGANISATION, each.name)
            for each in organisations
            if each.kind is not OrganisationKind.BUREAU
        ),
        *_apps(await list_apps(connection), names={each.id: each.name for each in organisations}),
    ]


def _apps(apps: Sequence[NamedApp], *, names: Mapping[str, str]) -> Iterator[Target]:
    """Those that several organisations have, in all of them; then each app of each organisation."""
    known = Counter(app.name for app in apps if app.organisation_id is not None)
    shared = {app.name: app for app in apps if app.organisation_id is None or known[app.name] > 1}
    for app in told_apart(shared.values()):
        yield Target(f"app::{app.name}", Scope.APP, app.shown, everywhere=True)
    for owner, name in names.items():
        for app in told_apart(app for app in apps if app.organisation_id == owner):
            yield Target(f"app:{owner}:{app.name}", Scope.APP, f"{name}　{app.shown}")
