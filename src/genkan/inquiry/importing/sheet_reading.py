"""Lists are read: plain text in a thread, a workbook in a process apart, for such a file may be made to do harm."""

import asyncio

import msgspec

from genkan.apps import Apart, ApartDied, ApartTimedOut
from genkan.inquiry.importing.errors import (
    ListBroken,
    ListEmpty,
    ListTooLarge,
    ListTooSlow,
    ListUnread,
    TooManyRows,
)
from genkan.inquiry.importing.finding import found_in, is_workbook
from genkan.inquiry.importing.sheet import LARGEST_LIST, MOST_ROWS, Found, Given, Sheet

_OPENER = "genkan.inquiry.importing.opener"
_SECONDS = 60.0
_MEGABYTE = 1024 * 1024


class SheetReading:
    """Reads the list in a file."""

    def __init__(self, apart: Apart, *, seconds: float = _SECONDS) -> None:
        self._apart = apart
        self._seconds = seconds

    async def read(self, name: str, content: bytes) -> Sheet:
        """The list, with a row at least. Raises what is wrong with the file as a whole."""
        if len(content) > LARGEST_LIST:
            raise ListTooLarge(name=name, limit=LARGEST_LIST // _MEGABYTE)
        sheet = await self._found(name, content)
        if not sheet.rows:
            raise ListEmpty(name=name)
        if len(sheet.rows) > MOST_ROWS:
            raise TooManyRows(name=name, limit=f"{MOST_ROWS:,}")
        return sheet

    async def _found(self, name: str, content: bytes) -> Sheet:
        given = Given(name, content)
        found = await (
            self._apart_found(given) if is_workbook(content) else asyncio.to_thread(found_in, given)
        )
        if found.sheet is None:
            trouble = found.trouble
            raise (
                ListUnread(trouble.sentence, trouble.next_step, trouble.details)
                if trouble
                else ListBroken(name=name)
            )
        return found.sheet

    async def _apart_found(self, given: Given) -> Found:
        try:
            said = await self._apart.work(_OPENER, msgspec.msgpack.encode(given), seconds=self._seconds)
        except ApartTimedOut as error:
            raise ListTooSlow(name=given.name) from error
        except ApartDied as error:
            raise ListBroken(name=given.name) from error
        return msgspec.msgpack.decode(said, type=Found)
