"""A case is received: number, deadline, what is proposed about it and the personal data in it, in one transaction."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger, Viewer, list_organisations
from genkan.inquiry.calendar import nth_business_day
from genkan.inquiry.case import HEADING_LENGTH, Case, CaseState, Channel
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.letter import Found, Reading
from genkan.inquiry.number import case_number, fiscal_year
from genkan.inquiry.sorting import propose
from genkan.inquiry.sorting.proposal import Answered, Flag, Proposal, Topic
from genkan.inquiry.store import cases, topics
from genkan.inquiry.store.cases import Letter
from genkan.inquiry.urgency import Urgency
from genkan.kit import Clock, new_id, shorten
from genkan.policy import find_personal_data
from genkan.storage import Database

BUSINESS_DAYS = 10


@dataclass(frozen=True)
class _Known:
    """What an organisation knows by which a letter is sorted."""

    topics: tuple[Topic, ...]
    past: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Receiving:
    """Takes inquiries in; reading a letter takes a while and holds no transaction open."""

    database: Database
    ledger: Ledger
    clock: Clock

    async def receive(self, viewer: Viewer, draft: Draft) -> Case:
        """A new case of the viewer's organisation. Raises the first of ``faults_of`` the draft."""
        for fault in faults_of(draft):
            raise fault
        text = draft.clean_text
        async with self.database.read() as connection:
            known = await _known(connection, viewer.organisation.id)
        reading = await asyncio.to_thread(read_letter, text, known.topics, known.past)
        async with self.database.write() as connection:
            number = await self._next_number(connection, viewer.organisation.id)
            case = _case(draft, reading, number, organisation_id=viewer.organisation.id, clock=self.clock)
            await cases.add_case(connection, case, Letter(text, draft.citizen, reading))
            await self._record(connection, viewer, case, reading)
        return case

    async def _next_number(self, connection: AsyncConnection, organisation_id: str) -> str:
        year = fiscal_year(day_in_japan(self.clock()))
        return case_number(year, await cases.next_serial(connection, organisation_id, year=year))

    async def _record(
        self, connection: AsyncConnection, viewer: Viewer, case: Case, reading: Reading
    ) -> None:
        details = {
            "number": case.number,
            "channel": case.channel,
            "deadline": case.deadline.isoformat(),
            "concerns": len(reading.proposal.concerns),
            "flags": list(case.flags),
            "personal_data": len(reading.personal_data),
        }
        await self.ledger.record(
            connection,
            CaseEvent.RECEIVED,
            actor=viewer.person.id,
            organisation_id=case.organisation_id,
            object_id=case.id,
            details=details,
        )


def read_letter(text: str, known: tuple[Topic, ...], past: tuple[Answered, ...]) -> Reading:
    """What is proposed about a letter, and the personal data in it."""
    found = tuple(Found(each.kind, each.start, each.end) for each in find_personal_data(text))
    return Reading(propose(text, topics=known, past=past), found)


def deadline_from(moment: datetime) -> date:
    """The day by which an inquiry is answered that came, or came again, at the moment."""
    return nth_business_day(day_in_japan(moment), count=BUSINESS_DAYS)


def _case(draft: Draft, reading: Reading, number: str, *, organisation_id: str, clock: Clock) -> Case:
    now, proposal = clock(), reading.proposal
    found = {each.flag for each in proposal.flags}
    return Case(
        id=new_id(clock),
        organisation_id=organisation_id,
        number=number,
        channel=Channel(draft.channel),
        received_at=now,
        state=CaseState.RECEIVED,
        topic_id=None,
        urgency=Urgency(proposal.urgency.value),
        flags=tuple(flag for flag in Flag if flag in found),
        language=proposal.language,
        deadline=deadline_from(now),
        office_id=None,
        owner_id=None,
        version=1,
        heading=_heading(draft.clean_text, proposal),
    )


def _heading(text: str, proposal: Proposal) -> str:
    """What the letter asks first, for letters begin with names and greetings; else how it begins."""
    concerns = proposal.concerns
    return shorten(concerns[0].text if concerns else text, length=HEADING_LENGTH)


async def _known(connection: AsyncConnection, organisation_id: str) -> _Known:
    bureaus = await list_organisations(connection, parent_id=organisation_id)
    names = {bureau.id: bureau.name for bureau in bureaus}
    kept = await topics.list_topics(connection, organisation_id)
    offered = tuple(
        Topic(each.id, each.label, each.words, names.get(each.office_id or "", "")) for each in kept
    )
    return _Known(offered, await cases.confirmed_cases(connection, organisation_id))
