"""Trying a version with several models side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.apps.errors import AppsProblem
from genkan.apps.form.faults import FormFaulty
from genkan.apps.form.filling import fill
from genkan.apps.making.judging import Miss, misses
from genkan.apps.making.made_app import Version
from genkan.apps.making.sight import Sight
from genkan.apps.making.trying import MOST_MODELS, Attempt, Tried, find_tried, triable
from genkan.apps.offered import Offered, Origin
from genkan.apps.pages.filled import Sent, read_sent
from genkan.apps.pages.form_view import flat, view_of
from genkan.apps.pages.making_parts import MakingPart
from genkan.apps.pages.making_sent import texts_of
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.pages.run_view import RunView
from genkan.apps.pages.run_view import view_of as run_view_of
from genkan.apps.prompted import prompted
from genkan.apps.run import RunState
from genkan.apps.usable import safest_class, usable_models
from genkan.catalogue import InformationClass, list_deployments
from genkan.governance import DatabasePart, FormRoute, Reading, UsesWorkspace, Viewer, names_of
from genkan.kit import Problem
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)

_ADDRESS = "/making/{app_id}/versions/{number}/try"


@dataclass(frozen=True)
class Entered:
    """The form of a trial as it stands: what was sent, the chosen models, and what is wrong."""

    sent: Sent
    values: Mapping[str, str]
    deployment_ids: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class Column:
    """One model of a trial with its run, None where that was deleted, and what its example misses in the answer."""

    title: str = ""
    view: RunView | None = None
    seconds: float | None = None
    misses: tuple[Miss, ...] = ()


@router.get(_ADDRESS)
async def show_trial_form(
    app_id: str,
    number: int,
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    pages: PagesPart,
    example: int = 0,
) -> Response:
    """The form of the version with the models that may be tried."""
    sight, version = await triable(connection, viewer, app_id, number)
    examples = version.content.examples
    values: Mapping[str, str] = examples[example - 1].values if 0 < example <= len(examples) else {}
    return await _show_form(request, connection, viewer, pages, sight, version, Entered(Sent(), values))


@router.post(_ADDRESS)
async def start_trial(
    app_id: str,
    number: int,
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    making: MakingPart,
    apps: AppsPart,
    pages: PagesPart,
) -> Response:
    """Send the form to each chosen model; a form with faults, or one that only shows its previews, comes back whole."""
    async with request.form() as form:
        sent, chosen = await read_sent(form), texts_of(form, "models")
    async with database.read() as connection:
        sight, version = await triable(connection, viewer, app_id, number)
    problem = None
    if not sent.shows_only:
        try:
            filled = fill(version.content.form, sent.values, sent.files)
            await apps.accepting.accept(version.content.form, filled)
            attempt = Attempt(filled=filled, information_class=sent.information_class, deployment_ids=chosen)
            async with database.write() as connection:
                trial_id = await making.trying.start(connection, viewer, app_id, number, attempt)
            return RedirectResponse(f"/making/trials/{trial_id}", status_code=303)
        except (FormFaulty, AppsProblem) as refusal:
            problem = refusal
    entered = Entered(sent, sent.joined, chosen, problem)
    async with database.read() as connection:
        return await _show_form(request, connection, viewer, pages, sight, version, entered)


@router.get("/making/trials/{trial_id}")
async def show_trial(
    trial_id: str, request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart
) -> Response:
    """The answers side by side."""
    return await _show_trial(request, connection, viewer, pages, trial_id, "apps/making_trial.html")


@router.get("/making/trials/{trial_id}/progress")
async def show_trial_progress(
    trial_id: str, request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart
) -> Response:
    """The same without its frame, for the page that asks again while models write."""
    return await _show_trial(request, connection, viewer, pages, trial_id, "apps/_making_trial.html")


async def _show_form(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    sight: Sight,
    version: Version,
    entered: Entered,
) -> Response:
    content, problem = version.content, entered.problem
    app = content.as_app(version.id, owner="")
    faults = problem.faults if isinstance(problem, FormFaulty) else ()
    translate = partial(pages.translate, pages.language(request))
    fields = view_of(content.form, entered.values, faults, translate=translate)
    models = await usable_models(connection, viewer.person, app, information_class=InformationClass.ONE)
    safest = entered.sent.information_class or await safest_class(connection, viewer.person, app)
    fitting = await usable_models(connection, viewer.person, app, information_class=safest)
    return pages.render(
        request,
        "apps/making_try.html",
        status=problem.status if problem else 200,
        app=sight.app,
        version=version,
        fields=fields,
        models=[(each.id, each.title) for each in models],
        chosen=entered.deployment_ids or tuple(each.id for each in fitting[:2]),
        information_class=safest,
        classes=[
            (int(each), translate(each.label)) for each in InformationClass if each <= content.highest_class
        ],
        most=MOST_MODELS,
        problem=pages.explain(request, problem) if problem else None,
        wrong=[(view.name, view.error) for view in flat(fields) if view.error],
        shows=any(view.shown for view in flat(fields)),
    )


async def _show_trial(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    trial_id: str,
    template: str,
) -> Response:
    tried = await find_tried(connection, viewer, trial_id)
    columns = await _columns(request, connection, pages, tried)
    names = await names_of(connection, [tried.trial.person_id])
    return pages.render(
        request,
        template,
        tried=tried,
        trial=tried.trial,
        app=tried.sight.app,
        version=tried.version,
        columns=columns,
        entered=next((each.view.entered for each in columns if each.view), ()),
        ended=all(each.view is None or each.view.run.state.ended for each in columns),
        own=viewer.person.id == tried.trial.person_id,
        name=names.get(tried.trial.person_id, ""),
    )


async def _columns(
    request: Request, connection: AsyncConnection, pages: Pages, tried: Tried
) -> tuple[Column, ...]:
    titles = {each.id: each.title for each in await list_deployments(connection)}
    app = tried.version.content.as_app(tried.version.id, owner="")
    offered = Offered(app, Origin.TEAM, prompted(app))
    columns: list[Column] = []
    for run in tried.runs:
        if run is None:
            columns.append(Column())
            continue
        took = run.ended_at - run.started_at if run.ended_at and run.started_at else None
        view = run_view_of(
            run,
            offered=offered,
            given=(),
            made=(),
            translate=partial(pages.translate, pages.language(request)),
        )
        seconds = took.total_seconds() if took is not None else None
        missed = (
            misses(tried.version.content.examples, run.values, run.text)
            if run.state is RunState.COMPLETED
            else ()
        )
        columns.append(Column(titles.get(run.deployment_id, ""), view, seconds, missed))
    return tuple(columns)
