"""How a case ends and begins again: answered, completed, referred elsewhere, in need of no reply, reopened."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Viewer
from genkan.inquiry.case import Case
from genkan.inquiry.changing import Changing
from genkan.inquiry.deadline import deadline_from
from genkan.inquiry.entry import deadline_of, destination_of, words_of
from genkan.inquiry.errors import ReplyLeaving
from genkan.inquiry.store.replies import latest_reply
from genkan.inquiry.transitions import RULES, Deed
from genkan.kit import in_era


@dataclass(frozen=True, slots=True)
class Ending:
    """Each deed with its record and its words, in the transaction of the caller."""

    changing: Changing

    async def complete(self, connection: AsyncConnection, viewer: Viewer, case_id: str, *, seen: int) -> Case:
        """Close a case that was answered. Raises what ``Changing.begin`` raises, and ``ReplyLeaving``."""
        case = await self.changing.begin(connection, viewer, case_id, Deed.COMPLETE, seen=seen)
        await self._check_left(connection, case)
        return await self.changing.end(connection, viewer, case, Deed.COMPLETE)

    async def end(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, deed: Deed, typed: str, *, seen: int
    ) -> Case:
        """Answer, decline or reopen a case with words: what the citizen was told, or the reason.

        A case that is reopened gets a new deadline. Raises what ``Changing.begin`` and ``words_of`` raise, and
        ``ReplyLeaving``.
        """
        case = await self.changing.begin(connection, viewer, case_id, deed, seen=seen)
        if deed is Deed.REOPEN:
            await self._check_left(connection, case)
        return await self._with_words(connection, viewer, case, deed, words_of(typed))

    async def refer(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str, *, to: str, seen: int
    ) -> Case:
        """End a case that another body answers, with the reason.

        Raises what ``Changing.begin`` and ``words_of`` raise, and ``DestinationMissing``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.REFER, seen=seen)
        words = f"{destination_of(to)}\n{words_of(typed)}"
        return await self._with_words(connection, viewer, case, Deed.REFER, words)

    async def set_deadline(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str, *, day: str, seen: int
    ) -> Case:
        """Answer a case by another day, with the reason.

        Raises what ``Changing.begin``, ``words_of`` and ``deadline_of`` raise.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.DEADLINE, seen=seen)
        deadline = deadline_of(day, today=day_in_japan(self.changing.clock()))
        words = f"{in_era(case.deadline)} → {in_era(deadline)}\n{words_of(typed)}"
        later = replace(case, deadline=deadline)
        return await self._with_words(connection, viewer, later, Deed.DEADLINE, words)

    async def _check_left(self, connection: AsyncConnection, case: Case) -> None:
        """While its reply can be withdrawn, a case stays answered: afterwards nobody could take the reply back."""
        reply = await latest_reply(connection, case.id)
        if reply is not None and reply.sent_at is not None and self.changing.clock() < reply.sent_at:
            raise ReplyLeaving

    async def _with_words(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, deed: Deed, words: str
    ) -> Case:
        if deed is Deed.REOPEN:
            now, own = self.changing.clock(), case.organisation_id
            due = await deadline_from(connection, now, organisation_id=own, office_id=case.office_id)
            case = replace(case, deadline=due)
        after = await self.changing.end(connection, viewer, case, deed, deadline=case.deadline.isoformat())
        kind = RULES[deed].note
        if kind is not None:
            await self.changing.note(connection, viewer, after, kind, words)
        return after
