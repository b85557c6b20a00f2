"""Letters by e-mail that an officer hands in as files, and the letters that were left, with why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.responses import Response

from genkan.governance import AnswersInquiries, DatabasePart, FormRoute, Reading, Viewer
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.incoming.errors import LettersMissing
from genkan.inquiry.incoming.inspecting import name_of
from genkan.inquiry.mail.store.mailboxes import mailboxes_of
from genkan.inquiry.mail.store.mails import latest_left
from genkan.inquiry.mail.taken import MailOutcome, TakenMail
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.store.cases import numbers_of
from genkan.kit import Problem
from genkan.ui import Pages

router = APIRouter(prefix="/inquiries/received-mail", route_class=FormRoute)

_KINDS = {MailOutcome.TAKEN: "success", MailOutcome.KNOWN: "neutral", MailOutcome.LEFT: "warning"}


@dataclass(frozen=True)
class HandedLetter:
    """A file that was handed in and what became of it; ``told`` where it could not be looked at."""

    name: str
    mail: TakenMail | None
    told: tuple[str, str] | None = None


@router.get("")
async def show(request: Request, viewer: AnswersInquiries, connection: Reading, pages: PagesPart) -> Response:
    """The form, the mailboxes that are looked into, and the letters that were left."""
    return await _page(request, viewer, connection, pages)


@router.post("")
async def hand_in(
    request: Request,
    viewer: AnswersInquiries,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    files: Annotated[list[UploadFile] | None, File()] = None,
    anyway: Annotated[str, Form()] = "",
) -> Response:
    """Take each letter in, and tell what became of it."""
    handed = list[HandedLetter]()
    for upload in files or ():
        if not upload.filename:
            continue
        content = await upload.read()
        name = name_of(Incoming(upload.filename, b""))
        try:
            mail = await inquiries.mail_taking.take_or_leave(
                viewer.organisation.id, content, actor=viewer.person.id, anyway=anyway == "yes"
            )
            handed.append(HandedLetter(name, mail))
        except Problem as problem:
            handed.append(HandedLetter(name, None, pages.explain(request, problem)))
    async with database.read() as connection:
        problem = None if handed else LettersMissing()
        return await _page(request, viewer, connection, pages, handed, problem)


async def _page(
    request: Request,
    viewer: Viewer,
    connection: AsyncConnection,
    pages: Pages,
    handed: Sequence[HandedLetter] = (),
    problem: Problem | None = None,
) -> Response:
    ids = sorted({each.mail.case_id for each in handed if each.mail and each.mail.case_id})
    numbers = await numbers_of(connection, ids)
    return pages.render(
        request,
        "inquiry/received_mail.html",
        status=problem.status if problem else 200,
        handed=handed,
        numbers={case_id: number for case_id, (number, _) in numbers.items()},
        kinds=_KINDS,
        left=await latest_left(connection, viewer.organisation.id),
        mailboxes=await mailboxes_of(connection, viewer.organisation.id),
        told=pages.explain(request, problem) if problem else None,
    )
