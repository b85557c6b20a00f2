"""Notes on cases: words of officers for officers."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.inquiry.case import Case, NoteKind
from genkan.inquiry.changing import Changing
from genkan.inquiry.entry import words_of
from genkan.inquiry.transitions import Deed


@dataclass(frozen=True, slots=True)
class Noting:
    """Writes notes, in the transaction of the caller."""

    changing: Changing

    async def note(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str, *, seen: int
    ) -> Case:
        """Keep a note. Raises what ``Changing.begin`` and ``words_of`` raise."""
        case = await self.changing.begin(connection, viewer, case_id, Deed.NOTE, seen=seen)
        words = words_of(typed)
        after = await self.changing.end(connection, viewer, case, Deed.NOTE, characters=len(words))
        await self.changing.note(connection, viewer, case, NoteKind.NOTE, words)
        return after
