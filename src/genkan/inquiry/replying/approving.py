"""A reply is approved, leaves a minute later or when it is posted, and until then may be withdrawn."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Permission, Viewer
from genkan.inquiry.case import Case
from genkan.inquiry.changing import Changing
from genkan.inquiry.entry import day_of
from genkan.inquiry.reply import Measures, Reply, ReplyState, Way
from genkan.inquiry.replying.copying import joined_letters
from genkan.inquiry.replying.errors import (
    NotApprover,
    NotYours,
    OwnReply,
    PostingDayUnfit,
    TooLateToWithdraw,
    WayClosed,
)
from genkan.inquiry.replying.letting_out import LettingOut
from genkan.inquiry.replying.preparing import latest
from genkan.inquiry.replying.ways import ways_of
from genkan.inquiry.store import replies
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.transitions import Deed

UNDO = timedelta(seconds=60)


def may_approve(viewer: Viewer, reply: Reply, *, four_eyes: bool) -> bool:
    """Whether the viewer may approve the reply: with four eyes a supervisor who did not write it, else any officer."""
    if not four_eyes:
        return True
    return viewer.may(Permission.SUPERVISE_INQUIRIES) and viewer.person.id not in reply.writers


async def wants_four_eyes(connection: AsyncConnection, case: Case, reply: Reply) -> bool:
    """Whether the office that has the case, or one that had it since the draft was written, wants four eyes."""
    office = await read_office(connection, case.organisation_id, case.office_id)
    return reply.four_eyes or office.four_eyes


@dataclass(frozen=True, slots=True)
class Approving:
    """Each deed with its record, in the transaction of the caller."""

    changing: Changing
    letting_out: LettingOut

    async def approve(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, measured: Measures, *, seen: int
    ) -> Case:
        """Let the reply leave after a minute, and keep how far it is from its draft.

        Raises what ``Changing.begin`` raises, ``ReplyUnknown``, ``NotApprover``, ``OwnReply`` and ``WayClosed``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.APPROVE, seen=seen)
        reply = await latest(connection, case)
        four_eyes = await wants_four_eyes(connection, case, reply)
        _check(viewer, reply, four_eyes=four_eyes)
        if reply.way not in await ways_of(connection, self.letting_out.outbox, case):
            raise WayClosed
        approved = replace(await self._let_out(connection, viewer, case, reply), measures=measured)
        await replies.change_reply(connection, approved)
        details = {
            "round": reply.round,
            "way": reply.way,
            "four_eyes": four_eyes,
            "copies": len(approved.copies),
            **_figures(measured),
        }
        end = self.changing.end_instead if approved.goes_by_post else self.changing.end
        return await end(connection, viewer, case, Deed.APPROVE, **details)

    async def note_posting(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str, *, seen: int
    ) -> Case:
        """Say on which day the letter was posted; from then on the citizen is answered.

        Raises what ``Changing.begin`` raises, ``ReplyUnknown`` and ``PostingDayUnfit``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.POST, seen=seen)
        reply = await latest(connection, case)
        now = self.changing.clock()
        day = _posting_day(typed, reply, now=now)
        posted = replace(reply, posted_on=day, sent_at=reply.sent_at or _posted_at(day, reply, now=now))
        await replies.change_reply(connection, posted)
        return await self.changing.end(connection, viewer, case, Deed.POST, posted_on=day.isoformat())

    async def withdraw(self, connection: AsyncConnection, viewer: Viewer, case_id: str, *, seen: int) -> Case:
        """Take back a reply within the minute, or before it is posted; it is a draft again.

        Raises what ``Changing.begin`` raises, ``ReplyUnknown``, ``NotYours`` and ``TooLateToWithdraw``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.WITHDRAW, seen=seen)
        reply = await latest(connection, case)
        if viewer.person.id not in {*reply.writers, reply.approved_by}:
            raise NotYours
        is_early = reply.can_be_taken_back(now=self.changing.clock())
        if not is_early or not await self.letting_out.taken_back(connection, reply):
            raise TooLateToWithdraw
        back = replace(
            reply,
            state=ReplyState.DRAFTED,
            approved_by=None,
            approved_at=None,
            sent_at=None,
            mail_id="",
            copies=tuple(replace(copy, mail_id="") for copy in reply.copies),
            measures=None,
        )
        await replies.change_reply(connection, back)
        return await self.changing.end(connection, viewer, case, Deed.WITHDRAW, round=reply.round)

    async def _let_out(self, connection: AsyncConnection, viewer: Viewer, case: Case, reply: Reply) -> Reply:
        """The reply as approved, with its letters in the outbox until the minute is over."""
        now = self.changing.clock()
        letters = await joined_letters(connection, self.letting_out.outbox, case)
        at = now + UNDO
        return replace(
            reply,
            state=ReplyState.APPROVED,
            approved_by=viewer.person.id,
            approved_at=now,
            sent_at=None if reply.way is Way.LETTER else at,
            mail_id=await self.letting_out.mail_id(connection, viewer, case, reply, at=at),
            copies=await self.letting_out.copies(connection, viewer, case, reply, letters=letters, at=at),
        )


def _check(viewer: Viewer, reply: Reply, *, four_eyes: bool) -> None:
    if may_approve(viewer, reply, four_eyes=four_eyes):
        return
    if viewer.person.id in reply.writers:
        raise OwnReply
    raise NotApprover


def _posting_day(typed: str, reply: Reply, *, now: datetime) -> date:
    day = day_of(typed)
    approved = reply.approved_at
    if day is None or approved is None or not day_in_japan(approved) <= day <= day_in_japan(now):
        raise PostingDayUnfit
    return day


def _posted_at(day: date, reply: Reply, *, now: datetime) -> datetime:
    """A moment of the day in Japan: this one for today, else its end."""
    ended = datetime.combine(day, time(14, 59), tzinfo=UTC)
    return max(min(ended, now), reply.approved_at or now)


def _figures(measured: Measures) -> dict[str, object]:
    distance = measured.edit_distance
    return {
        "edit_distance": None if distance is None else round(distance, 4),
        "blocks_used": measured.blocks_used,
        "citations_changed": measured.citations_changed,
    }
