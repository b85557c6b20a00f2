"""Loading files from a browser into a collection."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from starlette.responses import HTMLResponse

from genkan.governance import AdministersKnowledge, DatabasePart
from genkan.knowledge.errors import NoFiles, TooLarge
from genkan.knowledge.loading import LoadReport, NamedFile
from genkan.knowledge.pages.overview import Overview, Trouble
from genkan.knowledge.pages.parts import CollectionId, LibraryPart, LoaderPart, PagesPart
from genkan.knowledge.parse import MAXIMUM_MEGABYTES, clean_name

router = APIRouter(prefix="/administration/knowledge")


@router.post("/{collection_id}/files")
async def load_files(
    request: Request,
    collection_id: CollectionId,
    viewer: AdministersKnowledge,
    database: DatabasePart,
    library: LibraryPart,
    loader: LoaderPart,
    pages: PagesPart,
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> HTMLResponse:
    """Load every file that can be read and say of each what became of it; each has a transaction of its own."""
    async with database.read() as connection:
        await Overview(request, connection, library, pages, viewer).own(collection_id)
    named = await _named(files or ())
    report: LoadReport | None = None
    if named:
        report = await loader.load_files(named, collection_id=collection_id, actor=viewer.person.id)
    async with database.read() as connection:
        overview = Overview(request, connection, library, pages, viewer)
        trouble = None if named else Trouble(NoFiles(), f"files-{collection_id}")
        return await overview.page(report=report, trouble=trouble)


async def _named(files: Sequence[UploadFile]) -> list[NamedFile]:
    """The files with their contents; a browser sends a nameless one where nothing was chosen."""
    return [await _read(file) for file in files if file.filename]


async def _read(file: UploadFile) -> NamedFile:
    """A file too large to be a regulation is not even read."""
    name = clean_name(file.filename or "")
    if (file.size or 0) > MAXIMUM_MEGABYTES * 1_000_000:
        return NamedFile(name, problem=TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES))
    return NamedFile(name, await file.read())
