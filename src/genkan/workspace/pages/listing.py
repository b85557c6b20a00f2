"""The list of a person's conversations, with search."""

from math import ceil
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from genkan.governance import Reading, UsesWorkspace
from genkan.workspace.pages.parts import GatewayPart, PagesPart
from genkan.workspace.recent import with_standing
from genkan.workspace.store.conversations import count_conversations, search_conversations

router = APIRouter()

PAGE_LENGTH = 20
QUERY_LIMIT = 200
WORDS_LIMIT = 8


@router.get("/conversations")
async def list_conversations(
    request: Request,
    viewer: UsesWorkspace,
    connection: Reading,
    gateway: GatewayPart,
    pages: PagesPart,
    q: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    deleted: str = "",
) -> HTMLResponse:
    """The person's own conversations that have every word in their title or a question."""
    query = q.replace("\x00", "")[:QUERY_LIMIT].strip()
    words = query.split()[:WORDS_LIMIT]
    count = await count_conversations(connection, person_id=viewer.person.id, words=words)
    pages_there = max(1, ceil(count / PAGE_LENGTH))
    number = min(page, pages_there)
    found = await search_conversations(
        connection,
        person_id=viewer.person.id,
        words=words,
        limit=PAGE_LENGTH,
        offset=(number - 1) * PAGE_LENGTH,
    )
    return pages.render(
        request,
        "workspace/conversations.html",
        found=await with_standing(connection, gateway, found),
        query=query,
        count=count,
        page=number,
        pages=pages_there,
        deleted=deleted == "yes",
    )
