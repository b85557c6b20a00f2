"""What becomes of a question: handed in for review, approved, sent back, used no more."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from genkan.evaluation.items.errors import NoteMissing
from genkan.evaluation.items.pages.parts import BankPart, DeedFields, PagesPart, seen_in
from genkan.evaluation.items.pages.showing import render_item
from genkan.governance import DatabasePart, KeepsItems

router = APIRouter(prefix="/items")


@router.post("/{item_id}/submit")
async def submit_item(
    item_id: str, viewer: KeepsItems, database: DatabasePart, bank: BankPart, form: DeedFields
) -> Response:
    """Ask a second person to look at it."""
    async with database.write() as connection:
        await bank.keeping.submit(connection, viewer, item_id, seen=seen_in(form.version))
    return _back(item_id, "submitted")


@router.post("/{item_id}/approve")
async def approve_item(
    item_id: str, viewer: KeepsItems, database: DatabasePart, bank: BankPart, form: DeedFields
) -> Response:
    """Let it be drawn."""
    async with database.write() as connection:
        await bank.keeping.approve(connection, viewer, item_id, seen=seen_in(form.version), note=form.note)
    return _back(item_id, "approved")


@router.post("/{item_id}/return")
async def return_item(
    request: Request,
    item_id: str,
    viewer: KeepsItems,
    database: DatabasePart,
    pages: PagesPart,
    bank: BankPart,
    form: DeedFields,
) -> Response:
    """Send it back with the reason."""
    try:
        async with database.write() as connection:
            await bank.keeping.give_back(
                connection, viewer, item_id, seen=seen_in(form.version), note=form.note
            )
    except NoteMissing as problem:
        async with database.read() as connection:
            return await render_item(request, connection, viewer, pages, bank, item_id, problem=problem)
    return _back(item_id, "returned")


@router.post("/{item_id}/retire")
async def retire_item(
    item_id: str, viewer: KeepsItems, database: DatabasePart, bank: BankPart, form: DeedFields
) -> Response:
    """Draw it no more."""
    async with database.write() as connection:
        await bank.keeping.retire(connection, viewer, item_id, seen=seen_in(form.version))
    return _back(item_id, "retired")


def _back(item_id: str, done: str) -> Response:
    return RedirectResponse(f"/items/{item_id}?done={done}", status_code=303)
