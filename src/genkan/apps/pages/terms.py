"""The lists of terms that an office translates alike: reading, editing, importing and saving them as CSV."""

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.apps.built_in.translation.terms import MOST_TERMS
from genkan.apps.files.download import download_headers
from genkan.apps.pages.parts import AppsPart, PagesPart
from genkan.apps.terminology.errors import TermListUnknown, TermsOvertaken, TermsProblem
from genkan.apps.terminology.keeping import added, owners_for
from genkan.apps.terminology.store import lists_of
from genkan.apps.terminology.term_list import DIRECTIONS, Owner, TermList
from genkan.governance import DatabasePart, FormRoute, Reading, UsesWorkspace
from genkan.kit import Problem, normalise_newlines, storable
from genkan.knowledge import decode
from genkan.ui import Pages

router = APIRouter(prefix="/terms", route_class=FormRoute)
LONGEST_TEXT = 1_000_000
IMPORT = "import"


@dataclass(frozen=True)
class TermsForm:
    """What stands in the form, by what mark its list is known, and what somebody else saved meanwhile."""

    text: str
    mark: str
    newer: str = ""
    imported: bool = False


@router.get("")
async def list_terms(
    request: Request, viewer: UsesWorkspace, connection: Reading, pages: PagesPart
) -> HTMLResponse:
    """The lists that count for the person: that of the organisation, and those of the own teams."""
    owners = await owners_for(connection, viewer)
    lists = await lists_of(connection, [each.id for each in owners])
    return pages.render(
        request,
        "apps/terms.html",
        owners=[
            (owner, {each.direction: each for each in lists if each.owner_id == owner.id}) for owner in owners
        ],
        directions=DIRECTIONS,
    )


@router.get("/{owner_id}/{direction}")
async def show_terms(
    request: Request,
    owner_id: str,
    direction: str,
    viewer: UsesWorkspace,
    connection: Reading,
    apps: AppsPart,
    pages: PagesPart,
    saved: str = "",
) -> HTMLResponse:
    """One list, in a form for who may change it."""
    owner, kept = await apps.terms.find(connection, viewer, owner_id, direction)
    form = TermsForm(kept.terms, kept.mark)
    return _show(request, pages, owner, kept, form, saved=saved == "yes")


@router.post("/{owner_id}/{direction}")
async def change_terms(
    request: Request,
    owner_id: str,
    direction: str,
    viewer: UsesWorkspace,
    database: DatabasePart,
    apps: AppsPart,
    pages: PagesPart,
) -> Response:
    """Save what was typed, or put the lines of a file beside it; what cannot be kept comes back as it was typed."""
    async with database.read() as connection:
        owner, kept = await apps.terms.find(connection, viewer, owner_id, direction)
    async with request.form(max_part_size=LONGEST_TEXT * 4) as sent:
        text, mark, file = sent.get("terms", ""), sent.get("mark", ""), sent.get("file")
        form = TermsForm(normalise_newlines(storable(str(text)))[:LONGEST_TEXT], str(mark))
        more = await file.read(LONGEST_TEXT) if isinstance(file, UploadFile) and file.filename else b""
        deed = sent.get("deed")
    if deed == IMPORT:
        return _import(request, pages, owner, kept, form, more)
    try:
        async with database.write() as connection:
            await apps.terms.save(connection, viewer, kept, form.text, mark=form.mark)
    except TermsOvertaken as problem:
        newer = replace(form, mark=kept.mark, newer=kept.terms)
        return _show(request, pages, owner, kept, newer, problem=problem)
    except TermListUnknown:
        raise
    except TermsProblem as problem:
        return _show(request, pages, owner, kept, form, problem=problem)
    return RedirectResponse(f"/terms/{owner.id}/{direction}?saved=yes", status_code=303)


def _import(
    request: Request, pages: Pages, owner: Owner, kept: TermList, form: TermsForm, content: bytes
) -> HTMLResponse:
    """The form with the lines of a file beside what was typed; nothing is kept yet."""
    try:
        more = decode(content, name="CSV")
    except Problem as problem:
        return _show(request, pages, owner, kept, form, problem=problem)
    return _show(request, pages, owner, kept, replace(form, text=added(form.text, more), imported=True))


@router.get("/{owner_id}/{direction}/csv")
async def download_terms(
    owner_id: str, direction: str, viewer: UsesWorkspace, connection: Reading, apps: AppsPart
) -> Response:
    """The list as a CSV file that Excel opens."""
    owner, kept = await apps.terms.find(connection, viewer, owner_id, direction)
    lines = kept.terms.replace("\n", "\r\n")
    headers = download_headers(f"用語集_{owner.name}_{direction}.csv", "text/csv")
    return Response(f"\ufeff原語,訳語\r\n{lines}\r\n".encode(), headers=headers)


def _show(
    request: Request,
    pages: Pages,
    owner: Owner,
    kept: TermList,
    form: TermsForm,
    *,
    saved: bool = False,
    problem: Problem | None = None,
) -> HTMLResponse:
    return pages.render(
        request,
        "apps/term_list.html",
        status=problem.status if problem else 200,
        owner=owner,
        kept=kept,
        form=form,
        direction=DIRECTIONS[kept.direction],
        saved=saved,
        longest=LONGEST_TEXT,
        most=MOST_TERMS,
        problem=pages.explain(request, problem) if problem else None,
    )
