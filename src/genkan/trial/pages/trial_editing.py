"""The form of a protocol: a draft, or an amendment of what is in force; it is kept as it is typed."""

from dataclasses import replace

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps import Apps
from genkan.governance import DatabasePart, FormRoute, Now, Reading, RunsTrial, Viewer
from genkan.kit import Clock
from genkan.trial.pages.parts import PagesPart
from genkan.trial.pages.trial_form import typed_draft, with_empty_rows
from genkan.trial.pages.trial_parts import AppsPart, OfficePart, seen_version, surroundings_of, tell
from genkan.trial.protocol import (
    FIXED,
    Item,
    Measure,
    ProtocolDraft,
    ProtocolProblem,
    Signers,
    Stopping,
    Surroundings,
    TieRule,
    Trial,
    TrialOffice,
    TrialUnknown,
    WhenMet,
    Withdrawal,
    complete,
    examine,
    protocol_in_force,
    read_draft,
    renewed,
    see_trial,
    vendors_staff_of,
    with_connected_arms,
)
from genkan.ui import Pages

router = APIRouter(prefix="/trials", route_class=FormRoute)


@router.get("/{trial_id}/edit")
async def show_edit(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    connection: Reading,
    pages: PagesPart,
    apps: AppsPart,
    clock: Now,
    done: str = "",
) -> Response:
    """The form as it was last kept, with everything that is wrong with it."""
    trial = await see_trial(connection, viewer, trial_id)
    draft = read_draft(trial.draft)
    return await _form(request, connection, pages, apps, viewer, trial, draft, clock=clock, done=done)


@router.post("/{trial_id}/edit")
async def keep_draft(
    request: Request,
    trial_id: str,
    viewer: RunsTrial,
    database: DatabasePart,
    pages: PagesPart,
    apps: AppsPart,
    office: OfficePart,
    clock: Now,
) -> Response:
    """Keep what was typed, right or wrong; what somebody else changed meanwhile is not written over."""
    form = await request.form()
    draft, step = typed_draft(form), str(form.get("step", ""))
    typed = str(form.get("vendors_staff", ""))
    try:
        async with database.write() as connection:
            trial = await see_trial(connection, viewer, trial_id)
            draft = await _listed(connection, office, trial, draft, typed, actor=viewer.person.id)
            known = await surroundings_of(connection, apps, viewer, draft, clock=clock, trial_id=trial.id)
            draft = _filled(draft, known, step)
            seen = seen_version(str(form.get("version", "")))
            await office.drafting.save(connection, trial_id, draft, actor=viewer.person.id, seen=seen)
    except TrialUnknown:
        raise
    except ProtocolProblem as problem:
        async with database.read() as connection:
            trial = await see_trial(connection, viewer, trial_id)
            return await _form(
                request,
                connection,
                pages,
                apps,
                viewer,
                trial,
                draft,
                clock=clock,
                problem=problem,
                vendors_staff=typed,
            )
    where = f"/trials/{trial_id}" if step == "leave" else f"/trials/{trial_id}/edit"
    return RedirectResponse(f"{where}?done=kept", status_code=303)


async def _listed(
    connection: AsyncConnection,
    office: TrialOffice,
    trial: Trial,
    draft: ProtocolDraft,
    typed: str,
    *,
    actor: str,
) -> ProtocolDraft:
    """The draft with the digest of the list that was typed; a signed protocol keeps its own."""
    name = Item.VENDORS_STAFF.value
    if trial.state.is_signed:
        kept = read_draft(trial.draft).values.get(name, "")
    else:
        kept = await office.declaring.keep(connection, trial.id, typed, actor=actor)
    return replace(draft, values={**draft.values, name: kept})


def _filled(draft: ProtocolDraft, known: Surroundings, step: str) -> ProtocolDraft:
    """What the person asked the server to fill in."""
    if step == "fill":
        draft = with_connected_arms(draft, known)
    if step == "renew":
        draft = renewed(draft, known)
    return complete(draft, known)


async def _form(
    request: Request,
    connection: AsyncConnection,
    pages: Pages,
    apps: Apps,
    viewer: Viewer,
    trial: Trial,
    draft: ProtocolDraft,
    *,
    clock: Clock,
    done: str = "",
    problem: ProtocolProblem | None = None,
    vendors_staff: str | None = None,
) -> Response:
    if vendors_staff is None:
        vendors_staff = "\n".join(await vendors_staff_of(connection, trial.id))
    known = await surroundings_of(connection, apps, viewer, draft, clock=clock, trial_id=trial.id)
    signed = await protocol_in_force(connection, trial.id)
    examined = examine(draft, known, before=signed.protocol if signed else None)
    told = tell(request, pages, examined.findings)
    return pages.render(
        request,
        "trial/trial_form.html",
        status=problem.status if problem else 200,
        trial=trial,
        draft=with_empty_rows(draft),
        known=known,
        items={each.value: each for each in Item},
        fixed=FIXED if signed else (),
        measures=tuple(Measure),
        tie_rules=tuple(TieRule),
        stoppings=tuple(Stopping),
        when_met=tuple(WhenMet),
        signers=tuple(Signers),
        vendors_staff=vendors_staff,
        withdrawals=tuple(Withdrawal),
        findings=told,
        errors={each.field: each.sentence for each in reversed(told)},
        refused=pages.explain(request, problem) if problem else None,
        done=done,
    )
