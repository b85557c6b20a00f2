"""The pages of the inquiry desk: the queue, taking in, one case, topics; and those of citizens."""

from fastapi import APIRouter

from genkan.inquiry.pages import (
    blocks,
    case_page,
    erasure,
    faq_list,
    faq_page,
    faq_proposing,
    files,
    form_settings,
    importing,
    intake,
    mail_import,
    mail_page,
    offices,
    public_faq,
    public_form,
    public_status,
    queue,
    reply_making,
    reply_page,
    reply_release,
    statistics,
    topics,
)

# What has a name of its own stands before the pages of one case.
_PAGES = (
    public_status,
    public_faq,
    public_form,
    queue,
    intake,
    importing,
    mail_import,
    files,
    topics,
    offices,
    form_settings,
    statistics,
    faq_list,
    faq_page,
    erasure,
    mail_page,
    blocks,
    faq_proposing,
    reply_page,
    reply_making,
    reply_release,
    case_page,
)

router = APIRouter(routes=[route for pages in _PAGES for route in pages.router.routes])

__all__ = ["router"]
