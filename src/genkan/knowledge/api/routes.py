"""``/api/knowledge``: search, read and check, as JSON."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from genkan.governance import part
from genkan.kit import storable
from genkan.knowledge.api.given import given_in_address, given_in_body
from genkan.knowledge.api.identity import CallerPart
from genkan.knowledge.api.outline import outline
from genkan.knowledge.desk import Caller, Desk, Door
from genkan.knowledge.desk.shapes import (
    Shape,
    article_shape,
    check_shape,
    collections_shape,
    contents_shape,
    search_shape,
    suggestions_shape,
    versions_shape,
)
from genkan.knowledge.desk.wish import (
    Given,
    day_in,
    known_only,
    read_check_wish,
    read_day_wish,
    read_search_wish,
    read_suggestion_wish,
)

router = APIRouter(prefix="/api/knowledge")
DeskPart = Annotated[Desk, part(Desk)]


@router.get("/openapi.json")
async def describe(_caller: CallerPart) -> Response:
    """The description of this API (OpenAPI 3.1); it names no content."""
    return _answer(outline())


@router.get("/collections")
async def collections(request: Request, caller: CallerPart, desk: DeskPart) -> Response:
    """The collections that the caller may read."""
    known_only(given_in_address(request), ())
    return _answer(collections_shape(await desk.collections(caller, door=Door.API)))


@router.get("/search")
async def search(request: Request, caller: CallerPart, desk: DeskPart) -> Response:
    """Articles, best first."""
    return await _found(given_in_address(request), caller, desk)


@router.post("/search")
async def search_long(request: Request, caller: CallerPart, desk: DeskPart) -> Response:
    """The same for a question that is too long for an address, its parameters as a JSON object."""
    return await _found(await given_in_body(request), caller, desk)


async def _found(given: Given, caller: Caller, desk: Desk) -> Response:
    wish = read_search_wish(given)
    found = await desk.search(caller, wish, door=Door.API)
    return _answer(search_shape(found.result, on=desk.day(wish.on), next_offset=found.next_offset))


@router.get("/articles/{document_id}/{anchor}")
async def article(
    request: Request,
    caller: CallerPart,
    desk: DeskPart,
    document_id: Annotated[str, Path()],
    anchor: Annotated[str, Path()],
) -> Response:
    """An article as of a day."""
    wish = read_day_wish(given_in_address(request))
    page = await desk.article(caller, storable(document_id), storable(anchor), wish, door=Door.API)
    return _answer(article_shape(page, on=desk.day(wish.on)))


@router.get("/contents/{document_id}")
async def contents(
    request: Request, caller: CallerPart, desk: DeskPart, document_id: Annotated[str, Path()]
) -> Response:
    """A table of contents as of a day."""
    wish = read_day_wish(given_in_address(request))
    found = await desk.contents(caller, storable(document_id), wish, door=Door.API)
    return _answer(contents_shape(found, on=desk.day(wish.on)))


@router.get("/versions/{document_id}")
async def versions(
    request: Request, caller: CallerPart, desk: DeskPart, document_id: Annotated[str, Path()]
) -> Response:
    """The versions of a document, and how each stands to a day."""
    given = given_in_address(request)
    known_only(given, {"on"})
    on = day_in(given)
    document = await desk.versions(caller, storable(document_id), door=Door.API)
    return _answer(versions_shape(document, on=desk.day(on)))


@router.get("/suggestions")
async def suggestions(request: Request, caller: CallerPart, desk: DeskPart) -> Response:
    """Documents whose names begin with, or else contain, what was typed."""
    wish = read_suggestion_wish(given_in_address(request))
    return _answer(suggestions_shape(await desk.suggestions(caller, wish, door=Door.API)))


@router.post("/citations/check")
async def check(request: Request, caller: CallerPart, desk: DeskPart) -> Response:
    """What became of each reference of a text; nothing of it is kept."""
    wish = read_check_wish(await given_in_body(request))
    return _answer(check_shape(await desk.check(caller, wish, door=Door.API)))


def _answer(shape: Shape) -> Response:
    headers = {"cache-control": "private, no-store"}
    return Response(msgspec.json.encode(shape), media_type="application/json", headers=headers)
