"""An officer records that a citizen asks for erasure, a supervisor decides."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Ledger, Viewer
from genkan.inquiry.case import Case, CaseState
from genkan.inquiry.changing import see
from genkan.inquiry.entry import words_of
from genkan.inquiry.erasure.errors import AlreadyAsked, CaseStillOpen, NothingAsked, OwnRequest
from genkan.inquiry.erasure.forgetting import forget_case
from genkan.inquiry.erasure.request import ErasureRequest, RequestState
from genkan.inquiry.erasure.store import add_request, change_request, latest_request
from genkan.inquiry.errors import CaseOvertaken
from genkan.inquiry.events import CaseEvent
from genkan.kit import Clock, new_id


@dataclass(frozen=True, slots=True)
class Erasing:
    """Each deed with its record, in the transaction of the caller."""

    ledger: Ledger
    clock: Clock

    async def ask(self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str) -> None:
        """Record that the citizen asks for it, and what they said.

        Raises ``CaseUnknown``, ``AlreadyAsked`` and what ``words_of`` raises.
        """
        case = await see(connection, viewer, case_id)
        earlier = await latest_request(connection, case_id)
        if case.state is CaseState.ERASED or (earlier and earlier.state is RequestState.ASKED):
            raise AlreadyAsked
        request = ErasureRequest(
            new_id(self.clock), case.id, case.organisation_id, viewer.person.id, self.clock(), words_of(typed)
        )
        await add_request(connection, request)
        await self._record(connection, CaseEvent.ERASURE_ASKED, viewer, case)

    async def approve(self, connection: AsyncConnection, viewer: Viewer, case_id: str, *, seen: int) -> Case:
        """Erase the case, as another person recorded that the citizen asks.

        Raises ``CaseUnknown``, ``CaseOvertaken``, ``CaseStillOpen``, ``NothingAsked`` and ``OwnRequest``.
        """
        case = await see(connection, viewer, case_id)
        if case.version != seen:
            raise CaseOvertaken
        if case.state.is_open:
            raise CaseStillOpen
        await self._decide(connection, viewer, case, RequestState.APPROVED, answer="")
        return await forget_case(connection, self.ledger, case, actor=viewer.person.id)

    async def decline(self, connection: AsyncConnection, viewer: Viewer, case_id: str, typed: str) -> None:
        """Keep the case, with the reason. Raises ``CaseUnknown``, ``NothingAsked`` and what ``words_of`` raises."""
        case = await see(connection, viewer, case_id)
        await self._decide(connection, viewer, case, RequestState.DECLINED, answer=words_of(typed))
        await self._record(connection, CaseEvent.ERASURE_DECLINED, viewer, case)

    async def _decide(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, state: RequestState, *, answer: str
    ) -> None:
        request = await latest_request(connection, case.id)
        if request is None or request.state is not RequestState.ASKED:
            raise NothingAsked
        if state is RequestState.APPROVED and request.asked_by == viewer.person.id:
            raise OwnRequest
        decided = replace(
            request, state=state, decided_by=viewer.person.id, decided_at=self.clock(), answer=answer
        )
        if not await change_request(connection, decided):
            raise NothingAsked

    async def _record(
        self, connection: AsyncConnection, event: CaseEvent, viewer: Viewer, case: Case
    ) -> None:
        await self.ledger.record(
            connection,
            event,
            actor=viewer.person.id,
            organisation_id=case.organisation_id,
            object_id=case.id,
            details={"number": case.number, "version": case.version, "state": case.state},
        )
