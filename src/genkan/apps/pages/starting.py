"""The page of an app: its form, and beginning a run."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.app import App
from genkan.apps.errors import AppsProblem
from genkan.apps.files.sending import check_length
from genkan.apps.form.faults import FieldFault, FormFaulty
from genkan.apps.form.filling import fill
from genkan.apps.offered import Offered
from genkan.apps.pages.built_in_wording import TITLES
from genkan.apps.pages.external_view import how_to_use
from genkan.apps.pages.filled import Sent, read_sent
from genkan.apps.pages.form_view import FieldView, flat, view_of
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.pages.wording import STATES
from genkan.apps.room import Apps
from genkan.apps.runs.starting import Beginning, Starter
from genkan.apps.store import runs
from genkan.apps.usable import safest_class, usable_models
from genkan.catalogue import InformationClass
from genkan.governance import DatabasePart, FormRoute, Now, Reading, UsesWorkspace, Viewer
from genkan.kit import Clock, Problem, new_id
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)


class FormPage:
    """Draws the form of an app for one request, empty or as it came back."""

    def __init__(
        self, request: Request, pages: Pages, viewer: Viewer, offered: Offered, clock: Clock, apps: Apps
    ) -> None:
        self._trial = apps.trial
        self._request = request
        self._pages = pages
        self._viewer = viewer
        self._offered = offered
        self._clock = clock

    async def show(
        self,
        connection: AsyncConnection,
        sent: Sent,
        *,
        values: Mapping[str, str],
        problem: Problem | None = None,
    ) -> HTMLResponse:
        """The page; what was wrong stands beside each field, and every value as it was entered."""
        app = self._offered.app
        faults = problem.faults if isinstance(problem, FormFaulty) else ()
        fields = self._fields(app, values, faults)
        person = self._viewer.person
        safest = sent.information_class or await safest_class(connection, person, app)
        fitting = await usable_models(connection, person, app, information_class=safest)
        return self._pages.render(
            self._request,
            "apps/app.html",
            status=problem.status if problem else 200,
            offered=self._offered,
            app=app,
            notes=how_to_use(self._request, self._pages, app.notes),
            fields=fields,
            models=await usable_models(connection, person, app, information_class=InformationClass.ONE),
            information_class=safest,
            deployment_id=sent.deployment_id
            or ("" if sent.was_sent else next((each.id for each in fitting), "")),
            classes=_classes(app),
            sent=sent,
            sending_id=new_id(self._clock),
            model_is_given=await self._is_given(connection, safest),
            problem=self._pages.explain(self._request, problem) if problem else None,
            wrong=[(view.name, view.error) for view in flat(fields) if view.error],
            shows=any(view.shown for view in flat(fields)),
            examples=app.examples,
            recent=await runs.list_runs(connection, person_id=person.id, app_id=app.id, limit=5),
            states=STATES,
            built_in_titles=TITLES,
        )

    async def _is_given(self, connection: AsyncConnection, information_class: InformationClass) -> bool:
        """Whether a trial decides which model runs the app for this person."""
        app, person = self._offered.app, self._viewer.person
        return not app.is_elsewhere and await self._trial.gives_models(
            connection, person, app=app.id, information_class=information_class
        )

    def _fields(
        self, app: App, values: Mapping[str, str], faults: tuple[FieldFault, ...]
    ) -> tuple[FieldView, ...]:
        translate = partial(self._pages.translate, self._pages.language(self._request))
        return view_of(app.form, values, faults, translate=translate)


@router.get("/apps/{app_id}")
async def show_app(
    request: Request,
    app_id: str,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
    clock: Now,
    example: int = 0,
    again: str = "",
    following: str = "",
) -> HTMLResponse:
    """The empty form, or one filled with an example or with what an earlier run had."""
    offered = await apps.offers.find_for(connection, viewer, app_id)
    values, sent = await _beginning(connection, viewer, offered.app, example, again or following, following)
    if sent.deployment_id and await apps.trial.was_given(connection, again or following):
        sent = replace(sent, deployment_id="")
    return await FormPage(request, pages, viewer, offered, clock, apps).show(connection, sent, values=values)


@router.post("/apps/{app_id}")
async def run_app(
    request: Request,
    app_id: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    apps: AppsPart,
    pages: PagesPart,
    clock: Now,
) -> Response:
    """Begin a run and go to its page; a form with faults comes back whole, as does one that only shows its previews."""
    async with database.read() as connection:
        offered = await apps.offers.find_for(connection, viewer, app_id)
    check_length(offered.app.form, request.headers.get("content-length"))
    async with request.form() as form:
        sent = await read_sent(form)
    problem = None
    if not sent.shows_only:
        try:
            run_id = await _start(database, apps, viewer, offered.app, sent)
            return RedirectResponse(f"/runs/{run_id}", status_code=303)
        except (FormFaulty, AppsProblem) as refusal:
            problem = refusal
    page = FormPage(request, pages, viewer, offered, clock, apps)
    async with database.read() as connection:
        return await page.show(connection, sent, values=sent.joined, problem=problem)


async def _start(database: Database, apps: Apps, viewer: Viewer, app: App, sent: Sent) -> str:
    """The id of the run. Raises ``FormFaulty`` and the errors under ``AppsProblem``."""
    filled = fill(app.form, sent.values, sent.files)
    await apps.accepting.accept(app.form, filled)
    beginning = Beginning(
        app=app,
        filled=filled,
        information_class=sent.information_class,
        deployment_id=sent.deployment_id,
        previous_id=sent.previous_id,
        run_id=sent.run_id,
        may_join=True,
    )
    async with database.write() as connection:
        return await apps.starting.start(connection, Starter(viewer.person), beginning)


async def _beginning(
    connection: AsyncConnection, viewer: Viewer, app: App, example: int, run_id: str, previous_id: str
) -> tuple[Mapping[str, str], Sent]:
    """What stands in the form at first, and the choices below it."""
    if run_id:
        run = await runs.find_own_run(connection, run_id, person_id=viewer.person.id)
        sent = Sent(
            information_class=run.information_class,
            deployment_id=run.deployment_id,
            previous_id=previous_id,
        )
        return (run.values if run.app_id == app.id else {}), sent
    if 0 < example <= len(app.examples):
        return app.examples[example - 1].values, Sent()
    return {}, Sent()


def _classes(app: App) -> tuple[InformationClass, ...]:
    return tuple(each for each in InformationClass if each <= app.highest_class)
