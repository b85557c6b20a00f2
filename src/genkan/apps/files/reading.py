"""The text in the files of a run, as the search room reads it."""

import asyncio
from collections.abc import Sequence

import msgspec

from genkan.apps.apart import Apart, ApartDied, ApartTimedOut
from genkan.apps.files.errors import FileUnread, ReadingBroken, ReadingTooLong
from genkan.apps.files.extracting import plain_text, wants_parser
from genkan.apps.files.kind import media_type_of
from genkan.apps.files.shapes import Answer, Question
from genkan.apps.form.values import GivenFile
from genkan.apps.program import ReadFile
from genkan.knowledge import FileProblem

_READER = "genkan.apps.files.reader"
SECONDS = 180


class Reading:
    """Reads files: plain text here, everything with a structure apart, for such a file may be made to do harm."""

    def __init__(self, apart: Apart, *, seconds: float = SECONDS) -> None:
        self._apart = apart
        self._seconds = seconds

    async def read(self, files: Sequence[GivenFile]) -> tuple[ReadFile, ...]:
        """The files with their text, in their order.

        Raises ``FileUnread``, ``ReadingTooLong`` or ``ReadingBroken``.
        """
        return tuple([await self._read(file) for file in files])

    async def look_through(self, files: Sequence[GivenFile]) -> tuple[ReadFile, ...]:
        """The same of files that are only passed on: one that cannot be read has no text and a notice that says why."""
        return tuple([await self._looked_through(file) for file in files])

    async def _looked_through(self, file: GivenFile) -> ReadFile:
        try:
            return await self._read(file)
        except (FileUnread, ReadingTooLong, ReadingBroken) as problem:
            media_type = await asyncio.to_thread(media_type_of, file.content, name=file.name)
            return ReadFile(file.name, media_type, "", (problem.sentence.format_map(problem.details),))

    async def _read(self, file: GivenFile) -> ReadFile:
        media_type = await asyncio.to_thread(media_type_of, file.content, name=file.name)
        if wants_parser(media_type):
            text, notices = await self._parsed(file)
        else:
            text, notices = await asyncio.to_thread(_plain, file, media_type)
        return ReadFile(file.name, media_type, text, notices)

    async def _parsed(self, file: GivenFile) -> tuple[str, tuple[str, ...]]:
        question = msgspec.msgpack.encode(Question(file.name, file.content))
        try:
            said = await self._apart.work(_READER, question, seconds=self._seconds)
        except ApartTimedOut as error:
            raise ReadingTooLong(name=file.name) from error
        except ApartDied as error:
            raise ReadingBroken(name=file.name) from error
        answer = msgspec.msgpack.decode(said, type=Answer)
        if answer.trouble is not None:
            raise FileUnread(answer.trouble.sentence, answer.trouble.next_step, answer.trouble.details)
        return answer.text, answer.notices


def _plain(file: GivenFile, media_type: str) -> tuple[str, tuple[str, ...]]:
    try:
        return plain_text(file.content, name=file.name, media_type=media_type)
    except FileProblem as problem:
        details = {name: str(each) for name, each in problem.details.items()}
        raise FileUnread(problem.sentence, problem.next_step, details) from problem
