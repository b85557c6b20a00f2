"""A person joins a case to an earlier one, in which it is answered, or says that the two are different matters."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Viewer
from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.changing import Changing, see
from genkan.inquiry.errors import EarlierEnded, RelationUnknown
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.joining.relation import Relation, Standing
from genkan.inquiry.joining.store import relations
from genkan.inquiry.store.cases import hold_case
from genkan.inquiry.transitions import Deed


@dataclass(frozen=True, slots=True)
class Joining:
    """Each deed with its record on both cases, in the transaction of the caller."""

    changing: Changing

    async def join(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, earlier_id: str, *, seen: int
    ) -> Case:
        """End a case that is answered within an earlier one, which points to it from then on.

        Raises what ``Changing.begin`` raises, ``RelationUnknown`` and ``EarlierEnded``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.JOIN, seen=seen)
        relation, earlier = await self._known(connection, viewer, case, earlier_id)
        await hold_case(connection, earlier.id)
        state = (await see(connection, viewer, earlier.id)).state
        if not state.is_open or state is CaseState.POSTING:
            raise EarlierEnded
        await relations.part_from_others(connection, relation)
        await relations.settle(connection, relation, Standing.JOINED)
        after = await self.changing.end(connection, viewer, case, Deed.JOIN, earlier=earlier.number)
        await self._tell(connection, viewer, CaseEvent.JOINED, earlier, other=case)
        return after

    async def part(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, earlier_id: str, *, seen: int
    ) -> Case:
        """Say that two cases are different matters; one that was joined is open again, with the deadline it had.

        The citizen has waited since the letter came. An officer who needs longer sets another deadline, with the reason.

        Raises what ``Changing.begin`` raises, and ``RelationUnknown``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.PART, seen=seen)
        relation, earlier = await self._known(connection, viewer, case, earlier_id)
        await relations.settle(connection, relation, Standing.PARTED)
        if relation.standing is Standing.JOINED and case.state is CaseState.DECLINED:
            case = replace(case, state=CaseState.RECEIVED)
            await self._tell(connection, viewer, CaseEvent.PARTED, earlier, other=case)
        return await self.changing.end(connection, viewer, case, Deed.PART, earlier=earlier.number)

    async def _known(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, earlier_id: str
    ) -> tuple[Relation, Case]:
        relation = await relations.find_relation(connection, case.id, earlier_id)
        if relation is None:
            raise RelationUnknown
        return relation, await see(connection, viewer, earlier_id)

    async def _tell(
        self, connection: AsyncConnection, viewer: Viewer, event: CaseEvent, earlier: Case, *, other: Case
    ) -> None:
        await self.changing.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=earlier.organisation_id,
            object_id=earlier.id,
            details={"number": earlier.number, "version": earlier.version, "later": other.number},
        )
