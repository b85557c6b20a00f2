"""Everything that the page of a reply shows."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from starlette.responses import Response

from genkan.catalogue import InformationClass
from genkan.gateway import day_in_japan
from genkan.governance import Permission, Viewer
from genkan.inquiry.answering import ConcernPassages, find_passages, most_alike, words_that_answer
from genkan.inquiry.block import Block
from genkan.inquiry.case import LONGEST_NOTE, Case, CaseState
from genkan.inquiry.checking import Finding
from genkan.inquiry.drafting import CLASS_OF_LETTERS, OFFERED_CLASSES, Language
from genkan.inquiry.entry import clean
from genkan.inquiry.errors import EntryProblem, InquiryProblem
from genkan.inquiry.faq.suggesting import SuggestedFaq
from genkan.inquiry.pages.reply_form import ReplyForm
from genkan.inquiry.pages.reply_records import Records, read_records
from genkan.inquiry.pages.reply_told import failure_told, findings_told
from genkan.inquiry.pages.wording import STATE_KINDS
from genkan.inquiry.reply import LONGEST_REPLY, Reply, ReplyState
from genkan.inquiry.replying import may_approve
from genkan.inquiry.room import Inquiries
from genkan.inquiry.sorting import Likeness
from genkan.inquiry.transitions import Deed, fits, is_theirs
from genkan.knowledge import Hit, IndexUnavailable
from genkan.storage import Database
from genkan.ui import Pages

_HITS = 5
_LIKE = 0.1
_ALWAYS: Mapping[str, object] = {
    "other_languages": tuple(Language),
    "offered_classes": OFFERED_CLASSES,
    "class_of_letters": CLASS_OF_LETTERS,
    "state_kinds": STATE_KINDS,
    "longest": LONGEST_REPLY,
    "longest_note": LONGEST_NOTE,
}


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
    """A concern with the articles found for it, the entries that ask the same, and the block that is like it.

    ``block_id`` is empty for none, and may be that of an entry.
    """

    found: ConcernPassages
    articles: tuple[FoundArticle, ...]
    faqs: tuple[SuggestedFaq, ...]
    block_id: str


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
    shown = _shown(viewer, records, refusal)
    found = await findings_for(database, inquiries, records, shown.text) if shown.is_open else ()
    return pages.render(
        request,
        "inquiry/reply.html",
        status=refusal.problem.status if refusal else 200,
        records=records,
        case=records.case,
        **vars(shown),
        **await _sources(inquiries, records, writes=shown.writes),
        findings=findings_told(found, shown.text, pages, request),
        failure=failure_told(pages, request, records.drafting),
        done=done,
        refusal=refusal,
        told=pages.explain(request, refusal.problem) if refusal else None,
        **_deeds(viewer, records, now=now),
        **_ALWAYS,
    )


@dataclass(frozen=True)
class _Shown:
    """What of the reply is on the page: the one that is worked on, its text or what was typed, who reads it or writes."""

    reply: Reply | None
    text: str
    writes: bool
    is_open: bool


def _shown(viewer: Viewer, records: Records, refusal: ReplyRefusal | None) -> _Shown:
    reply, writes = records.reply, _writes(viewer, records.case)
    current = reply if reply and (not writes or reply.state is ReplyState.DRAFTED) else None
    typed = refusal.form.text if refusal else ""
    return _Shown(current, typed or (current.text if current else ""), writes, records.case.state.is_open)


async def _sources(inquiries: Inquiries, records: Records, *, writes: bool) -> dict[str, object]:
    """What whoever writes may draw on: articles for each concern, and similar cases."""
    if not writes:
        return {"concerns": (), "similar": ()}
    similar = most_alike(records.case.heading, records.past)
    return {"concerns": await _concerns(inquiries, records), "similar": similar}


def _writes(viewer: Viewer, case: Case) -> bool:
    is_own = is_theirs(Deed.DRAFT, person_id=viewer.person.id, owner_id=case.owner_id)
    return is_own and fits(Deed.DRAFT, case.state)


def _deeds(viewer: Viewer, records: Records, *, now: datetime) -> dict[str, object]:
    """What the viewer may do with a reply that is written, and the draft beside it."""
    return {
        "approves": _approves(viewer, records),
        "gives_back": _gives_back(viewer, records),
        "withdraws": _withdraws(viewer, records, now=now),
        "posts": records.case.state is CaseState.POSTING,
        "today": day_in_japan(now),
        "drafting": records.drafting,
        "ways": records.ways,
    }


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
        ConcernView(
            each,
            _articles(number, each, chosen),
            asked,
            _taken(asked) or _nearest(blocks, each.concern.text),
        )
        for number, (each, asked) in enumerate(zip(found, records.faqs, strict=True), start=1)
    )


def _taken(asked: Sequence[SuggestedFaq]) -> str:
    """The entry most alike, where it may be taken; empty where it may not, for a person has to look at it first."""
    return asked[0].block_id if asked and asked[0].may_be_taken else ""


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
        and may_approve(viewer, records.reply, four_eyes=records.four_eyes)
    )


def _gives_back(viewer: Viewer, records: Records) -> bool:
    writers = records.reply.writers if records.reply else ()
    is_theirs = viewer.person.id in writers or viewer.may(Permission.SUPERVISE_INQUIRIES)
    return records.case.state is CaseState.AWAITING and is_theirs


def _withdraws(viewer: Viewer, records: Records, *, now: datetime) -> bool:
    reply, state = records.reply, records.case.state
    if reply is None or state not in (CaseState.ANSWERED, CaseState.POSTING):
        return False
    is_theirs = viewer.person.id in {*reply.writers, reply.approved_by}
    return reply.state is ReplyState.APPROVED and is_theirs and reply.can_be_taken_back(now=now)
