"""Files of cases leave the house only to be saved, and only for those who may see the case."""

from fastapi import APIRouter
from starlette.responses import Response

from genkan.apps import download_headers
from genkan.governance import AnswersInquiries, Reading
from genkan.inquiry.changing import see
from genkan.inquiry.incoming.errors import AttachmentUnknown
from genkan.inquiry.incoming.store.attachments import attachments_of, content_of

router = APIRouter(prefix="/inquiries/{case_id}/files")


@router.get("/{file_id}")
async def download(case_id: str, file_id: str, viewer: AnswersInquiries, connection: Reading) -> Response:
    """The file as it came."""
    case = await see(connection, viewer, case_id)
    file = next((each for each in await attachments_of(connection, case.id) if each.id == file_id), None)
    content = await content_of(connection, file_id, case_id=case.id)
    if file is None or content is None:
        raise AttachmentUnknown
    return Response(content, headers=download_headers(file.name, file.media_type))
