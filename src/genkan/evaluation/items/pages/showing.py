"""One question: its words, its versions, what was decided, who has seen it, and what is like it."""

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.catalogue import list_deployments
from genkan.evaluation.items.bank import ItemBank
from genkan.evaluation.items.errors import NoteMissing
from genkan.evaluation.items.item import LETTERS
from genkan.evaluation.items.pages.parts import STATE_KINDS, BankPart, PagesPart
from genkan.evaluation.items.store.exposures import exposures_of
from genkan.evaluation.items.store.items import Wanted, list_items, reviews_of, versions_of
from genkan.governance import KeepsItems, Viewer, Writing, names_of
from genkan.ui import Pages

router = APIRouter(prefix="/items")


@router.get("/{item_id}")
async def show_item(
    request: Request,
    item_id: str,
    viewer: KeepsItems,
    connection: Writing,
    pages: PagesPart,
    bank: BankPart,
    done: str = "",
) -> Response:
    """One question; reading an approved one is recorded."""
    await bank.keeping.read(connection, viewer, item_id)
    return await render_item(request, connection, viewer, pages, bank, item_id, done=done)


async def render_item(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    bank: ItemBank,
    item_id: str,
    *,
    done: str = "",
    problem: NoteMissing | None = None,
) -> Response:
    """The page of one question. Raises ``ItemUnknown``."""
    item = await bank.keeping.see(connection, viewer, item_id)
    versions = await versions_of(connection, item.id)
    reviews = await reviews_of(connection, item.id)
    people = {each.author_id for each in versions if each.author_id} | {each.person_id for each in reviews}
    return pages.render(
        request,
        "evaluation/items/item.html",
        status=problem.status if problem else 200,
        item=item,
        letters=LETTERS,
        versions=versions,
        reviews=reviews,
        names=await names_of(connection, sorted(people)),
        wrote=any(each.author_id == viewer.person.id for each in versions),
        near=await bank.near(connection, item),
        ids={each.code: each.id for each in await list_items(connection, Wanted(item.organisation_id))},
        exposures=await exposures_of(connection, item.id),
        deployments={each.id: each.title for each in await list_deployments(connection)},
        state_kinds=STATE_KINDS,
        errors={problem.field: " ".join(pages.explain(request, problem))} if problem else {},
        done=done,
    )
