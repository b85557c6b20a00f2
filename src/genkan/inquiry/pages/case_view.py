"""Everything that the page of one case shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.gateway import day_in_japan
from genkan.governance import (
    Event,
    EventFilter,
    Role,
    Viewer,
    list_active_with_role,
    list_events,
    list_organisations,
    names_of,
)
from genkan.inquiry.calendar import business_days_until
from genkan.inquiry.case import LONGEST_NOTE, Case, Note
from genkan.inquiry.changing import see
from genkan.inquiry.entry import LONGEST_DESTINATION
from genkan.inquiry.errors import EntryProblem, InquiryProblem
from genkan.inquiry.faq.store.faqs import faqs_of_case
from genkan.inquiry.letter import Reading
from genkan.inquiry.marking import pieces_of
from genkan.inquiry.pages.citizen_view import citizen_context
from genkan.inquiry.pages.intake_view import intake_context
from genkan.inquiry.pages.parts import DeedForm
from genkan.inquiry.pages.wording import ACTORS, HISTORY, LANGUAGES, OTHER_LANGUAGE, STATE_KINDS, URGENCIES
from genkan.inquiry.sorting.proposal import Flag
from genkan.inquiry.store.cases import Letter, letter_of
from genkan.inquiry.store.notes import notes_of
from genkan.inquiry.store.topics import list_topics
from genkan.inquiry.topic import OfficeTopic
from genkan.inquiry.transitions import Deed, fits, is_theirs
from genkan.ui import Pages

MOST_EVENTS = 200
_ALWAYS: Mapping[str, object] = {
    "all_flags": tuple(Flag),
    "urgencies": URGENCIES,
    "state_kinds": STATE_KINDS,
    "history": HISTORY,
    "actors": ACTORS,
    "longest_note": LONGEST_NOTE,
    "longest_destination": LONGEST_DESTINATION,
}


@dataclass(frozen=True)
class Choices:
    """What may be decided about a case, by id, and what stands in the form."""

    topics: Mapping[str, str]
    offices: Mapping[str, str]
    officers: Mapping[str, str]
    form: DeedForm


@dataclass(frozen=True)
class Refusal:
    """Why a deed was not done, and what was sent with it."""

    deed: Deed
    problem: InquiryProblem
    form: DeedForm

    @property
    def field(self) -> str:
        """The field that is to be mended, empty where it is none."""
        return self.problem.field if isinstance(self.problem, EntryProblem) else ""


async def show_case(
    request: Request,
    connection: AsyncConnection,
    viewer: Viewer,
    pages: Pages,
    case_id: str,
    *,
    today: date,
    done: str = "",
    refusal: Refusal | None = None,
) -> Response:
    """The page of a case. Raises ``CaseUnknown``."""
    case = await see(connection, viewer, case_id)
    letter = await letter_of(connection, case.id)
    return pages.render(
        request,
        "inquiry/case.html",
        status=refusal.problem.status if refusal else 200,
        case=case,
        choices=await _choices(connection, viewer, case, letter.reading, refusal),
        deeds=_deeds(viewer, case),
        done=done,
        refusal=refusal,
        told=pages.explain(request, refusal.problem) if refusal else None,
        **_letter_shown(case, letter),
        **_time_shown(case, today=today),
        **await _record_shown(connection, case),
        **await _beside(connection, case),
        **_ALWAYS,
    )


def _letter_shown(case: Case, letter: Letter) -> dict[str, object]:
    """What came, who asks, and what is proposed about it."""
    return {
        "citizen": letter.citizen,
        "proposal": letter.reading.proposal,
        "personal_data": letter.reading.personal_data,
        "pieces": pieces_of(letter.text, letter.reading),
        "language_name": LANGUAGES.get(case.language, OTHER_LANGUAGE),
    }


def _time_shown(case: Case, *, today: date) -> dict[str, object]:
    """How much time is left, in business days, and how many days went by."""
    return {
        "left": business_days_until(case.deadline, today=today),
        "late": max(0, (today - case.deadline).days) if case.state.is_open else 0,
        "age": (today - day_in_japan(case.received_at)).days,
        "today": today,
    }


async def _record_shown(connection: AsyncConnection, case: Case) -> dict[str, object]:
    """Notes and history, with the names of those who wrote them."""
    notes, events = await notes_of(connection, case.id), await _history(connection, case)
    return {"notes": notes, "events": events, "names": await _names(connection, case, notes, events)}


async def _beside(connection: AsyncConnection, case: Case) -> dict[str, object]:
    """What stands beside the case itself: the citizen's side, how it came in, and what was made of it."""
    return {
        **await citizen_context(connection, case.id),
        **await intake_context(connection, case),
        "faqs": await faqs_of_case(connection, case.id),
    }


def _deeds(viewer: Viewer, case: Case) -> frozenset[Deed]:
    """What the viewer may do with the case as it stands."""
    person_id = viewer.person.id
    fitting = {deed for deed in Deed if fits(deed, case.state)}
    if case.owner_id == person_id:
        fitting.discard(Deed.TAKE)
    return frozenset(deed for deed in fitting if is_theirs(deed, person_id=person_id, owner_id=case.owner_id))


async def _history(connection: AsyncConnection, case: Case) -> tuple[Event, ...]:
    """The events of the case in the ledger, newest first."""
    chosen = EventFilter(organisation_id=case.organisation_id, kind="inquiry:case:", object_id=case.id)
    return (await list_events(connection, chosen, limit=MOST_EVENTS)).events


async def _names(
    connection: AsyncConnection, case: Case, notes: tuple[Note, ...], events: tuple[Event, ...]
) -> Mapping[str, str]:
    ids = {note.person_id for note in notes} | {event.actor for event in events}
    return await names_of(connection, sorted(ids | ({case.owner_id} if case.owner_id else set())))


async def _choices(
    connection: AsyncConnection, viewer: Viewer, case: Case, reading: Reading, refusal: Refusal | None
) -> Choices:
    own = viewer.organisation.id
    topics = await list_topics(connection, own)
    offices = {each.id: each.name for each in await list_organisations(connection, parent_id=own)}
    officers = await list_active_with_role(connection, Role.INQUIRY_OFFICER, organisation_id=own)
    sent = refusal.form if refusal and refusal.deed is Deed.CONFIRM else None
    return Choices(
        {topic.id: topic.label for topic in topics},
        offices,
        {officer.id: officer.name for officer in officers},
        sent or _filled(case, reading, {topic.id: topic for topic in topics}, offices),
    )


def _filled(
    case: Case, reading: Reading, topics: Mapping[str, OfficeTopic], offices: Mapping[str, str]
) -> DeedForm:
    """What was decided already, else what is proposed."""
    proposal = reading.proposal
    guessed = proposal.topics[0].value if proposal.topics else ""
    topic_id = case.topic_id or (guessed if guessed in topics else "")
    named = proposal.office.value if proposal.office else ""
    office_id = next((each for each, name in offices.items() if name == named), "")
    return DeedForm(
        topic=topic_id,
        office=case.office_id or office_id,
        owner=case.owner_id or "",
        urgency=case.urgency,
        flags=list(case.flags),
    )
