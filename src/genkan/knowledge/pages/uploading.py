"""Loading files from a browser into a collection: taken in at once, loaded in the background, shown as they go."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, File, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from genkan.governance import AdministersKnowledge, DatabasePart, Reading
from genkan.knowledge.collection.collection import Collection
from genkan.knowledge.errors import NoFiles
from genkan.knowledge.intake.errors import TooManyWaiting
from genkan.knowledge.intake.inbox import FileState, Upload
from genkan.knowledge.pages.overview import Overview, Trouble
from genkan.knowledge.pages.parts import CollectionId, LibraryPart, PagesPart, ReceiverPart, UploadId
from genkan.knowledge.pages.progress import shown
from genkan.ui import Pages

router = APIRouter(prefix="/administration/knowledge")


@router.post("/{collection_id}/files")
async def receive_files(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    database: DatabasePart,
    library: LibraryPart,
    receiver: ReceiverPart,
    pages: PagesPart,
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Keep the files and leave the job that loads them; a browser sends a nameless one where nothing was chosen."""
    named = [(file.filename, file.file) for file in files or () if file.filename]
    async with database.read() as connection:
        overview = Overview(request, connection, library, pages, viewer)
        await overview.own(collection_id)
        if not named:
            return await overview.page(trouble=Trouble(NoFiles(), f"files-{collection_id}"))
    try:
        async with database.write() as connection:
            upload_id = await receiver.receive(
                connection, named, collection_id=collection_id, actor=viewer.person.id
            )
    except TooManyWaiting as problem:
        async with database.read() as connection:
            overview = Overview(request, connection, library, pages, viewer)
            return await overview.page(trouble=Trouble(problem, f"files-{collection_id}"))
    return RedirectResponse(_address(collection_id, upload_id), status_code=303)


@router.get("/{collection_id}/uploads")
async def list_uploads(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    connection: Reading,
    library: LibraryPart,
    receiver: ReceiverPart,
    pages: PagesPart,
) -> HTMLResponse:
    """The last uploads of a collection."""
    collection = await Overview(request, connection, library, pages, viewer).own(collection_id)
    uploads = receiver.inbox.uploads(collection_id)
    return pages.render(request, "knowledge/uploads.html", collection=collection, uploads=uploads)


class _Shown(NamedTuple):
    collection: Collection
    upload: Upload


async def _shown(
    request: Request,
    collection_id: CollectionId,
    upload_id: UploadId,
    viewer: AdministersKnowledge,
    connection: Reading,
    library: LibraryPart,
    receiver: ReceiverPart,
    pages: PagesPart,
) -> _Shown:
    """An upload to a collection of the viewer's own organisation; what is another's does not exist."""
    collection = await Overview(request, connection, library, pages, viewer).own(collection_id)
    return _Shown(collection, receiver.inbox.read(collection_id, upload_id))


ShownUpload = Annotated[_Shown, Depends(_shown)]


@router.get("/{collection_id}/uploads/{upload_id}")
async def show_upload(request: Request, found: ShownUpload, pages: PagesPart) -> HTMLResponse:
    """What has become of each file so far."""
    return _page(request, pages, "knowledge/upload.html", *found)


@router.get("/{collection_id}/uploads/{upload_id}/progress")
async def show_progress(request: Request, found: ShownUpload, pages: PagesPart) -> HTMLResponse:
    """The part of the page that changes while files are loaded."""
    return _page(request, pages, "knowledge/_upload.html", *found)


def _page(
    request: Request, pages: Pages, template: str, collection: Collection, upload: Upload
) -> HTMLResponse:
    return pages.render(
        request,
        template,
        collection=collection,
        upload=upload,
        shown=shown(upload, explain=lambda problem: pages.explain(request, problem)),
        failed=upload.count(FileState.FAILED),
        done=upload.count(FileState.DONE),
        waiting=upload.count(FileState.WAITING, FileState.LOADING),
        address=_address(collection.id, upload.id),
    )


def _address(collection_id: str, upload_id: str) -> str:
    return f"/administration/knowledge/{collection_id}/uploads/{upload_id}"
