"""What the routes of citizens ask for: a bounded body, the open form of the address, and what the form carried."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Form, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.types import Message

from genkan.governance import DatabasePart
from genkan.inquiry.incoming.attachment import MEGABYTE, OF_CITIZENS, Incoming
from genkan.inquiry.public import CitizenLetter, FormClosed, PublicForm, form_at
from genkan.inquiry.public.errors import BodyTooLong

# A hundred thousand letters of three bytes, each of which a browser writes as three characters, and some room.
LONGEST_BODY = 2_000_000
_LONGEST_WITH_FILES = LONGEST_BODY + OF_CITIZENS.together
COOKIE = "genkan_inquiry"
FILE_LIMITS = {
    "count": OF_CITIZENS.count,
    "each": OF_CITIZENS.each // MEGABYTE,
    "together": OF_CITIZENS.together // MEGABYTE,
}


class BoundedRoute(APIRoute):
    """A route for everybody: it reads no more than the longest letter, and the files where it has some."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_bounded(request: Request) -> Response:
            return await handle(_bounded(request))

        return handle_bounded


def _bounded(request: Request) -> Request:
    received, longest = 0, _longest(request)

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > longest:
            raise BodyTooLong
        return message

    return Request(request.scope, receive)


def _longest(request: Request) -> int:
    is_with_files = request.headers.get("content-type", "").startswith("multipart/form-data")
    return _LONGEST_WITH_FILES if is_with_files else LONGEST_BODY


async def files_of(request: Request) -> tuple[Incoming, ...]:
    """The files that were chosen with a letter; more than may come is left unread, and refused by what is read."""
    given = [
        each
        for each in (await request.form()).getlist("files")
        if isinstance(each, UploadFile) and each.filename
    ]
    few = given[: OF_CITIZENS.count + 1]
    return tuple([Incoming(each.filename or "", await each.read(OF_CITIZENS.each + 1)) for each in few])


async def _form(form_name: str, database: DatabasePart) -> PublicForm:
    """The form, open or not, for who has sent something by it. Raises ``FormClosed``."""
    async with database.read() as connection:
        form = await form_at(connection, form_name)
    if form is None:
        raise FormClosed
    return form


FormPart = Annotated[PublicForm, Depends(_form)]


async def _open_form(form: FormPart) -> PublicForm:
    """The form, if it takes letters. Raises ``FormClosed``."""
    if not form.is_open:
        raise FormClosed
    return form


async def _place(request: Request) -> str:
    return request.client.host if request.client else ""


OpenFormPart = Annotated[PublicForm, Depends(_open_form)]
Place = Annotated[str, Depends(_place)]


class LetterForm(BaseModel):
    """A letter as it was sent, with the token of its form and the button that was pressed."""

    text: str = ""
    name: str = ""
    email: str = ""
    topic: str = ""
    website: str = ""
    no_personal_number: str = ""
    token: str = ""
    step: str = ""

    @property
    def letter(self) -> CitizenLetter:
        """The letter in it."""
        return CitizenLetter(
            self.text, self.name, self.email, self.topic, self.website, bool(self.no_personal_number)
        )


LetterFields = Annotated[LetterForm, Form()]
