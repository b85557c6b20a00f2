"""The editor of an app: every button posts the whole form, so that nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.app import Category
from genkan.apps.checks import CHECKS
from genkan.apps.form.field import FieldKind
from genkan.apps.making.differences import Difference, differences
from genkan.apps.making.errors import MadeAppFaulty, MadeAppUnknown, MakingProblem, VersionOvertaken
from genkan.apps.making.fitness import names_for
from genkan.apps.making.made_app import Version
from genkan.apps.making.reading_in import named_in, read_in, read_written_form
from genkan.apps.making.shelves import as_called_now, choices, readable_by
from genkan.apps.making.sight import Sight, see
from genkan.apps.making.writing_out import written_out
from genkan.apps.making.written import MOST_FIELDS, Changed, Written, changed
from genkan.apps.pages.form_view import FieldView, view_of
from genkan.apps.pages.listing import CATEGORIES
from genkan.apps.pages.making_editor_form import MOST_BOXES, read_written
from genkan.apps.pages.making_parts import MakingPart
from genkan.apps.pages.making_sent import text_of
from genkan.apps.pages.making_wording import CHECK_NAMES, FIELD_KINDS, PARTS
from genkan.apps.pages.parts import LibraryPart, PagesPart
from genkan.catalogue import InformationClass, load_models
from genkan.governance import DatabasePart, FormRoute, Reading, UsesWorkspace, Viewer
from genkan.knowledge import Collection, Library
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(route_class=FormRoute)


@dataclass(frozen=True)
class Edited:
    """The editor to be shown: what stands in it, which version it was begun from, and what is wrong with it.

    ``newest`` is the version that somebody else saved meanwhile.
    """

    changed: Changed
    based_on: str
    problem: MakingProblem | None = None
    newest: Version | None = None


class EditorPage:
    """Draws the editor for one request; ``readable`` are the collections that its person may read."""

    def __init__(
        self, request: Request, pages: Pages, sight: Sight, readable: tuple[Collection, ...] = ()
    ) -> None:
        self._request = request
        self._pages = pages
        self._sight = sight
        self._readable = readable

    def show(self, edited: Edited, *, unread: bool = False) -> HTMLResponse:
        """The whole page."""
        problem = edited.problem
        errors = self._errors(problem)
        written = edited.changed.written
        return self._pages.render(
            self._request,
            "apps/making_editor.html",
            status=problem.status if problem else 200,
            app=self._sight.app,
            latest=self._sight.latest,
            unread=unread,
            written=written,
            based_on=edited.based_on,
            place=edited.changed.place,
            problem=self._pages.explain(self._request, problem) if problem else None,
            errors=errors,
            wrong=[(place, self._named(place, text)) for place, texts in errors.items() for text in texts],
            newest=edited.newest,
            differing=_differing(written, edited.newest),
            preview=self.preview(written),
            **self._choices(written),
        )

    def preview(self, written: Written) -> tuple[FieldView, ...]:
        """The form as far as it can be read."""
        return view_of(read_written_form(written).form, {}, (), translate=self._translate)

    @property
    def _translate(self) -> "partial[str]":
        return partial(self._pages.translate, self._pages.language(self._request))

    def _errors(self, problem: MakingProblem | None) -> Mapping[str, list[str]]:
        """What is wrong, by the place where it stands."""
        errors: dict[str, list[str]] = {}
        for fault in problem.faults if isinstance(problem, MadeAppFaulty) else ():
            details = {
                name: self._translate(value) if isinstance(value, str) else value
                for name, value in fault.details.items()
            }
            errors.setdefault(fault.place, []).append(self._translate(fault.sentence).format_map(details))
        return errors

    def _named(self, place: str, text: str) -> str:
        """What is wrong, with the part of the app that it is about."""
        return f"{self._translate(PARTS[place])}：{text}" if place in PARTS else text

    def _choices(self, written: Written) -> dict[str, object]:
        translate = self._translate
        form = read_written_form(written).form
        return {
            "kinds": [(kind.value, translate(name)) for kind, name in FIELD_KINDS.items()],
            "categories": [(each.value, translate(CATEGORIES[each])) for each in Category],
            "classes": [
                (str(int(each)), translate(each.label))
                for each in (InformationClass.ONE, InformationClass.TWO)
            ],
            "models": [(model.id, model.title) for model in load_models()],
            "collections": [
                (each.written, each.title) for each in choices(self._readable, named_in(written))
            ],
            "check_names": [(each, translate(CHECK_NAMES.get(each, each))) for each in sorted(CHECKS)],
            "names": names_for(form),
            "asked": [each for each in form.asked if each.kind not in (FieldKind.FILE, FieldKind.HIDDEN)],
            "most_fields": MOST_FIELDS,
            "parts": PARTS,
        }


@router.get("/making/{app_id}/edit")
async def show_editor(
    app_id: str,
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    pages: PagesPart,
    library: LibraryPart,
    unread: str = "",
) -> Response:
    """The newest version in boxes; ``unread`` says that the proposal of a model was none."""
    sight = await _edited(connection, viewer, app_id)
    readable = await readable_by(connection, library, viewer)
    written = written_out(as_called_now(sight.latest.content, readable))
    return EditorPage(request, pages, sight, readable).show(
        Edited(Changed(written), sight.latest.id), unread=bool(unread)
    )


@router.post("/making/{app_id}/edit")
async def edit_app(
    app_id: str,
    request: Request,
    viewer: UsesWorkspace,
    database: DatabasePart,
    making: MakingPart,
    pages: PagesPart,
    library: LibraryPart,
) -> Response:
    """What a button of the editor does; ``save`` keeps what changed as a new version and goes to the app's page."""
    form = await request.form(max_fields=MOST_BOXES)
    written, deed = read_written(form), text_of(form, "deed")
    based_on = text_of(form, "newest" if deed == "save_over" else "based_on")
    show = partial(_show, request, database, viewer, pages, library, app_id)
    if deed not in ("save", "save_over"):
        edited = Edited(changed(written, deed, new_kind=text_of(form, "new_kind")), based_on)
        return await show(edited)
    try:
        read = read_in(written)
        async with database.write() as connection:
            saved = await making.authoring.save(
                connection, viewer, app_id, read.content, based_on=based_on, unread=read.faults
            )
    except (MadeAppFaulty, VersionOvertaken) as problem:
        place = problem.faults[0].place if isinstance(problem, MadeAppFaulty) else ""
        edited = Edited(Changed(written, place), based_on, problem)
        return await show(edited)
    done = "unchanged" if saved.id == based_on else "saved"
    return RedirectResponse(f"/making/{app_id}?done={done}", status_code=303)


@router.post("/making/{app_id}/preview")
async def show_preview(
    app_id: str, request: Request, viewer: UsesWorkspace, database: DatabasePart, pages: PagesPart
) -> Response:
    """The form as it stands in the editor, for the page that asks while somebody types."""
    written = read_written(await request.form(max_fields=MOST_BOXES))
    async with database.read() as connection:
        sight = await _edited(connection, viewer, app_id)
    preview = EditorPage(request, pages, sight).preview(written)
    return pages.render(request, "apps/_making_preview.html", preview=preview)


async def _show(
    request: Request,
    database: Database,
    viewer: Viewer,
    pages: Pages,
    library: Library,
    app_id: str,
    edited: Edited,
) -> Response:
    """The editor as it came, beside the version that overtook it."""
    async with database.read() as connection:
        sight = await _edited(connection, viewer, app_id)
        readable = await readable_by(connection, library, viewer)
    overtaken = isinstance(edited.problem, VersionOvertaken)
    shown = Edited(
        edited.changed, edited.based_on, edited.problem, newest=sight.latest if overtaken else None
    )
    return EditorPage(request, pages, sight, readable).show(shown)


async def _edited(connection: AsyncConnection, viewer: Viewer, app_id: str) -> Sight:
    """The app as one of its writers sees it. Raises ``MadeAppUnknown``."""
    sight = await see(connection, viewer, app_id)
    if not sight.writes:
        raise MadeAppUnknown
    return sight


def _differing(written: Written, newest: Version | None) -> tuple[Difference, ...]:
    """What differs between what somebody else saved and what stands in the editor."""
    return differences(newest.content, read_in(written).content) if newest else ()
