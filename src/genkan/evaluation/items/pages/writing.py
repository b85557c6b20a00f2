"""Writing a question, and writing it anew."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.items.drafting import Typed, checked, faults_of, typed_of
from genkan.evaluation.items.errors import ItemFieldProblem, ItemOvertaken, ItemRepeated
from genkan.evaluation.items.keeping import Author
from genkan.evaluation.items.pages.parts import BankPart, ItemFields, PagesPart, choices_of_forms, seen_in
from genkan.governance import DatabasePart, KeepsItems, Writing
from genkan.kit import Problem
from genkan.ui import Pages

router = APIRouter(prefix="/items")


@router.get("/new")
async def show_new(request: Request, _viewer: KeepsItems, pages: PagesPart) -> Response:
    """The form of a new question."""
    return _form(request, pages, Typed(field="", form=""))


@router.post("")
async def add_item(
    request: Request,
    viewer: KeepsItems,
    database: DatabasePart,
    pages: PagesPart,
    bank: BankPart,
    form: ItemFields,
) -> Response:
    """Add a draft; what was typed comes back with a refusal."""
    author = Author(viewer.organisation.id, viewer.person.id)
    try:
        async with database.write() as connection:
            item = await bank.keeping.add(connection, author, checked(form.typed))
    except (ItemFieldProblem, ItemRepeated) as problem:
        return _form(request, pages, form.typed, problem=problem)
    return RedirectResponse(f"/items/{item.id}?done=added", status_code=303)


@router.get("/{item_id}/edit")
async def show_edit(
    request: Request, item_id: str, viewer: KeepsItems, connection: Writing, pages: PagesPart, bank: BankPart
) -> Response:
    """The form of a question that there is."""
    item = await bank.keeping.read(connection, viewer, item_id)
    return _form(request, pages, typed_of(item), item_id=item.id, version=item.version, code=item.code)


@router.post("/{item_id}/edit")
async def edit_item(
    request: Request,
    item_id: str,
    viewer: KeepsItems,
    database: DatabasePart,
    pages: PagesPart,
    bank: BankPart,
    form: ItemFields,
) -> Response:
    """Write a new version, which is a draft; what was typed comes back with a refusal."""
    seen = seen_in(form.version)
    try:
        async with database.write() as connection:
            await bank.keeping.edit(connection, viewer, item_id, form.typed, seen=seen)
    except (ItemFieldProblem, ItemRepeated, ItemOvertaken) as problem:
        return _form(request, pages, form.typed, item_id=item_id, version=seen, problem=problem)
    return RedirectResponse(f"/items/{item_id}?done=edited", status_code=303)


def _form(
    request: Request,
    pages: Pages,
    typed: Typed,
    *,
    item_id: str = "",
    version: int = 0,
    code: str = "",
    problem: Problem | None = None,
) -> Response:
    faults = faults_of(typed) if isinstance(problem, ItemFieldProblem) else ()
    return pages.render(
        request,
        "evaluation/items/edit.html",
        status=problem.status if problem else 200,
        typed=typed,
        item_id=item_id,
        version=version,
        code=code,
        told=pages.explain(request, problem) if problem and not faults else None,
        errors={fault.field: " ".join(pages.explain(request, fault)) for fault in faults},
        **choices_of_forms(),
    )
