"""Officers write a reply, ask for its approval, and get it back."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Permission, Viewer
from genkan.inquiry.case import Case, CaseState, NoteKind
from genkan.inquiry.changing import Changing
from genkan.inquiry.entry import clean, words_of
from genkan.inquiry.errors import CaseOvertaken
from genkan.inquiry.post import Outbox
from genkan.inquiry.reply import Copy, Origin, Reply, ReplyState, Way
from genkan.inquiry.replying.copying import check_copies, copies_of, joined_letters
from genkan.inquiry.replying.entry import ReplyEntry, text_of, way_of
from genkan.inquiry.replying.errors import NotYours, PassingReasonMissing, ReplyUnknown
from genkan.inquiry.replying.ways import ways_of
from genkan.inquiry.store import replies
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.transitions import Deed
from genkan.kit import new_id


@dataclass(frozen=True, slots=True)
class Preparing:
    """Each deed with its record, in the transaction of the caller."""

    changing: Changing
    outbox: Outbox

    async def save(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case_id: str,
        entry: ReplyEntry,
        *,
        seen: int,
        proposed: Origin | None = None,
    ) -> Case:
        """Keep a reply as far as it is written; ``proposed`` where its text is a new draft by other than hand.

        Raises what ``Changing.begin``, ``text_of`` and ``way_of`` raise.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.DRAFT, seen=seen)
        reply = await self._written(connection, viewer, case, entry, proposed)
        return await self._end(connection, viewer, case, reply, Deed.DRAFT)

    async def submit(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case_id: str,
        entry: ReplyEntry,
        *,
        seen: int,
        blocking: int,
        reason: str,
    ) -> Case:
        """Ask for the approval of a reply in which the checks found so many ``blocking`` places.

        What the text does not cite any more is no basis of it.

        Raises what ``save`` raises, ``PassingReasonMissing`` and ``OthersNamed``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.SUBMIT, seen=seen)
        reply = await self._written(connection, viewer, case, entry, None)
        words = clean(reason)
        if blocking and not words:
            raise PassingReasonMissing(count=blocking)
        basis = tuple(each for each in reply.basis if each.is_cited_in(reply.text))
        reply = replace(reply, state=ReplyState.AWAITING, basis=basis)
        await check_copies(connection, case, reply)
        after = await self._end(connection, viewer, case, reply, Deed.SUBMIT, findings_passed=blocking)
        if words:
            await self.changing.note(connection, viewer, after, NoteKind.PASSED, words_of(words))
        return after

    async def give_back(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str, *, seen: int
    ) -> Case:
        """Return a reply that waits for approval, with a reason; supervisors do it, and those who wrote it.

        Raises what ``Changing.begin`` and ``words_of`` raise, ``ReplyUnknown`` and ``NotYours``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.RETURN, seen=seen)
        words, reply = words_of(typed), await latest(connection, case)
        if viewer.person.id not in reply.writers and not viewer.may(Permission.SUPERVISE_INQUIRIES):
            raise NotYours
        returned = replace(reply, state=ReplyState.DRAFTED)
        after = await self._end(connection, viewer, case, returned, Deed.RETURN)
        await self.changing.note(connection, viewer, after, NoteKind.RETURNED, words)
        return after

    async def _written(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case: Case,
        entry: ReplyEntry,
        proposed: Origin | None,
    ) -> Reply:
        ways = await ways_of(connection, self.outbox, case)
        kept = await replies.latest_reply(connection, case.id)
        if kept is None or kept.state is ReplyState.APPROVED:
            kept = await self._begun(connection, viewer, case, entry, ways)
        text, person_id = text_of(entry), viewer.person.id
        changed = replace(
            kept,
            text=text,
            way=way_of(entry, ways=ways),
            basis=kept.basis if entry.basis is None else entry.basis,
            blocks=kept.blocks if entry.blocks is None else entry.blocks,
            prepared_by=person_id,
            prepared_at=self.changing.clock(),
            writers=tuple(dict.fromkeys((*kept.writers, person_id))),
            four_eyes=kept.four_eyes or await self._wants_four_eyes(connection, case),
            copies=await self._copies(connection, case, kept, entry),
        )
        return replace(changed, origin=proposed, draft_text=text) if proposed else changed

    async def _wants_four_eyes(self, connection: AsyncConnection, case: Case) -> bool:
        """Whether the office that has the case now lets nobody approve alone what they wrote."""
        return (await read_office(connection, case.organisation_id, case.office_id)).four_eyes

    async def _copies(
        self, connection: AsyncConnection, case: Case, kept: Reply, entry: ReplyEntry
    ) -> tuple[Copy, ...]:
        if entry.shares is None:
            return kept.copies
        return copies_of(await joined_letters(connection, self.outbox, case), entry.shares)

    async def _begun(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case: Case,
        entry: ReplyEntry,
        ways: tuple[Way, ...],
    ) -> Reply:
        text = text_of(entry)
        reply = Reply(
            id=new_id(self.changing.clock),
            case_id=case.id,
            round=await replies.next_round(connection, case.id),
            state=ReplyState.DRAFTED,
            origin=Origin.HAND,
            text=text,
            draft_text=text,
            basis=(),
            blocks=(),
            way=way_of(entry, ways=ways),
            prepared_by=viewer.person.id,
            prepared_at=self.changing.clock(),
            writers=(),
            four_eyes=False,
        )
        if not await replies.add_reply(connection, reply):
            raise CaseOvertaken
        return reply

    async def _end(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case: Case,
        reply: Reply,
        deed: Deed,
        **details: object,
    ) -> Case:
        await replies.change_reply(connection, reply)
        told = {
            "round": reply.round,
            "origin": reply.origin,
            "way": reply.way,
            "characters": len(reply.text),
            "citations": len(reply.basis),
            **details,
        }
        return await self.changing.end(connection, viewer, case, deed, **told)


async def latest(connection: AsyncConnection, case: Case) -> Reply:
    """The reply that the state of the case is about. Raises ``ReplyUnknown``."""
    reply = await replies.latest_reply(connection, case.id)
    wanted = ReplyState.AWAITING if case.state is CaseState.AWAITING else ReplyState.APPROVED
    if reply is None or reply.state is not wanted:
        raise ReplyUnknown
    return reply
