"""A reply is approved, leaves a minute later, and until then may be withdrawn."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Permission, Viewer
from genkan.inquiry.case import Case
from genkan.inquiry.changing import Changing
from genkan.inquiry.post import Outbox, Outgoing
from genkan.inquiry.reply import Measures, Reply, ReplyState, Way
from genkan.inquiry.replying.errors import NotApprover, NotYours, OwnReply, TooLateToWithdraw, WayClosed
from genkan.inquiry.replying.preparing import latest, ways_of
from genkan.inquiry.store import replies
from genkan.inquiry.store.cases import letter_of
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.transitions import Deed

UNDO = timedelta(seconds=60)


def may_approve(viewer: Viewer, reply: Reply, *, four_eyes: bool) -> bool:
    """Whether the viewer may approve the reply: with four eyes a supervisor who did not write it, else any officer."""
    if not four_eyes:
        return True
    return viewer.may(Permission.SUPERVISE_INQUIRIES) and viewer.person.id not in reply.writers


@dataclass(frozen=True, slots=True)
class Approving:
    """Each deed with its record, in the transaction of the caller."""

    changing: Changing
    outbox: Outbox

    async def approve(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, measured: Measures, *, seen: int
    ) -> Case:
        """Let the reply leave after a minute, and keep how far it is from its draft.

        Raises what ``Changing.begin`` raises, ``ReplyUnknown``, ``NotApprover``, ``OwnReply`` and ``WayClosed``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.APPROVE, seen=seen)
        reply = await latest(connection, case)
        office = await read_office(connection, case.organisation_id, case.office_id)
        _check(viewer, reply, four_eyes=office.four_eyes)
        if reply.way not in await ways_of(connection, self.outbox, case):
            raise WayClosed
        now = self.changing.clock()
        approved = replace(
            reply,
            state=ReplyState.APPROVED,
            approved_by=viewer.person.id,
            approved_at=now,
            sent_at=now + UNDO,
            mail_id=await self._mail(connection, viewer, case, reply),
            measures=measured,
        )
        await replies.change_reply(connection, approved)
        details = {
            "round": reply.round,
            "way": reply.way,
            "four_eyes": office.four_eyes,
            **_figures(measured),
        }
        return await self.changing.end(connection, viewer, case, Deed.APPROVE, **details)

    async def withdraw(self, connection: AsyncConnection, viewer: Viewer, case_id: str, *, seen: int) -> Case:
        """Take back a reply within the minute; it is a draft again.

        Raises what ``Changing.begin`` raises, ``ReplyUnknown``, ``NotYours`` and ``TooLateToWithdraw``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.WITHDRAW, seen=seen)
        reply = await latest(connection, case)
        if viewer.person.id not in {*reply.writers, reply.approved_by}:
            raise NotYours
        if not is_withdrawable(reply, self.changing) or not await self._taken_out(connection, reply):
            raise TooLateToWithdraw
        back = replace(
            reply,
            state=ReplyState.DRAFTED,
            approved_by=None,
            approved_at=None,
            sent_at=None,
            mail_id="",
            measures=None,
        )
        await replies.change_reply(connection, back)
        return await self.changing.end(connection, viewer, case, Deed.WITHDRAW, round=reply.round)

    async def _mail(self, connection: AsyncConnection, viewer: Viewer, case: Case, reply: Reply) -> str:
        """The id of the letter in the outbox, empty where the reply goes another way."""
        if reply.way is not Way.EMAIL:
            return ""
        letter = await letter_of(connection, case.id)
        outgoing = Outgoing(
            organisation_id=case.organisation_id,
            case_id=case.id,
            to=letter.citizen.email,
            subject=f"【受付番号{case.number}】お問合せへの回答（{viewer.organisation.name}）",
            text=reply.text,
            not_before=self.changing.clock() + UNDO,
        )
        return await self.outbox.queue_mail(connection, outgoing)

    async def _taken_out(self, connection: AsyncConnection, reply: Reply) -> bool:
        return not reply.mail_id or await self.outbox.withdraw_mail(connection, reply.mail_id)


def is_withdrawable(reply: Reply, changing: Changing) -> bool:
    """Whether the minute has not run out."""
    return reply.sent_at is not None and changing.clock() < reply.sent_at


def _check(viewer: Viewer, reply: Reply, *, four_eyes: bool) -> None:
    if may_approve(viewer, reply, four_eyes=four_eyes):
        return
    if viewer.person.id in reply.writers:
        raise OwnReply
    raise NotApprover


def _figures(measured: Measures) -> dict[str, object]:
    return {
        "edit_distance": round(measured.edit_distance, 4),
        "blocks_used": measured.blocks_used,
        "citations_changed": measured.citations_changed,
    }
