"""How a deed changes a case: who may, in which state, over which version; with its record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.inquiry.case import Case, Note, NoteKind
from genkan.inquiry.errors import CaseOvertaken, CaseUnknown, DeedUnfit, NotOwner
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.store import cases, notes
from genkan.inquiry.transitions import RULES, Deed, fits, is_theirs
from genkan.kit import Clock, new_id

EVENTS = {
    Deed.CONFIRM: CaseEvent.CONFIRMED,
    Deed.TAKE: CaseEvent.TAKEN,
    Deed.NOTE: CaseEvent.NOTED,
    Deed.DRAFT: CaseEvent.DRAFTED,
    Deed.SUBMIT: CaseEvent.SUBMITTED,
    Deed.RETURN: CaseEvent.RETURNED,
    Deed.APPROVE: CaseEvent.APPROVED,
    Deed.POST: CaseEvent.POSTED,
    Deed.WITHDRAW: CaseEvent.WITHDRAWN,
    Deed.ANSWER: CaseEvent.ANSWERED,
    Deed.COMPLETE: CaseEvent.COMPLETED,
    Deed.REFER: CaseEvent.REFERRED,
    Deed.DECLINE: CaseEvent.DECLINED,
    Deed.JOIN: CaseEvent.JOINED,
    Deed.PART: CaseEvent.PARTED,
    Deed.DEADLINE: CaseEvent.DEADLINE_SET,
    Deed.REOPEN: CaseEvent.REOPENED,
}


async def see(connection: AsyncConnection, viewer: Viewer, case_id: str) -> Case:
    """The case, if it is of the viewer's organisation. Raises ``CaseUnknown``."""
    case = await cases.find_case(connection, case_id, organisation_id=viewer.organisation.id)
    if case is None:
        raise CaseUnknown
    return case


@dataclass(frozen=True, slots=True)
class Changing:
    """Every deed on a case, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def begin(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, deed: Deed, *, seen: int
    ) -> Case:
        """The case before the deed; ``seen`` is the version that the officer had before the eyes.

        Raises ``CaseUnknown``, ``CaseOvertaken``, ``DeedUnfit`` and ``NotOwner``.
        """
        case = await see(connection, viewer, case_id)
        if case.version != seen:
            raise CaseOvertaken
        if not fits(deed, case.state):
            raise DeedUnfit(state=case.state.label)
        if not is_theirs(deed, person_id=viewer.person.id, owner_id=case.owner_id):
            raise NotOwner
        return case

    async def end(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, deed: Deed, **details: object
    ) -> Case:
        """Write the case as the deed leaves it, with its event; ``details`` are numbers, ids and states only.

        Raises ``CaseOvertaken`` where another officer was quicker.
        """
        state = RULES[deed].after or case.state
        return await self._end(connection, viewer, replace(case, state=state), deed, details)

    async def end_instead(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, deed: Deed, **details: object
    ) -> Case:
        """The same, where the deed leads to the other state of the table."""
        state = RULES[deed].instead or case.state
        return await self._end(connection, viewer, replace(case, state=state), deed, details)

    async def _end(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        case: Case,
        deed: Deed,
        details: Mapping[str, object],
    ) -> Case:
        after = replace(case, version=case.version + 1)
        if not await cases.change_case(connection, after, seen=case.version):
            raise CaseOvertaken
        await self.ledger.record(
            connection,
            EVENTS[deed],
            actor=viewer.person.id,
            organisation_id=case.organisation_id,
            object_id=case.id,
            details={"number": case.number, "version": after.version, "state": after.state, **details},
        )
        return after

    async def note(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, kind: NoteKind, text: str
    ) -> None:
        """Keep words with the case."""
        note = Note(new_id(self.clock), case.id, viewer.person.id, self.clock(), kind, text)
        await notes.add_note(connection, note)
