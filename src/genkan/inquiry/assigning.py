"""A person confirms what a case is about, who answers it and how soon; and officers take cases upon them."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.governance import Role, Viewer, list_active_with_role, list_organisations
from genkan.inquiry.case import Case
from genkan.inquiry.changing import Changing
from genkan.inquiry.deadline import deadline_with
from genkan.inquiry.errors import OfficeMissing, OwnerUnfit, TopicUnfit
from genkan.inquiry.sorting.proposal import Flag, Proposal
from genkan.inquiry.store import cases, topics
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.replies import keep_four_eyes
from genkan.inquiry.transitions import Deed
from genkan.inquiry.urgency import Urgency


@dataclass(frozen=True)
class Decision:
    """What a person decided about a case; empty ids are none. ``seen`` is the version that was looked at."""

    seen: int
    topic_id: str
    office_id: str
    owner_id: str
    urgency: Urgency
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Assigning:
    """Each deed with its record, in the transaction of the caller."""

    changing: Changing

    async def confirm(
        self, connection: AsyncConnection, viewer: Viewer, case_id: str, decision: Decision
    ) -> Case:
        """Decide topic, office, urgency, owner and flags of an open case.

        Raises what ``Changing.begin`` raises, ``TopicUnfit``, ``OfficeMissing`` and ``OwnerUnfit``.
        """
        case = await self.changing.begin(connection, viewer, case_id, Deed.CONFIRM, seen=decision.seen)
        await _check(connection, viewer, decision)
        decided = replace(
            case,
            topic_id=decision.topic_id or None,
            office_id=decision.office_id or None,
            owner_id=decision.owner_id or None,
            urgency=decision.urgency,
            flags=decision.flags,
            deadline=await deadline_with(connection, case, office_id=decision.office_id or None),
        )
        await _keep_four_eyes(connection, decided)
        letter = await cases.letter_of(connection, case.id)
        details = {
            "topic": decision.topic_id,
            "office": decision.office_id,
            "owner": decision.owner_id,
            "urgency": decision.urgency,
            "flags": list(decision.flags),
            "deadline": decided.deadline.isoformat(),
            "as_proposed": _is_as_proposed(decision, letter.reading.proposal),
        }
        return await self.changing.end(connection, viewer, decided, Deed.CONFIRM, **details)

    async def take(self, connection: AsyncConnection, viewer: Viewer, case_id: str, *, seen: int) -> Case:
        """Let the viewer be the owner of an open case. Raises what ``Changing.begin`` raises."""
        case = await self.changing.begin(connection, viewer, case_id, Deed.TAKE, seen=seen)
        taken = replace(case, owner_id=viewer.person.id)
        before = case.owner_id or ""
        return await self.changing.end(connection, viewer, taken, Deed.TAKE, owner_before=before)


async def _keep_four_eyes(connection: AsyncConnection, case: Case) -> None:
    """What an office with four eyes had in its hands is not approved with two elsewhere."""
    office = await read_office(connection, case.organisation_id, case.office_id)
    if office.four_eyes:
        await keep_four_eyes(connection, case.id)


async def _check(connection: AsyncConnection, viewer: Viewer, decision: Decision) -> None:
    own = viewer.organisation.id
    if decision.topic_id:
        topic = await topics.find_topic(connection, decision.topic_id, organisation_id=own)
        if topic is None:
            raise TopicUnfit
    offices = {bureau.id for bureau in await list_organisations(connection, parent_id=own)}
    if decision.office_id not in (offices or {""}):
        raise OfficeMissing
    if decision.owner_id:
        officers = await list_active_with_role(connection, Role.INQUIRY_OFFICER, organisation_id=own)
        if decision.owner_id not in {officer.id for officer in officers}:
            raise OwnerUnfit


def _is_as_proposed(decision: Decision, proposal: Proposal) -> bool:
    """Whether the topic that was decided is the one that was proposed first."""
    return bool(proposal.topics) and proposal.topics[0].value == decision.topic_id
