"""A case is received: number, deadline, what is proposed about it and the personal data in it, in one transaction."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.gateway import day_in_japan
from genkan.governance import Ledger, Viewer, list_organisations
from genkan.inquiry.arrival import Arrival
from genkan.inquiry.case import HEADING_LENGTH, Case, CaseState, Channel
from genkan.inquiry.deadline import deadline_from
from genkan.inquiry.entry import Draft, faults_of
from genkan.inquiry.events import CaseEvent
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.incoming.inspecting import Inspecting
from genkan.inquiry.incoming.keeping import FileKeeping
from genkan.inquiry.joining.candidates import Letter as Compared
from genkan.inquiry.joining.proposing import propose_relations
from genkan.inquiry.joining.relation import Ground
from genkan.inquiry.letter import Found, Reading
from genkan.inquiry.number import case_number, fiscal_year
from genkan.inquiry.sorting import Past, propose
from genkan.inquiry.sorting.proposal import Flag, Proposal, Topic
from genkan.inquiry.store import cases, topics
from genkan.inquiry.store.cases import Letter
from genkan.inquiry.urgency import Urgency
from genkan.kit import Clock, new_id, shorten
from genkan.policy import find_personal_data
from genkan.storage import Database


@dataclass(frozen=True)
class _Known:
    """What an organisation knows by which a letter is sorted."""

    topics: tuple[Topic, ...]
    past: Past


@dataclass(frozen=True, slots=True)
class Receiving:
    """Takes inquiries in; reading a letter and scanning its files take a while and hold no transaction open."""

    database: Database
    ledger: Ledger
    clock: Clock
    inspecting: Inspecting
    files: FileKeeping

    async def receive(self, viewer: Viewer, draft: Draft, *, attachments: Sequence[Incoming] = ()) -> Case:
        """A new case of the viewer's organisation. Raises what ``take_in`` raises."""
        return await self.take_in(
            viewer.organisation.id, draft, actor=viewer.person.id, attachments=attachments
        )

    async def take_in(
        self,
        organisation_id: str,
        draft: Draft,
        *,
        actor: str,
        attachments: Sequence[Incoming] = (),
        follows: str | None = None,
    ) -> Case:
        """A new case of the organisation, with its files; ``follows`` is an earlier case that the citizen goes on from.

        ``actor`` is a person, ``citizen``, ``mail`` or a key. Raises the first of ``faults_of`` the draft, and what
        ``Inspecting.accept`` raises of the files; nothing is kept then.
        """
        for fault in faults_of(draft):
            raise fault
        files = await self.inspecting.accept(attachments)
        readings = await self.read(organisation_id, [draft])
        earlier = ((follows, Ground.ASKED),) if follows else ()
        arrival = Arrival(draft, readings[0], files, earlier)
        async with self.database.write() as connection:
            return (await self.admit(connection, organisation_id, [arrival], actor=actor))[0]

    async def read(self, organisation_id: str, drafts: Sequence[Draft]) -> tuple[Reading, ...]:
        """What is proposed about each letter, and the personal data in it."""
        async with self.database.read() as connection:
            known = await _known(connection, organisation_id)
        return await asyncio.to_thread(_read_all, [draft.clean_text for draft in drafts], known)

    async def admit(
        self, connection: AsyncConnection, organisation_id: str, arrivals: Sequence[Arrival], *, actor: str
    ) -> tuple[Case, ...]:
        """New cases in the order of their letters, in the transaction of the caller."""
        if not arrivals:
            return ()
        received = await self._numbered(connection, organisation_id, arrivals)
        pairs = list(zip(received, arrivals, strict=True))
        letters = [(case, _letter(each)) for case, each in pairs]
        await cases.add_cases(connection, letters)
        alike = await propose_relations(connection, organisation_id, [_compared(*pair) for pair in pairs])
        for case, arrival in pairs:
            await self.files.keep(connection, case.id, arrival.files)
            await self._record(connection, actor, case, arrival, alike=alike.get(case.id, 0))
        return received

    async def _numbered(
        self, connection: AsyncConnection, organisation_id: str, arrivals: Sequence[Arrival]
    ) -> tuple[Case, ...]:
        year = fiscal_year(day_in_japan(self.clock()))
        last = await cases.next_serial(connection, organisation_id, year=year, count=len(arrivals))
        first = last - len(arrivals) + 1
        deadlines = await self._deadlines(connection, organisation_id, arrivals)
        return tuple(
            _case(
                arrival,
                case_number(year, first + place),
                deadline=deadlines[day_in_japan(arrival.at or self.clock())],
                organisation_id=organisation_id,
                clock=self.clock,
            )
            for place, arrival in enumerate(arrivals)
        )

    async def _deadlines(
        self, connection: AsyncConnection, organisation_id: str, arrivals: Sequence[Arrival]
    ) -> dict[date, date]:
        """The deadline of letters by the day on which they came."""
        moments = {day_in_japan(moment): moment for moment in (each.at or self.clock() for each in arrivals)}
        return {
            day: await deadline_from(connection, moment, organisation_id=organisation_id, office_id=None)
            for day, moment in moments.items()
        }

    async def _record(
        self, connection: AsyncConnection, actor: str, case: Case, arrival: Arrival, *, alike: int
    ) -> None:
        details = {
            "number": case.number,
            "channel": case.channel,
            "deadline": case.deadline.isoformat(),
            "concerns": len(arrival.reading.proposal.concerns),
            "flags": list(case.flags),
            "personal_data": len(arrival.reading.personal_data),
            "files": len(arrival.files),
            "alike": alike,
        }
        await self.ledger.record(
            connection,
            CaseEvent.RECEIVED,
            actor=actor,
            organisation_id=case.organisation_id,
            object_id=case.id,
            details=details,
        )


def read_letter(text: str, known: tuple[Topic, ...], past: Past) -> Reading:
    """What is proposed about a letter, and the personal data in it."""
    found = tuple(Found(each.kind, each.start, each.end) for each in find_personal_data(text))
    return Reading(propose(text, topics=known, past=past), found)


def _read_all(texts: Sequence[str], known: _Known) -> tuple[Reading, ...]:
    return tuple(read_letter(text, known.topics, known.past) for text in texts)


def _letter(arrival: Arrival) -> Letter:
    return Letter(arrival.draft.clean_text, arrival.draft.citizen, arrival.reading)


def _compared(case: Case, arrival: Arrival) -> Compared:
    citizen = arrival.draft.citizen
    return Compared(
        case.id, arrival.draft.clean_text, (citizen.email, citizen.address), named=arrival.follows
    )


def _case(arrival: Arrival, number: str, *, deadline: date, organisation_id: str, clock: Clock) -> Case:
    proposal = arrival.reading.proposal
    found = {each.flag for each in proposal.flags}
    return Case(
        id=new_id(clock),
        organisation_id=organisation_id,
        number=number,
        channel=Channel(arrival.draft.channel),
        received_at=arrival.at or clock(),
        state=CaseState.RECEIVED,
        topic_id=None,
        urgency=Urgency(proposal.urgency.value),
        flags=tuple(flag for flag in Flag if flag in found),
        language=proposal.language,
        deadline=deadline,
        office_id=None,
        owner_id=None,
        version=1,
        heading=_heading(arrival.draft.clean_text, proposal),
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
    return _Known(offered, Past(await cases.confirmed_cases(connection, organisation_id)))
