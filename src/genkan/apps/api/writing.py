"""``POST /api/official-writing``: what the rules of official Japanese say of a text."""

import asyncio
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from genkan.apps.official_writing import (
    LONGEST_TEXT,
    Checker,
    TextKind,
    WritingRequestUnclear,
    WritingTooLong,
    examine,
    report_shape,
)
from genkan.gateway import Gateway, KeyMissing
from genkan.governance import NotFound, Permission, Visitor, part

router = APIRouter(prefix="/api/official-writing")
CheckerPart = Annotated[Checker, part(Checker)]
GatewayPart = Annotated[Gateway, part(Gateway)]
_SCHEME = "bearer "
# JSON may write one character of the text as an escape of six bytes, or twelve beyond the basic plane.
_LARGEST_BODY = 12 * LONGEST_TEXT + 10_000


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a request; ``kind``: what it is for; ``quotations``: what stands in 「」 is checked, too."""

    text: str
    quotations: bool = False
    kind: TextKind = TextKind.DOCUMENT


async def _identify_caller(request: Request, gateway: GatewayPart, visitor: Visitor) -> None:
    """A program with a key, or a person who uses the workspace; raises as ``Programs.identify``, ``NotFound`` else."""
    stated = request.headers.get("authorization", "")
    bearer = stated[len(_SCHEME) :].strip() if stated.lower().startswith(_SCHEME) else ""
    secret = bearer or request.headers.get("api-key", "")
    if secret:
        gateway.programs.identify(secret, address=request.client.host if request.client else "")
    elif stated or visitor is None:
        raise KeyMissing
    elif not visitor.may(Permission.USE_WORKSPACE):
        raise NotFound


@router.post("", dependencies=[Depends(_identify_caller)])
async def check_writing(request: Request, checker: CheckerPart) -> Response:
    """The findings and the measure of a text; nothing of it is kept, and no model is asked."""
    asked = _read(await _body(request))
    report = await asyncio.to_thread(
        examine, checker, asked.text, quotations=asked.quotations, kind=asked.kind
    )
    headers = {"cache-control": "private, no-store"}
    return Response(msgspec.json.encode(report_shape(report)), media_type="application/json", headers=headers)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_BODY:
            raise WritingTooLong(given=f"{LONGEST_TEXT:,}+", most=f"{LONGEST_TEXT:,}")
    return bytes(body)


def _read(body: bytes) -> _Asked:
    try:
        return msgspec.json.decode(body, type=_Asked)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WritingRequestUnclear from error
