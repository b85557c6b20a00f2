"""A vendor writes an application, hands it in, and gets the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.catalogue import SPOKEN_PROTOCOLS, load_models
from genkan.gateway import day_in_japan
from genkan.governance import DatabasePart, Now
from genkan.kit import Problem
from genkan.selection.application.application import Application, Submission
from genkan.selection.application.completeness import missing_parts
from genkan.selection.application.content import MOST_COMPANIES, ApplicationContent, Company
from genkan.selection.application.errors import ApplicationUnknown
from genkan.selection.application.receipt import receipt_paper
from genkan.selection.application.record import read_record
from genkan.selection.application.store.applications import submissions_of
from genkan.selection.application.store.documents import documents_of
from genkan.selection.application.writing import see_own
from genkan.selection.call.call import Call
from genkan.selection.errors import SelectionProblem
from genkan.selection.pages.application_form import application_content
from genkan.selection.pages.apply_parts import ApplyRoute, SignedInVendor
from genkan.selection.pages.parts import PagesPart, SelectionPart, Typed, paper_form, saved, seen_version
from genkan.selection.pages.public_calls import organisation_of
from genkan.selection.vendor.vendor import Vendor
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/apply/applications/{application_id}", route_class=ApplyRoute)


@dataclass(frozen=True)
class Desk:
    """A vendor at an application, and what is needed to show it."""

    request: Request
    vendor: Vendor
    application_id: str
    database: Database
    pages: Pages
    clock: Now

    @property
    def path(self) -> str:
        """Where the page is."""
        return f"/apply/applications/{self.application_id}"

    async def show(
        self,
        *,
        content: ApplicationContent | None = None,
        problem: Problem | None = None,
        field: str = "",
        done: str = "",
    ) -> Response:
        """The form; ``content`` is what was typed and not kept."""
        async with self.database.read() as connection:
            application, call = await see_own(connection, self.vendor, self.application_id)
            context = await self._context(connection, application, call, content or application.content)
        return self.pages.render(
            self.request,
            "selection/apply/application.html",
            status=problem.status if problem else 200,
            vendor=self.vendor,
            path=self.path,
            told=self.pages.explain(self.request, problem) if problem else None,
            field=field,
            done=done,
            **context,
        )

    async def _context(
        self, connection: AsyncConnection, application: Application, call: Call, content: ApplicationContent
    ) -> Mapping[str, object]:
        files = await documents_of(connection, application.id)
        rows = len(content.companies) + 1 if len(content.companies) < MOST_COMPANIES else MOST_COMPANIES
        return {
            "application": application,
            "call": call,
            "content": content,
            "companies": (*content.companies, Company(""))[:rows],
            "files": files,
            "missing": missing_parts(call.content, application.content, files),
            "submissions": await submissions_of(connection, application.id),
            "models": load_models(),
            "protocols": sorted(SPOKEN_PROTOCOLS),
            "is_late": call.is_late(self.clock()),
        }


async def _desk(
    request: Request,
    application_id: str,
    vendor: SignedInVendor,
    database: DatabasePart,
    pages: PagesPart,
    clock: Now,
) -> Desk:
    return Desk(request, vendor, application_id, database, pages, clock)


DeskPart = Annotated[Desk, Depends(_desk)]


@router.get("")
async def show_application(desk: DeskPart, done: str = "") -> Response:
    """The application as it stands."""
    return await desk.show(done=done)


@router.post("")
async def save_application(request: Request, desk: DeskPart, selection: SelectionPart) -> Response:
    """Keep the draft, or keep it and hand it in; what was typed comes back with a refusal."""
    form = await request.form()
    async with desk.database.read() as connection:
        _, call = await see_own(connection, desk.vendor, desk.application_id)
    content, seen = application_content(form, call.content), seen_version(str(form.get("version", "")))
    hands_in = form.get("step") == "hand_in"
    try:
        async with desk.database.write() as connection:
            kept = await selection.writing.save(
                connection, desk.vendor, desk.application_id, content, seen=seen
            )
            if hands_in:
                await selection.writing.hand_in(
                    connection, desk.vendor, desk.application_id, seen=kept.version
                )
    except SelectionProblem as problem:
        if problem.status == 404:
            raise
        return await desk.show(content=content, problem=problem)
    where = f"{desk.path}/receipt" if hands_in else f"{desk.path}?done=kept"
    return RedirectResponse(where, status_code=303)


@router.post("/withdraw")
async def withdraw(desk: DeskPart, selection: SelectionPart, version: Typed = "") -> Response:
    """Withdraw the application."""
    try:
        async with desk.database.write() as connection:
            await selection.writing.withdraw(
                connection, desk.vendor, desk.application_id, seen=seen_version(version)
            )
    except SelectionProblem as problem:
        if problem.status == 404:
            raise
        return await desk.show(problem=problem)
    return RedirectResponse(f"{desk.path}?done=withdrawn", status_code=303)


@router.get("/receipt")
async def show_receipt(desk: DeskPart) -> Response:
    """Everything that was handed in, the last first, with its hashes."""
    async with desk.database.read() as connection:
        application, call = await see_own(connection, desk.vendor, desk.application_id)
        submissions = await _submissions(connection, application)
    return desk.pages.render(
        desk.request,
        "selection/apply/receipt.html",
        vendor=desk.vendor,
        application=application,
        call=call,
        submissions=submissions[::-1],
        records={each.id: read_record(each.record) for each in submissions},
        path=desk.path,
    )


@router.get("/receipt/{sequence}/export/{form}")
async def save_receipt(desk: DeskPart, selection: SelectionPart, sequence: int, form: str) -> Response:
    """One receipt as PDF or Word."""
    kind = paper_form(form)
    async with desk.database.read() as connection:
        application, call = await see_own(connection, desk.vendor, desk.application_id)
        submissions = await _submissions(connection, application)
        organisation = await organisation_of(connection, call)
    chosen = next((each for each in submissions if each.sequence == sequence), None)
    if chosen is None:
        raise ApplicationUnknown
    text = receipt_paper(call, application, chosen, organisation=organisation)
    return saved(await selection.papers.make(text, kind, title="受領書", day=day_in_japan(chosen.at)))


async def _submissions(connection: AsyncConnection, application: Application) -> tuple[Submission, ...]:
    found = await submissions_of(connection, application.id)
    if not found:
        raise ApplicationUnknown
    return found
