"""The archive of a decided call, for its office."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from genkan.apps import download_headers
from genkan.governance import DatabasePart, RunsSelection
from genkan.selection.call.seeing import see_call
from genkan.selection.decision.deciding import check_clear
from genkan.selection.pages.parts import SelectionPart

router = APIRouter(prefix="/selection/calls/{call_id}/archive")
_PIECE = 1024 * 1024


@router.get("/export")
async def save_archive(
    call_id: str, viewer: RunsSelection, database: DatabasePart, selection: SelectionPart
) -> Response:
    """Everything about a decided call in one ZIP, whose hashes anyone can check."""
    async with database.read() as connection:
        call = await see_call(connection, viewer, call_id)
        await check_clear(connection, viewer, call)
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        await selection.write_archive(call, file, actor=viewer.person.id)
        size = file.seek(0, 2)
        whole = stack.pop_all()
    headers = download_headers(f"selection-{call.id[:8]}.zip", "application/zip")
    return StreamingResponse(_pieces(file, whole), headers={**headers, "content-length": str(size)})


def _pieces(file: IO[bytes], whole: ExitStack) -> Iterator[bytes]:
    """The file, which has no name and is gone when it is closed."""
    with whole:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
