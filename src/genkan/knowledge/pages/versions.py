"""Two versions of a document side by side (新旧対照表), on the page and as a Word file."""

import asyncio
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from genkan.governance import DatabasePart, Now, UsesWorkspace
from genkan.kit import in_both
from genkan.knowledge.collection.readers import reader_of
from genkan.knowledge.comparison.comparing import ComparedVersions, compare_versions
from genkan.knowledge.comparison.comparison_print import printed
from genkan.knowledge.dating.versions import Version
from genkan.knowledge.pages.parts import DocumentId, LibraryPart, PagesPart

router = APIRouter(prefix="/regulations")
_WHOLE = "yes"


async def _compared(
    document_id: DocumentId,
    viewer: UsesWorkspace,
    database: DatabasePart,
    library: LibraryPart,
    old: str = "",
    new: str = "",
    whole: str = "",
) -> ComparedVersions:
    async with database.read() as connection:
        readable = await library.readable_collections(connection, await reader_of(connection, viewer.person))
        return await compare_versions(
            connection,
            document_id=document_id,
            old=old,
            new=new,
            collections=readable,
            is_whole=whole == _WHOLE,
        )


Compared = Annotated[ComparedVersions, Depends(_compared)]


@router.get("/{document_id}/comparison")
async def show_comparison(request: Request, compared: Compared, pages: PagesPart) -> HTMLResponse:
    """Two versions side by side; without a choice the newest and the one before it."""
    chosen = {"old": compared.old.id, "new": compared.new.id}
    query = urlencode({**chosen, **({"whole": _WHOLE} if compared.is_whole else {})})
    return pages.render(
        request,
        "knowledge/comparison.html",
        compared=compared,
        lines=tuple(printed(compared.rows)),
        versions=[(version.id, _name(version)) for version in reversed(compared.document.versions)],
        word=f"/regulations/{compared.document.id}/comparison.docx?{query}",
        new=_name(compared.new),
        old=_name(compared.old),
    )


@router.get("/{document_id}/comparison.docx")
async def download_comparison(compared: Compared, viewer: UsesWorkspace, clock: Now) -> Response:
    """The same as a Word file, in Japanese as the text it holds; what writes Word is loaded at the first download."""
    from genkan.knowledge.comparison.comparison_word import MEDIA_TYPE, WordTexts, comparison_as_word

    texts = WordTexts(
        heading=f"{compared.document.title}新旧対照表",
        new=f"改正後（{_name(compared.new)}）",
        old=f"改正前（{_name(compared.old)}）",
        author=viewer.organisation.name,
        made=clock(),
    )
    content = await asyncio.to_thread(comparison_as_word, printed(compared.rows), texts=texts)
    name = quote(f"{compared.document.title}新旧対照表.docx", safe="")
    return Response(
        content,
        media_type=MEDIA_TYPE,
        headers={
            "content-disposition": f"attachment; filename=\"comparison.docx\"; filename*=UTF-8''{name}",
            "cache-control": "no-store",
        },
    )


def _name(version: Version) -> str:
    """「2025年（令和7年）4月1日施行」 with the number of the amending law where it is known."""
    begins = f"{in_both(version.valid_from)}施行" if version.valid_from else "当初"
    return f"{begins}・{version.amended_by}" if version.amended_by else begins
