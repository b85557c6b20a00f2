"""Building blocks of an organisation: the list, adding one, changing and removing one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import RedirectResponse, Response

from genkan.governance import AnswersInquiries, DatabasePart, Reading, Viewer, Writing
from genkan.inquiry.block import LONGEST_BLOCK, PLACES
from genkan.inquiry.errors import EntryProblem
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.replying import BlockDraft, own_block
from genkan.inquiry.store.blocks import list_blocks
from genkan.inquiry.store.topics import list_topics
from genkan.inquiry.topic import LONGEST_LABEL
from genkan.kit import storable
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/blocks")


class BlockForm(BaseModel):
    """A building block as it was sent; ``topic`` is an id or empty."""

    label: str = ""
    topic: str = ""
    text: str = ""

    @property
    def draft(self) -> BlockDraft:
        """The same for those who keep building blocks."""
        return BlockDraft(storable(self.label), self.topic, storable(self.text))


BlockFields = Annotated[BlockForm, Form()]


@router.get("")
async def show_blocks(
    request: Request, viewer: AnswersInquiries, connection: Reading, pages: PagesPart, done: str = ""
) -> Response:
    """The building blocks, and the form for a new one."""
    return await _show_list(request, connection, viewer, pages, done=done)


@router.post("")
async def add_block(
    request: Request,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    form: BlockFields,
) -> Response:
    """Add a building block; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            await inquiries.replies.blocks.add(connection, viewer, form.draft)
    except EntryProblem as problem:
        async with database.read() as connection:
            return await _show_list(request, connection, viewer, pages, draft=form.draft, problem=problem)
    return RedirectResponse("/inquiries/blocks?done=added", status_code=303)


@router.get("/{block_id}")
async def show_block(
    request: Request, block_id: str, viewer: AnswersInquiries, connection: Reading, pages: PagesPart
) -> Response:
    """One building block, to be changed."""
    return await _show_one(request, connection, viewer, pages, block_id)


@router.post("/{block_id}")
async def edit_block(
    request: Request,
    block_id: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    form: BlockFields,
) -> Response:
    """Change a building block; what was typed comes back with a refusal."""
    try:
        async with database.write() as connection:
            await inquiries.replies.blocks.edit(connection, viewer, block_id, form.draft)
    except EntryProblem as problem:
        async with database.read() as connection:
            return await _show_one(
                request, connection, viewer, pages, block_id, draft=form.draft, problem=problem
            )
    return RedirectResponse("/inquiries/blocks?done=edited", status_code=303)


@router.post("/{block_id}/remove")
async def remove_block(
    block_id: str, viewer: AnswersInquiries, connection: Writing, inquiries: InquiriesPart
) -> Response:
    """Delete a building block; replies keep its words."""
    await inquiries.replies.blocks.remove(connection, viewer, block_id)
    return RedirectResponse("/inquiries/blocks?done=removed", status_code=303)


async def _show_list(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    *,
    draft: BlockDraft | None = None,
    problem: EntryProblem | None = None,
    done: str = "",
) -> Response:
    return pages.render(
        request,
        "inquiry/blocks.html",
        status=problem.status if problem else 200,
        blocks=await list_blocks(connection, viewer.organisation.id),
        done=done,
        **await _form(request, connection, viewer, pages, draft or BlockDraft(), problem),
    )


async def _show_one(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    block_id: str,
    *,
    draft: BlockDraft | None = None,
    problem: EntryProblem | None = None,
) -> Response:
    block = await own_block(connection, viewer, block_id)
    kept = BlockDraft(block.label, block.topic_id or "", block.text)
    return pages.render(
        request,
        "inquiry/block.html",
        status=problem.status if problem else 200,
        block=block,
        **await _form(request, connection, viewer, pages, draft or kept, problem),
    )


async def _form(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    draft: BlockDraft,
    problem: EntryProblem | None,
) -> dict[str, object]:
    """What the form of a building block shows."""
    topics = await list_topics(connection, viewer.organisation.id)
    return {
        "draft": draft,
        "errors": {problem.field: pages.explain(request, problem)[0]} if problem else {},
        "topics": {topic.id: topic.label for topic in topics},
        "longest_label": LONGEST_LABEL,
        "longest_text": LONGEST_BLOCK,
        "places": PLACES,
    }
