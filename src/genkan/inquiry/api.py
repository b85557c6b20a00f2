"""``/api/inquiries``: a program hands letters in and asks where they stand, with the key of an officer."""

import binascii
from base64 import b64decode
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from genkan.gateway import Gateway, KeyHolder, KeyMissing
from genkan.governance import NotFound, Permission, Reading, part, permissions_of
from genkan.inquiry.case import Case, Channel
from genkan.inquiry.entry import Draft
from genkan.inquiry.errors import CaseUnknown, LetterTooLarge, LetterUnclear, RepeatKeyTooLong
from genkan.inquiry.handing_in import HandedIn
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.number import as_case_number
from genkan.inquiry.room import Inquiries
from genkan.inquiry.store.cases import case_with_number
from genkan.kit import storable

router = APIRouter(prefix="/api/inquiries")
GatewayPart = Annotated[Gateway, part(Gateway)]
InquiriesPart = Annotated[Inquiries, part(Inquiries)]

_SCHEME = "bearer "
_LARGEST_BODY = 30 * 1024 * 1024
_LONGEST_KEY = 200


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file; ``content`` is in Base64."""

    name: str
    content: str


class _Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a request."""

    text: str
    name: str = ""
    email: str = ""
    address: str = ""
    files: tuple[_File, ...] = ()


async def _identify(request: Request, gateway: GatewayPart) -> KeyHolder:
    """The key of somebody who answers inquiries. Raises as ``Programs.identify``, ``KeyMissing`` and ``NotFound``."""
    stated = request.headers.get("authorization", "")
    bearer = stated[len(_SCHEME) :].strip() if stated.lower().startswith(_SCHEME) else ""
    secret = bearer or request.headers.get("api-key", "")
    if not secret:
        raise KeyMissing
    holder = gateway.programs.identify(secret, address=request.client.host if request.client else "")
    if Permission.ANSWER_INQUIRIES not in permissions_of(holder.owner.roles):
        raise NotFound
    return holder


HolderPart = Annotated[KeyHolder, Depends(_identify)]


@router.post("")
async def hand_in(request: Request, holder: HolderPart, inquiries: InquiriesPart) -> Response:
    """A letter becomes a case; the same letter with the same ``idempotency-key`` again gives the case that it became."""
    letter = _read(await _body(request))
    email = storable(letter.email).strip()
    draft = Draft(Channel.API, storable(letter.text), storable(letter.name), storable(letter.address), email)
    if email and not draft.citizen.email:
        raise LetterUnclear(field="email")
    handed = HandedIn(draft, _files(letter), _key(request))
    case, is_new = await inquiries.handing_in.hand_in(holder.key.organisation_id, handed, actor=holder.key.id)
    return _answer(case, status=201 if is_new else 200)


@router.get("/{number}")
async def show(number: str, holder: HolderPart, connection: Reading) -> Response:
    """Where a case of the organisation stands; nothing of the letter is told."""
    spelt = as_case_number(number)
    case = await case_with_number(connection, spelt or "", organisation_id=holder.key.organisation_id)
    if case is None:
        raise CaseUnknown
    return _answer(case)


def _key(request: Request) -> str:
    """What the program calls the letter; cut short it might be the name of another."""
    key = request.headers.get("idempotency-key", "")
    if len(key) > _LONGEST_KEY:
        raise RepeatKeyTooLong(limit=_LONGEST_KEY)
    return key


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_BODY:
            raise LetterTooLarge(limit=_LARGEST_BODY // (1024 * 1024))
    return bytes(body)


def _read(body: bytes) -> _Letter:
    try:
        return msgspec.json.decode(body, type=_Letter)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LetterUnclear(field="text") from error


def _files(letter: _Letter) -> tuple[Incoming, ...]:
    try:
        return tuple(Incoming(file.name, b64decode(file.content, validate=True)) for file in letter.files)
    except (binascii.Error, ValueError) as error:
        raise LetterUnclear(field="files") from error


def _answer(case: Case, *, status: int = 200) -> Response:
    told = {
        "number": case.number,
        "state": case.state,
        "received_at": case.received_at.isoformat(),
        "deadline": case.deadline.isoformat(),
        "is_open": case.state.is_open,
    }
    headers = {"cache-control": "private, no-store"}
    return Response(
        msgspec.json.encode(told), status_code=status, media_type="application/json", headers=headers
    )
