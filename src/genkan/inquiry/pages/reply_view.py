"""Everything that the page of a reply shows."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.catalogue import Deployment, InformationClass
from genkan.governance import Permission, Role, Viewer, list_active_with_role, names_of
from genkan.inquiry.answering import ConcernPassages, find_passages, most_alike, words_that_answer
from genkan.inquiry.block import Block
from genkan.inquiry.case import LONGEST_NOTE, Case, CaseState, Note, NoteKind
from genkan.inquiry.changing import see
from genkan.inquiry.checking import Finding
from genkan.inquiry.drafting import Drafting, Language
from genkan.inquiry.entry import clean
from genkan.inquiry.errors import EntryProblem, InquiryProblem
from genkan.inquiry.office import Office
from genkan.inquiry.pages.reply_form import ReplyForm
from genkan.inquiry.pages.reply_told import failure_told, findings_told
from genkan.inquiry.pages.wording import STATE_KINDS
from genkan.inquiry.reply import LONGEST_REPLY, Reply, ReplyState, Way
from genkan.inquiry.replying import may_approve, models_for, readable_to, ways_of
from genkan.inquiry.room import Inquiries
from genkan.inquiry.sorting import Likeness
from genkan.inquiry.store.blocks import list_blocks
from genkan.inquiry.store.cases import Letter, letter_of
from genkan.inquiry.store.draftings import latest_drafting
from genkan.inquiry.store.notes import notes_of
from genkan.inquiry.store.offices import read_office
from genkan.inquiry.store.replies import AnsweredCase, answered_cases, latest_reply
from genkan.inquiry.transitions import Deed, fits, is_theirs
from genkan.knowledge import Collection, Hit, IndexUnavailable
from genkan.storage import Database
from genkan.ui import Pages

_HITS = 5
_LIKE = 0.1
_ALWAYS: Mapping[str, object] = {
    "other_languages": tuple(Language),
    "state_kinds": STATE_KINDS,
    "longest": LONGEST_REPLY,
    "longest_note": LONGEST_NOTE,
}
_TOLD_NOTES = (NoteKind.RETURNED, NoteKind.PASSED)


@dataclass(frozen=True)
class ReplyRefusal:
    """Why a deed on a reply was not done, and what was sent with it."""

    problem: InquiryProblem
    form: ReplyForm

    @property
    def field(self) -> str:
        """The field that is to be mended, empty where it is none."""
        return self.problem.field if isinstance(self.problem, EntryProblem) else ""


@dataclass(frozen=True)
class FoundArticle:
    """An article that may answer a concern; ``value`` names both in the form, ``words`` are those that answer."""

    value: str
    hit: Hit
    words: str
    chosen: bool

    @property
    def is_public(self) -> bool:
        """Whether it stands in a collection that anybody may read."""
        return self.hit.collection.information_class <= InformationClass.ONE


@dataclass(frozen=True)
class ConcernView:
    """A concern with the articles found for it, and the building block that is like it, empty for none."""

    found: ConcernPassages
    articles: tuple[FoundArticle, ...]
    block_id: str


@dataclass(frozen=True)
class Records:
    """What the records hold about the reply to a case."""

    case: Case
    letter: Letter
    reply: Reply | None
    drafting: Drafting | None
    office: Office
    notes: tuple[Note, ...]
    models: tuple[Deployment, ...]
    blocks: tuple[Block, ...]
    readable: tuple[Collection, ...]
    past: tuple[AnsweredCase, ...]
    names: Mapping[str, str]
    supervisors: Mapping[str, str]
    ways: tuple[Way, ...]


async def show_reply(
    request: Request,
    database: Database,
    viewer: Viewer,
    pages: Pages,
    inquiries: Inquiries,
    case_id: str,
    *,
    now: datetime,
    done: str = "",
    refusal: ReplyRefusal | None = None,
) -> Response:
    """The page. Raises ``CaseUnknown``; no transaction is open while regulations are searched."""
    async with database.read() as connection:
        records = await read_records(connection, viewer, inquiries, case_id, now=now)
    case, reply, writes = records.case, records.reply, _writes(viewer, records.case)
    current = reply if reply and (not writes or reply.state is ReplyState.DRAFTED) else None
    text = refusal.form.text if refusal and refusal.form.text else current.text if current else ""
    found = await findings_for(database, inquiries, records, text) if case.state.is_open else ()
    return pages.render(
        request,
        "inquiry/reply.html",
        status=refusal.problem.status if refusal else 200,
        records=records,
        case=case,
        reply=current,
        text=text,
        writes=writes,
        concerns=await _concerns(inquiries, records) if writes else (),
        similar=most_alike(case.heading, records.past) if writes else (),
        findings=findings_told(found, text, pages, request),
        failure=failure_told(pages, request, records.drafting),
        done=done,
        refusal=refusal,
        told=pages.explain(request, refusal.problem) if refusal else None,
        **_deeds(viewer, records, now=now),
        **_ALWAYS,
    )


def _writes(viewer: Viewer, case: Case) -> bool:
    is_own = is_theirs(Deed.DRAFT, person_id=viewer.person.id, owner_id=case.owner_id)
    return is_own and fits(Deed.DRAFT, case.state)


def _deeds(viewer: Viewer, records: Records, *, now: datetime) -> dict[str, object]:
    """What the viewer may do with a reply that is written, and the draft beside it."""
    return {
        "approves": _approves(viewer, records),
        "gives_back": _gives_back(viewer, records),
        "withdraws": _withdraws(viewer, records, now=now),
        "drafting": records.drafting,
        "ways": records.ways,
    }


async def read_records(
    connection: AsyncConnection, viewer: Viewer, inquiries: Inquiries, case_id: str, *, now: datetime
) -> Records:
    """What the records hold. Raises ``CaseUnknown``."""
    case = await see(connection, viewer, case_id)
    reply = await latest_reply(connection, case.id)
    notes = tuple(each for each in await notes_of(connection, case.id) if each.kind in _TOLD_NOTES)
    people = {note.person_id for note in notes}
    if reply:
        people |= {*reply.writers, reply.approved_by or ""}
    supervisors = await list_active_with_role(
        connection, Role.INQUIRY_SUPERVISOR, organisation_id=case.organisation_id
    )
    return Records(
        case=case,
        letter=await letter_of(connection, case.id),
        reply=reply,
        drafting=await latest_drafting(connection, case.id),
        office=await read_office(connection, case.organisation_id, case.office_id),
        notes=notes,
        models=await models_for(connection, viewer.person),
        blocks=await list_blocks(connection, case.organisation_id),
        readable=await readable_to(connection, inquiries.replies.library, viewer.person.id),
        past=await answered_cases(connection, case.organisation_id, case.topic_id, now=now),
        names=await names_of(connection, sorted(people)),
        supervisors={each.id: each.name for each in supervisors},
        ways=await ways_of(connection, inquiries.outbox, case),
    )


async def findings_for(
    database: Database, inquiries: Inquiries, records: Records, text: str
) -> tuple[Finding, ...]:
    """What the checks find in the text; nothing in one that is too long to be taken."""
    if len(clean(text)) > LONGEST_REPLY:
        return ()
    citizen, office = records.letter.citizen, records.office
    known = "\n".join((citizen.name, citizen.email, citizen.address, office.contact, office.closing))
    async with database.read() as connection:
        return await inquiries.replies.checks.findings(
            connection, text, collections=records.readable, known=known, contact=office.contact
        )


async def _concerns(inquiries: Inquiries, records: Records) -> tuple[ConcernView, ...] | None:
    """Each concern with what may answer it; None while there is no index."""
    letter = records.letter
    try:
        found = await find_passages(
            inquiries.replies.library,
            letter.text,
            concerns=letter.reading.proposal.concerns,
            collections=records.readable,
            limit=_HITS,
        )
    except IndexUnavailable:
        return None
    return await asyncio.to_thread(_viewed, found, records)


def _viewed(found: Sequence[ConcernPassages], records: Records) -> tuple[ConcernView, ...]:
    blocks = [block for block in records.blocks if block.topic_id in (None, records.case.topic_id)]
    kept = records.reply.basis if records.reply else ()
    chosen = {f"{each.concern}:{each.document_id}:{each.anchor}" for each in kept}
    return tuple(
        ConcernView(each, _articles(number, each, chosen), _nearest(blocks, each.concern.text))
        for number, each in enumerate(found, start=1)
    )


def _articles(number: int, found: ConcernPassages, chosen: set[str]) -> tuple[FoundArticle, ...]:
    """The articles; while nothing was chosen, the best one is where a rule seems to answer."""
    values = [f"{number}:{hit.document_id}:{hit.anchor.rsplit('/', 1)[-1]}" for hit in found.hits]
    return tuple(
        FoundArticle(
            value,
            hit,
            words_that_answer(found.concern.text, hit.text),
            value in chosen if chosen else found.has_rule and place == 0,
        )
        for place, (value, hit) in enumerate(zip(values, found.hits, strict=True))
    )


def _nearest(blocks: Sequence[Block], concern: str) -> str:
    """The building block that is most like a concern, empty where none is."""
    texts = [f"{block.label} {block.text}" for block in blocks]
    # The concern is among them, so that words that no building block has count against them.
    shares = Likeness([*texts, concern]).to(concern)[:-1]
    best = max(range(len(blocks)), key=lambda place: shares[place], default=None)
    return blocks[best].id if best is not None and shares[best] >= _LIKE else ""


def _approves(viewer: Viewer, records: Records) -> bool:
    return (
        records.case.state is CaseState.AWAITING
        and records.reply is not None
        and may_approve(viewer, records.reply, four_eyes=records.office.four_eyes)
    )


def _gives_back(viewer: Viewer, records: Records) -> bool:
    writers = records.reply.writers if records.reply else ()
    is_theirs = viewer.person.id in writers or viewer.may(Permission.SUPERVISE_INQUIRIES)
    return records.case.state is CaseState.AWAITING and is_theirs


def _withdraws(viewer: Viewer, records: Records, *, now: datetime) -> bool:
    reply = records.reply
    if reply is None or reply.sent_at is None or records.case.state is not CaseState.ANSWERED:
        return False
    return now < reply.sent_at and viewer.person.id in {*reply.writers, reply.approved_by}
