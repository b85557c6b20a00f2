"""Files of a new case are kept in its transaction, and read by a job that is left in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.inquiry.incoming.attachment import Attachment
from genkan.inquiry.incoming.inspecting import Inspected
from genkan.inquiry.incoming.store.attachments import add_attachments
from genkan.jobs import Queue
from genkan.kit import Clock, new_id

READ_FILES = "inquiry.read_files"


@dataclass(frozen=True, slots=True)
class FileKeeping:
    """Keeps files in the transaction of the caller."""

    queue: Queue
    clock: Clock

    async def keep(self, connection: AsyncConnection, case_id: str, files: Sequence[Inspected]) -> None:
        """Keep the files of a new case, in their order."""
        if not files:
            return
        kept = [
            (self._attachment(case_id, number, file), file.content)
            for number, file in enumerate(files, start=1)
        ]
        await add_attachments(connection, kept)
        await self.queue.enqueue(connection, READ_FILES, payload={"case_id": case_id})

    def _attachment(self, case_id: str, position: int, file: Inspected) -> Attachment:
        return Attachment(
            id=new_id(self.clock),
            case_id=case_id,
            position=position,
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            standing=file.standing,
            text="",
            remark=file.remark,
        )
