"""Prompt templates: the list, the form, filling the gaps, and on to the chat."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.prompts import store as prompts
from genkan.apps.prompts.errors import PromptTemplateProblem, TemplateOvertaken, TemplateUnknown
from genkan.apps.prompts.gaps import filled
from genkan.apps.prompts.keeping import LONGEST_TEXT, LONGEST_TITLE, TemplateDraft, may_change
from genkan.apps.prompts.prompt_template import PromptTemplate, Reach
from genkan.apps.teams.store import memberships_of
from genkan.apps.teams.team import Membership
from genkan.governance import DatabasePart, FormRoute, Reading, UsesWorkspace, Viewer, Writing, names_of
from genkan.kit import storable
from genkan.ui import Pages
from genkan.ui import mark as _

router = APIRouter(prefix="/prompts", route_class=FormRoute)

REACHES = {
    Reach.PERSONAL: _("自分だけ"),
    Reach.TEAM: _("チーム"),
    Reach.ORGANISATION: _("組織の全職員"),
}
REACHES_OF_OTHERS = {Reach.PERSONAL: _("作成者だけ"), Reach.ORGANISATION: REACHES[Reach.ORGANISATION]}
_GAP = "gap."


@router.get("")
async def list_templates(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart, deleted: str = ""
) -> HTMLResponse:
    """All templates that the person may use."""
    found = await prompts.visible_templates(connection, viewer.person, teams=await _teams(connection, viewer))
    return pages.render(
        request,
        "apps/prompts.html",
        found=found,
        reaches=REACHES,
        deleted=deleted == "yes",
        own=viewer.person.id,
    )


@router.get("/new")
async def show_new(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """The empty form."""
    return await _form(request, connection, viewer, pages, TemplateDraft("", ""))


@router.post("/new")
async def add_template(
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    apps: AppsPart,
    pages: PagesPart,
    title: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    reach: Annotated[str, Form()] = Reach.PERSONAL,
) -> Response:
    """Keep a new template; a form with faults comes back whole."""
    draft = _draft(title, text, reach)
    try:
        async with database.write() as connection:
            teams = await _teams(connection, viewer)
            template_id = await apps.keeping.add(connection, viewer, draft, teams=teams)
    except PromptTemplateProblem as problem:
        async with database.read() as connection:
            return await _form(request, connection, viewer, pages, draft, problem=problem)
    return RedirectResponse(f"/prompts/{template_id}", status_code=303)


@router.get("/{template_id}")
async def show_template(
    request: Request, template_id: str, viewer: UsesWorkspace, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """A template with a field for each gap, and the text as it would be asked."""
    template = await _find(connection, viewer, template_id)
    gaps = {gap: storable(request.query_params.get(_GAP + gap, ""))[:LONGEST_TEXT] for gap in template.gaps}
    return pages.render(
        request,
        "apps/prompt.html",
        template=template,
        gaps=[(_GAP + gap, gap, value) for gap, value in gaps.items()],
        complete=all(value.strip() for value in gaps.values()),
        preview=filled(template.text, gaps),
        reaches=REACHES,
        changeable=may_change(viewer, template),
        author=await _author(connection, viewer, template),
    )


@router.get("/{template_id}/edit")
async def show_editor(
    request: Request,
    template_id: str,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The form of a template that the person may change."""
    template = await apps.keeping.changeable(connection, viewer, template_id)
    draft = TemplateDraft(template.title, template.text, template.reach, template.team_id)
    return await _form(request, connection, viewer, pages, draft, template=template)


@router.post("/{template_id}/edit")
async def change_template(
    request: Request,
    template_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    apps: AppsPart,
    pages: PagesPart,
    title: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    reach: Annotated[str, Form()] = Reach.PERSONAL,
    mark: Annotated[str, Form()] = "",
) -> Response:
    """Write a template anew; a form with faults comes back whole, and beside it what somebody else saved meanwhile."""
    draft = _draft(title, text, reach)
    try:
        async with database.write() as connection:
            teams = await _teams(connection, viewer)
            await apps.keeping.change(connection, viewer, template_id, draft, mark=mark, teams=teams)
    except TemplateUnknown:
        raise
    except PromptTemplateProblem as problem:
        async with database.read() as connection:
            template = await apps.keeping.changeable(connection, viewer, template_id)
            seen = template.mark if isinstance(problem, TemplateOvertaken) else mark
            return await _form(
                request, connection, viewer, pages, draft, template=template, problem=problem, mark=seen
            )
    return RedirectResponse(f"/prompts/{template_id}", status_code=303)


@router.post("/{template_id}/delete")
async def delete_template(
    template_id: str, viewer: UsesWorkspace, connection: Writing, apps: AppsPart
) -> Response:
    """Delete a template that the person may change."""
    await apps.keeping.delete(connection, viewer, template_id)
    return RedirectResponse("/prompts?deleted=yes", status_code=303)


async def _find(connection: AsyncConnection, viewer: Viewer, template_id: str) -> PromptTemplate:
    teams = await _teams(connection, viewer)
    template = await prompts.find_template(connection, template_id, viewer.person, teams=teams)
    if template is None:
        raise TemplateUnknown
    return template


async def _author(connection: AsyncConnection, viewer: Viewer, template: PromptTemplate) -> str:
    """Who made it, where that is somebody else."""
    if template.person_id == viewer.person.id:
        return ""
    return (await names_of(connection, [template.person_id])).get(template.person_id, "")


async def _teams(connection: AsyncConnection, viewer: Viewer) -> tuple[str, ...]:
    return tuple(each.team.id for each in await _memberships(connection, viewer))


async def _memberships(connection: AsyncConnection, viewer: Viewer) -> tuple[Membership, ...]:
    return await memberships_of(connection, viewer.person.id, organisation_id=viewer.organisation.id)


def _draft(title: str, text: str, reach: str) -> TemplateDraft:
    """``team:<id>`` names a team."""
    kind, _colon, team_id = reach.partition(":")
    return TemplateDraft(title, text, kind, team_id[:36])


async def _form(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    draft: TemplateDraft,
    *,
    template: PromptTemplate | None = None,
    problem: PromptTemplateProblem | None = None,
    mark: str = "",
) -> HTMLResponse:
    is_own = template is None or template.person_id == viewer.person.id
    memberships = await _memberships(connection, viewer) if is_own else ()
    teams = [(f"{Reach.TEAM}:{each.team.id}", each.team.name) for each in memberships]
    return pages.render(
        request,
        "apps/prompt_form.html",
        status=problem.status if problem else 200,
        draft=draft,
        template=template,
        mark=mark or (template.mark if template else ""),
        is_newer=isinstance(problem, TemplateOvertaken),
        reaches=REACHES if is_own else REACHES_OF_OTHERS,
        teams=teams,
        chosen=f"{draft.reach}:{draft.team_id}" if draft.team_id else str(draft.reach),
        longest=(LONGEST_TITLE, LONGEST_TEXT),
        problem=pages.explain(request, problem) if problem else None,
    )
