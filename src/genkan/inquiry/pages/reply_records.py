"""What the records hold about the reply to a case, read in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from genkan.catalogue import InformationClass
from genkan.gateway import day_in_japan
from genkan.governance import Person, Role, Viewer, list_active_with_role, names_of
from genkan.inquiry.block import Block
from genkan.inquiry.case import Case, Note, NoteKind
from genkan.inquiry.changing import see
from genkan.inquiry.drafting import OFFERED_CLASSES, Drafting
from genkan.inquiry.faq.suggesting import SuggestedFaq, suggest_faqs
from genkan.inquiry.office import Office
from genkan.inquiry.reply import Reply, Way
from genkan.inquiry.replying import (
    JoinedLetter,
    joined_letters,
    models_for,
    readable_to,
    wants_four_eyes,
    ways_of,
)
from genkan.inquiry.room import Inquiries
from genkan.inquiry.store.blocks import list_blocks
from genkan.inquiry.store.cases import Letter, letter_of
from genkan.inquiry.store.draftings import latest_drafting
from genkan.inquiry.store.notes import notes_of
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.replies import AnsweredCase, answered_cases, latest_reply
from genkan.knowledge import Collection

_TOLD_NOTES = (NoteKind.RETURNED, NoteKind.PASSED)


@dataclass(frozen=True)
class OfferedModel:
    """A language model, and the highest class of a letter that may go to it."""

    id: str
    title: str
    highest: InformationClass


@dataclass(frozen=True)
class Records:
    """What the records hold about the reply to a case."""

    case: Case
    letter: Letter
    reply: Reply | None
    drafting: Drafting | None
    office: Office
    notes: tuple[Note, ...]
    models: tuple[OfferedModel, ...]
    blocks: tuple[Block, ...]
    readable: tuple[Collection, ...]
    past: tuple[AnsweredCase, ...]
    faqs: tuple[tuple[SuggestedFaq, ...], ...]
    names: Mapping[str, str]
    supervisors: Mapping[str, str]
    ways: tuple[Way, ...]
    joined: tuple[JoinedLetter, ...]
    four_eyes: bool


async def read_records(
    connection: AsyncConnection, viewer: Viewer, inquiries: Inquiries, case_id: str, *, now: datetime
) -> Records:
    """What the records hold. Raises ``CaseUnknown``."""
    case = await see(connection, viewer, case_id)
    reply = await latest_reply(connection, case.id)
    office = await read_office(connection, case.organisation_id, case.office_id)
    notes = tuple(each for each in await notes_of(connection, case.id) if each.kind in _TOLD_NOTES)
    letter = await letter_of(connection, case.id)
    return Records(
        case=case,
        letter=letter,
        reply=reply,
        drafting=await latest_drafting(connection, case.id),
        office=office,
        notes=notes,
        models=await _models(connection, viewer.person),
        blocks=await list_blocks(connection, case.organisation_id),
        readable=await readable_to(connection, inquiries.replies.library, viewer.person.id),
        past=await answered_cases(connection, case.organisation_id, case.topic_id, now=now),
        faqs=await _faqs(connection, case, letter, day=day_in_japan(now)),
        names=await _names(connection, reply, notes),
        supervisors=await _supervisors(connection, case),
        ways=await ways_of(connection, inquiries.outbox, case),
        joined=await joined_letters(connection, inquiries.outbox, case),
        four_eyes=await wants_four_eyes(connection, case, reply) if reply else office.four_eyes,
    )


async def _names(
    connection: AsyncConnection, reply: Reply | None, notes: tuple[Note, ...]
) -> Mapping[str, str]:
    """Who wrote notes, and who wrote or approved the reply, by id."""
    people = {note.person_id for note in notes}
    if reply:
        people |= {*reply.writers, reply.approved_by or ""}
    return await names_of(connection, sorted(people))


async def _faqs(
    connection: AsyncConnection, case: Case, letter: Letter, *, day: date
) -> tuple[tuple[SuggestedFaq, ...], ...]:
    """The entries of よくある質問 that fit each concern of an open case."""
    if not case.state.is_open:
        return ()
    return await suggest_faqs(connection, case, letter.reading.proposal.concerns, day=day)


async def _supervisors(connection: AsyncConnection, case: Case) -> Mapping[str, str]:
    """Who may approve where four eyes are wanted, by id."""
    supervisors = await list_active_with_role(
        connection, Role.INQUIRY_SUPERVISOR, organisation_id=case.organisation_id
    )
    return {each.id: each.name for each in supervisors}


async def _models(connection: AsyncConnection, person: Person) -> tuple[OfferedModel, ...]:
    """The models that take a letter of any class, each with the highest."""
    found: dict[str, OfferedModel] = {}
    for each in OFFERED_CLASSES:
        for model in await models_for(connection, person, information_class=each):
            found[model.id] = OfferedModel(model.id, model.title, each)
    return tuple(found.values())
