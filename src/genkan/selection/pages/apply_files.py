"""The files of an application, as its vendor adds, sees and removes them."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, File, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from genkan.apps import download_headers
from genkan.kit import Problem
from genkan.selection.application.seeing import see_own_document
from genkan.selection.application.store.documents import content_of
from genkan.selection.application.writing import see_own
from genkan.selection.documents.document import LARGEST_BYTES
from genkan.selection.documents.errors import UploadMissing, UploadTooLarge
from genkan.selection.pages.apply_form import DeskPart
from genkan.selection.pages.apply_parts import ApplyRoute
from genkan.selection.pages.parts import SelectionPart, Typed

_MEGABYTE = 1024 * 1024


class UploadRoute(ApplyRoute):
    """A route of vendors that turns a body away by what it says of its length, before any of it is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_bounded(request: Request) -> Response:
            length = request.headers.get("content-length", "")
            if length.isdecimal() and int(length) > LARGEST_BYTES + _MEGABYTE:
                raise UploadTooLarge(limit=LARGEST_BYTES // _MEGABYTE)
            return await handle(request)

        return handle_bounded


router = APIRouter(prefix="/apply/applications/{application_id}/files", route_class=UploadRoute)


@router.post("")
async def add_file(
    desk: DeskPart,
    selection: SelectionPart,
    asked: Typed = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Keep a file, looked at, scanned and read; the form comes back with what is wrong with it."""
    async with desk.database.read() as connection:
        await see_own(connection, desk.vendor, desk.application_id)
    try:
        if file is None or not file.filename:
            raise UploadMissing
        taken = await selection.accepting.accept(file.filename, await file.read(LARGEST_BYTES + 1))
        async with desk.database.write() as connection:
            await selection.writing.add_file(connection, desk.vendor, desk.application_id, taken, asked=asked)
    except Problem as problem:
        if problem.status == 404:
            raise
        return await desk.show(problem=problem, field="file")
    return RedirectResponse(f"{desk.path}?done=added#files", status_code=303)


@router.get("/{file_id}")
async def save_file(desk: DeskPart, file_id: str) -> Response:
    """A file as it came."""
    async with desk.database.read() as connection:
        application, _ = await see_own(connection, desk.vendor, desk.application_id)
        document = await see_own_document(connection, application, file_id)
        content = await content_of(connection, document.id)
    return Response(content, headers=download_headers(document.name, document.media_type))


@router.post("/{file_id}/remove")
async def remove_file(desk: DeskPart, selection: SelectionPart, file_id: str) -> Response:
    """Take a file out of the draft; what was handed in keeps it."""
    async with desk.database.write() as connection:
        await selection.writing.remove_file(connection, desk.vendor, desk.application_id, file_id)
    return RedirectResponse(f"{desk.path}?done=removed#files", status_code=303)
