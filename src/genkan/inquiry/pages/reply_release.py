"""A reply on its way out: asking for approval, approving it with its measures, and its letter as a file."""

import asyncio

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.apps import ExportFormat, Output, download_headers
from genkan.gateway import day_in_japan
from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, NotFound, Now
from genkan.inquiry.block import filled
from genkan.inquiry.case import Case
from genkan.inquiry.changing import see
from genkan.inquiry.drafting import without_translation
from genkan.inquiry.faq.store.lists import in_use_with_ids
from genkan.inquiry.faq.suggesting import PREFIX
from genkan.inquiry.pages.parts import AppsPart
from genkan.inquiry.pages.reply_form import ReplyFields
from genkan.inquiry.pages.reply_page import DoingReply, ReplyDoing
from genkan.inquiry.pages.reply_records import Records, read_records
from genkan.inquiry.pages.reply_view import findings_for
from genkan.inquiry.reply import Measures, Origin, Reply, ReplyState
from genkan.inquiry.replying import letter_text, measures, values_for
from genkan.inquiry.replying.errors import ReplyUnknown
from genkan.inquiry.store.replies import latest_reply
from genkan.kit import storable

router = APIRouter(prefix="/inquiries/{case_id}/reply", route_class=FormRoute)
LETTER_FORMATS = (ExportFormat.WORD, ExportFormat.PDF)


@router.post("/submit")
async def submit(doing: DoingReply, form: ReplyFields) -> Response:
    """Ask for approval of the text as it was sent, with a reason where the checks found what is blocking."""
    records = await _records(doing)
    found = await findings_for(doing.database, doing.inquiries, records, storable(form.text))
    blocking = sum(each.blocking for each in found)

    async def work(connection: AsyncConnection) -> Case:
        return await doing.inquiries.replies.preparing.submit(
            connection,
            doing.viewer,
            doing.case_id,
            form.entry,
            seen=form.seen,
            blocking=blocking,
            reason=storable(form.words),
        )

    return await doing.do("submit", form, work)


@router.post("/approve")
async def approve(doing: DoingReply, form: ReplyFields) -> Response:
    """Let the reply leave; how far it is from its draft is measured before, outside the transaction."""
    records = await _records(doing)
    if records.reply is None:
        raise ReplyUnknown
    measured = await _measured(doing, records, records.reply)

    async def work(connection: AsyncConnection) -> Case:
        approving = doing.inquiries.replies.approving
        return await approving.approve(connection, doing.viewer, doing.case_id, measured, seen=form.seen)

    return await doing.do("approve", form, work)


@router.post("/post")
async def note_posting(doing: DoingReply, form: ReplyFields) -> Response:
    """Say on which day the letter was posted."""

    async def work(connection: AsyncConnection) -> Case:
        approving = doing.inquiries.replies.approving
        return await approving.note_posting(
            connection, doing.viewer, doing.case_id, form.posted_on, seen=form.seen
        )

    return await doing.do("post", form, work)


@router.get("/letter/{form}")
async def letter_as_file(
    case_id: str,
    form: str,
    viewer: AnswersInquiries,
    database: DatabasePart,
    clock: Now,
    apps: AppsPart,
) -> Response:
    """The reply as a letter in Word or PDF, marked as a draft until it is approved."""
    if form not in LETTER_FORMATS:
        raise NotFound
    async with database.read() as connection:
        case = await see(connection, viewer, case_id)
        reply = await latest_reply(connection, case.id)
    if reply is None:
        raise ReplyUnknown
    day = day_in_japan(reply.approved_at or clock())
    is_approved = reply.state is ReplyState.APPROVED
    title = f"回答書_{case.number}" if is_approved else f"回答書（案）_{case.number}"
    output = Output(letter_text(case, reply, day=day))
    made = await apps.exporting.export(output, ExportFormat(form), title=title, day=day)
    return Response(made.content, headers=download_headers(made.name, made.media_type))


async def _records(doing: ReplyDoing) -> Records:
    async with doing.database.read() as connection:
        return await read_records(connection, doing.viewer, doing.inquiries, doing.case_id, now=doing.clock())


async def _measured(doing: ReplyDoing, records: Records, reply: Reply) -> Measures:
    checks = doing.inquiries.replies.checks
    made = reply.draft_text if reply.origin is not Origin.HAND else ""
    draft, sent = without_translation(made), without_translation(reply.text)
    async with doing.database.read() as connection:
        values = await values_for(connection, doing.viewer, records.case)
        before = await checks.cited(connection, draft or sent, collections=records.readable)
        after = await checks.cited(connection, sent, collections=records.readable)
        ids = [each.removeprefix(PREFIX) for each in reply.blocks if each.startswith(PREFIX)]
        entries = await in_use_with_ids(connection, ids, organisation_id=records.case.organisation_id)
    used = [filled(block.text, values) for block in records.blocks if block.id in reply.blocks]
    used += [entry.content.answer for entry in entries.values()]
    return await asyncio.to_thread(measures, draft, sent, blocks=used, cited_before=before, cited_after=after)
