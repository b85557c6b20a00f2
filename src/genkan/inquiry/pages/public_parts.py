"""What the routes of citizens ask for: a bounded body, the open form of the address, and what the form carried."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Form, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import Message

from genkan.governance import DatabasePart
from genkan.inquiry.public import CitizenLetter, FormClosed, PublicForm, form_at
from genkan.inquiry.public.errors import BodyTooLong

# A hundred thousand letters of three bytes, each of which a browser writes as three characters, and some room.
LONGEST_BODY = 2_000_000
COOKIE = "genkan_inquiry"


class BoundedRoute(APIRoute):
    """A route for everybody: it reads no more than the longest letter."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_bounded(request: Request) -> Response:
            return await handle(_bounded(request))

        return handle_bounded


def _bounded(request: Request) -> Request:
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > LONGEST_BODY:
            raise BodyTooLong
        return message

    return Request(request.scope, receive)


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
