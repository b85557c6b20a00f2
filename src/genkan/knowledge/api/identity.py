"""Who asks: the key in the header of a request, else the person who is signed in."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

from genkan.gateway import Gateway, KeyMissing
from genkan.governance import NotFound, Permission, Visitor, part
from genkan.knowledge.desk import Caller, caller_signed_in, caller_with_key

GatewayPart = Annotated[Gateway, part(Gateway)]
_SCHEME = "bearer "


def identify_program(headers: Mapping[str, str], *, address: str, gateway: Gateway) -> Caller | None:
    """The program whose key is in the headers, ``None`` without a key.

    Raises ``KeyNotAccepted``, ``AddressNotAllowed``, ``RecordsBehind`` or ``ReadingNotOpened``.
    """
    stated = headers.get("authorization", "")
    secret = stated[len(_SCHEME) :].strip() if stated[: len(_SCHEME)].lower() == _SCHEME else ""
    secret = secret or headers.get("api-key", "")
    if secret:
        return caller_with_key(gateway.programs.identify(secret, address=address))
    if stated:
        raise KeyMissing
    return None


async def _identify_caller(request: Request, gateway: GatewayPart, visitor: Visitor) -> Caller:
    """A key comes before a session, so that a request with a key never acts for the person of a cookie."""
    address = request.client.host if request.client else ""
    program = identify_program(request.headers, address=address, gateway=gateway)
    if program is not None:
        return program
    if visitor is None:
        raise KeyMissing
    if not visitor.may(Permission.USE_WORKSPACE):
        raise NotFound
    return caller_signed_in(visitor.person)


CallerPart = Annotated[Caller, Depends(_identify_caller)]
