"""The text in the files of cases, read after they were kept: a file with a structure is read in a process apart."""

from dataclasses import dataclass

from genkan.apps import FileReading, GivenFile
from genkan.inquiry.case import LONGEST_TEXT
from genkan.inquiry.incoming.attachment import Attachment, Standing
from genkan.inquiry.incoming.keeping import READ_FILES
from genkan.inquiry.incoming.store import attachments
from genkan.jobs import Payload, Task
from genkan.storage import Database

_ATTEMPTS = 3
_AT_ONCE = 2
LOST = "文字を読み取れませんでした。ファイルを保存して、元のアプリで開いてください。"
CUT = "文字が多いため、初めの{limit}文字だけを表示しています。"


@dataclass(frozen=True, slots=True)
class TextReading:
    """Reads the files of a case that wait for it, each written down by itself, so that a restart goes on."""

    database: Database
    reading: FileReading

    def tasks(self) -> dict[str, Task]:
        """The task that reads the files of a case."""
        return {
            READ_FILES: Task(run=self._run, lost=self._lost, attempts=_ATTEMPTS, at_once=_AT_ONCE),
        }

    async def _run(self, payload: Payload) -> None:
        for file in await self._waiting(str(payload["case_id"])):
            await self._read(file)

    async def _lost(self, payload: Payload) -> None:
        waiting = await self._waiting(str(payload["case_id"]))
        async with self.database.write() as connection:
            for file in waiting:
                await attachments.tell_text(connection, file.id, Standing.UNREAD, remark=LOST)

    async def _waiting(self, case_id: str) -> tuple[Attachment, ...]:
        async with self.database.read() as connection:
            files = await attachments.attachments_of(connection, case_id)
        return tuple(file for file in files if file.standing is Standing.WAITING)

    async def _read(self, file: Attachment) -> None:
        async with self.database.read() as connection:
            content = await attachments.content_of(connection, file.id, case_id=file.case_id)
        if content is None:
            return
        found = (await self.reading.look_through([GivenFile(file.name, content)]))[0]
        notices = (*found.notices, *_cut(found.text))
        async with self.database.write() as connection:
            await attachments.tell_text(
                connection,
                file.id,
                Standing.READ if found.text.strip() else Standing.UNREAD,
                text=found.text[:LONGEST_TEXT],
                remark="\n".join(notices),
            )


def _cut(text: str) -> tuple[str, ...]:
    return (CUT.format(limit=f"{LONGEST_TEXT:,}"),) if len(text) > LONGEST_TEXT else ()
