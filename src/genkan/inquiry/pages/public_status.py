"""The page of a citizen's inquiry: opened by number and code, it shows state and reply and takes further words."""

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from genkan.governance import DatabasePart, Now, find_organisation
from genkan.inquiry.case import LONGEST_TEXT
from genkan.inquiry.errors import EntryProblem
from genkan.inquiry.pages.parts import InquiriesPart, PagesPart
from genkan.inquiry.pages.public_parts import (
    COOKIE,
    FILE_LIMITS,
    BoundedRoute,
    FormPart,
    LetterFields,
    Place,
    files_of,
)
from genkan.inquiry.public import (
    LONGEST_WORDS,
    SCORES,
    Asked,
    CitizenLetter,
    InquiryStatus,
    LookUpEnded,
    LookUpRefused,
    PublicForm,
    Purpose,
    Sent,
    TooOften,
    faults_of_letter,
    status_of,
)
from genkan.inquiry.room import Inquiries
from genkan.inquiry.store.cases import letter_of
from genkan.kit import Clock, Problem
from genkan.storage import Database
from genkan.ui import Pages

router = APIRouter(prefix="/ask/{form_name}/status", route_class=BoundedRoute)


@dataclass(frozen=True)
class Visit:
    """A citizen at the page of an inquiry, and what is needed to show it."""

    request: Request
    form: PublicForm
    database: Database
    pages: Pages
    inquiries: Inquiries
    clock: Clock

    @property
    def path(self) -> str:
        """Where the page is."""
        return f"{self.form.path}/status"

    async def status(self) -> InquiryStatus | None:
        """The inquiry that the browser has opened; None where it has opened none, or too long ago."""
        own = self.form.organisation_id
        token = self.request.cookies.get(COOKIE, "")
        case_id = self.inquiries.public.tokens.read(Purpose.PAGE, own, token)
        if case_id is None:
            return None
        async with self.database.read() as connection:
            return await status_of(connection, case_id, organisation_id=own, now=self.clock())

    async def show(
        self, status: InquiryStatus, *, done: str = "", problem: Problem | None = None, **typed: str
    ) -> Response:
        """The page; ``typed`` comes back with a problem, ``of`` being the case whose form it was."""
        tokens = self.inquiries.public.tokens
        return await self._render(
            "status",
            problem,
            status_page=status,
            done=done,
            typed=typed,
            token=tokens.letter_token(self.form.organisation_id),
            scores=SCORES,
            limits={"text": LONGEST_TEXT, "words": LONGEST_WORDS},
            file_limits=FILE_LIMITS,
        )

    async def ask(
        self, problem: Problem | None = None, *, done: str = "", number: str = "", kept: str = ""
    ) -> Response:
        """The form that asks for number and code; ``kept`` is what was typed on a page that is open no more."""
        can_renew = await self.inquiries.public.looking_up.can_renew(self.form)
        return await self._render(
            "look_up", problem, number=number[:20], kept=kept, done=done, can_renew=can_renew
        )

    async def _render(self, template: str, problem: Problem | None, **context: object) -> Response:
        async with self.database.read() as connection:
            organisation = await find_organisation(connection, organisation_id=self.form.organisation_id)
        return self.pages.render(
            self.request,
            f"inquiry/public/{template}.html",
            status=problem.status if problem else 200,
            form=self.form,
            return_path=self.path,
            organisation=organisation.name if organisation else self.form.title,
            told=self.pages.explain(self.request, problem) if problem else None,
            field=problem.field if isinstance(problem, EntryProblem) else "",
            **context,
        )


async def _visit(
    request: Request,
    form: FormPart,
    database: DatabasePart,
    pages: PagesPart,
    inquiries: InquiriesPart,
    clock: Now,
) -> Visit:
    return Visit(request, form, database, pages, inquiries, clock)


VisitPart = Annotated[Visit, Depends(_visit)]
Typed = Annotated[str, Form()]


@router.get("")
async def show(visit: VisitPart, done: str = "") -> Response:
    """The inquiry that was opened, else the form that asks for number and code."""
    status = await visit.status()
    if status is None:
        return await visit.ask(done=done)
    if status.has_news:
        async with visit.database.write() as connection:
            await visit.inquiries.public.answering_back.note_reading(connection, status)
    return await visit.show(status, done=done)


@router.post("")
async def look_up(visit: VisitPart, place: Place, number: Typed = "", code: Typed = "") -> Response:
    """Open the page for half an hour."""
    public = visit.inquiries.public
    try:
        case_id = await public.looking_up.find(visit.form, Asked(number, code, place))
    except (LookUpRefused, TooOften) as problem:
        return await visit.ask(problem, number=number)
    response = RedirectResponse(visit.path, status_code=303)
    token = public.tokens.page_token(visit.form.organisation_id, case_id)
    response.set_cookie(COOKIE, token, path="/ask", httponly=True, samesite="strict", secure=public.is_secure)
    return response


@router.post("/leave")
async def leave(visit: VisitPart) -> Response:
    """Close the page, for instance on a computer that others use."""
    response = RedirectResponse(f"{visit.path}?done=left", status_code=303)
    response.delete_cookie(COOKIE, path="/ask", httponly=True, samesite="strict")
    return response


@router.post("/renew")
async def renew(visit: VisitPart, place: Place, number: Typed = "", email: Typed = "") -> Response:
    """Have a new code sent; the answer is the same whether there is such an inquiry or not."""
    try:
        await visit.inquiries.public.looking_up.renew(visit.form, number=number, email=email, place=place)
    except TooOften as problem:
        return await visit.ask(problem, number=number)
    return RedirectResponse(f"{visit.path}?done=renewed", status_code=303)


@router.post("/ask")
async def ask_on(visit: VisitPart, place: Place, sent: LetterFields) -> Response:
    """Send further words on the inquiry, also where the form is closed; they become a case of their own beside the first."""
    public, own = visit.inquiries.public, visit.form.organisation_id
    status = await visit.status()
    nonce = public.tokens.read(Purpose.LETTER, own, sent.token)
    if status is None or nonce is None:
        return await visit.ask(LookUpEnded(), kept=sent.text)
    letter = await _letter_on(visit, status, sent.letter)
    faults = await asyncio.to_thread(faults_of_letter, letter)
    if faults:
        return await visit.show(status, problem=faults[0], text=sent.text)
    language, files = visit.pages.language(visit.request), await files_of(visit.request)
    try:
        await public.submitting.submit(visit.form, Sent(letter, nonce, place, language, status.first, files))
    except Problem as problem:
        if not files and not isinstance(problem, TooOften):
            raise
        return await visit.show(status, problem=problem, text=sent.text)
    return RedirectResponse(f"{visit.path}?done=asked", status_code=303)


@router.post("/rate")
async def rate(visit: VisitPart, case: Typed = "", score: Typed = "", words: Typed = "") -> Response:
    """Say how satisfying a reply is; what was said before is replaced."""
    status = await visit.status()
    letter = status.letter(case) if status else None
    if status is None or letter is None or letter.reply is None:
        return await visit.ask(LookUpEnded(), kept=words)
    try:
        async with visit.database.write() as connection:
            await visit.inquiries.public.answering_back.rate(
                connection, letter.case, score=score, typed=words
            )
    except EntryProblem as problem:
        return await visit.show(status, problem=problem, of=case, score=score, words=words)
    return RedirectResponse(f"{visit.path}?done=rated", status_code=303)


async def _letter_on(visit: Visit, status: InquiryStatus, typed: CitizenLetter) -> CitizenLetter:
    """What was typed, from the person who sent the first letter."""
    async with visit.database.read() as connection:
        citizen = (await letter_of(connection, status.first.case_id)).citizen
    return CitizenLetter(
        typed.text,
        citizen.name,
        citizen.email,
        website=typed.website,
        no_personal_number=typed.no_personal_number,
    )
