"""Drafts of a reply: put together from what was chosen, written by a model, translated, and taken over."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance import FormRoute
from genkan.inquiry.case import Case
from genkan.inquiry.changing import see
from genkan.inquiry.drafting import Drafting, Wish, without_translation
from genkan.inquiry.pages.reply_form import ReplyFields, ReplyForm
from genkan.inquiry.pages.reply_page import DoingReply, ReplyDoing
from genkan.inquiry.reply import Basis, Origin, Reply, ReplyState
from genkan.inquiry.replying import ReplyEntry, gather, ways_of
from genkan.inquiry.replying.errors import DraftingUnknown, ReplyMissing, TranslationOutdated
from genkan.inquiry.store.draftings import find_drafting, use_drafting
from genkan.inquiry.store.replies import latest_reply
from genkan.inquiry.transitions import Deed

router = APIRouter(prefix="/inquiries/{case_id}/reply", route_class=FormRoute)


@router.post("/compose")
async def compose_draft(doing: DoingReply, form: ReplyFields) -> Response:
    """A draft of what was chosen: with a model in the background, without one at once.

    The first one is the reply; a later one is shown beside it, so that nothing that was written is lost.
    """

    async def work(connection: AsyncConnection) -> Case | None:
        case = await _begun(connection, doing, form)
        replies = doing.inquiries.replies
        material = await gather(connection, replies.library, doing.viewer, case, form.chosen)
        wish = Wish(
            organisation_id=case.organisation_id,
            deployment_id=form.model,
            frame=material.frame,
            points=material.points,
            blocks=tuple(material.blocks),
            information_class=form.wanted_class,
        )
        if form.model:
            await replies.drafts.begin(connection, doing.viewer, case, wish)
            return None
        drafting = await replies.drafts.put_together(connection, doing.viewer, case, wish)
        if await latest_reply(connection, case.id) is not None:
            return None
        return await _take_over(connection, doing, case, drafting, form)

    return await doing.do("compose", form, work)


@router.post("/use")
async def use_draft(doing: DoingReply, form: ReplyFields) -> Response:
    """Put a proposed draft in the place of the reply."""

    async def work(connection: AsyncConnection) -> Case:
        case = await see(connection, doing.viewer, doing.case_id)
        drafting = await find_drafting(connection, form.drafting, case_id=case.id)
        if drafting is None:
            raise DraftingUnknown
        return await _take_over(connection, doing, case, drafting, form)

    return await doing.do("use", form, work)


@router.post("/translate")
async def translate(doing: DoingReply, form: ReplyFields) -> Response:
    """Have a model put the reply, as it was saved, into another language beside the Japanese."""

    async def work(connection: AsyncConnection) -> None:
        case = await _begun(connection, doing, form)
        reply = await latest_reply(connection, case.id)
        language = form.wanted_language
        if reply is None or reply.state is not ReplyState.DRAFTED or language is None:
            raise ReplyMissing
        japanese = without_translation(reply.text)
        wish = Wish(
            case.organisation_id,
            form.model,
            text=japanese,
            language=language,
            information_class=form.wanted_class,
        )
        await doing.inquiries.replies.drafts.begin(connection, doing.viewer, case, wish)

    return await doing.do("compose", form, work)


async def _begun(connection: AsyncConnection, doing: ReplyDoing, form: ReplyForm) -> Case:
    """The case, where the viewer may write its reply as it was seen: nothing goes to a model before."""
    changing = doing.inquiries.replies.preparing.changing
    return await changing.begin(connection, doing.viewer, doing.case_id, Deed.DRAFT, seen=form.seen)


async def _take_over(
    connection: AsyncConnection, doing: ReplyDoing, case: Case, drafting: Drafting, form: ReplyForm
) -> Case:
    """The draft is the text of the reply from now on; a translation is no new draft of what is answered."""
    wish, text = drafting.wish, drafting.text
    if not await use_drafting(connection, drafting.id):
        raise DraftingUnknown
    kept = await latest_reply(connection, case.id)
    if wish.language is not None and not _is_of(wish, kept):
        raise TranslationOutdated
    ways = await ways_of(connection, doing.inquiries.outbox, case)
    way = kept.way if kept and kept.way in ways else ways[0]
    basis: tuple[Basis, ...] = tuple(each for point in wish.points for each in point.basis)
    is_new = wish.language is None
    entry = ReplyEntry(text, way, basis if is_new else None, wish.blocks if is_new else None)
    origin = (Origin.MODEL if wish.deployment_id else Origin.BLOCKS) if is_new else None
    preparing = doing.inquiries.replies.preparing
    return await preparing.save(
        connection, doing.viewer, doing.case_id, entry, seen=form.seen, proposed=origin
    )


def _is_of(wish: Wish, reply: Reply | None) -> bool:
    """Whether a translation was made from the Japanese text that is being worked on."""
    if reply is None or reply.state is not ReplyState.DRAFTED:
        return False
    return wish.text == without_translation(reply.text)
