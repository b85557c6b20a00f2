"""One HTTP exchange with an endpoint, its failures named."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import msgspec
from yarl import URL

from genkan.providers.errors import (
    AddressRefused,
    AnswerTooLarge,
    CertificateRefused,
    EndpointFailing,
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    ModelNotServed,
    NotTheProtocol,
    SecretRefused,
    StreamBroken,
    TooManyRequests,
)
from genkan.providers.patience import Patience, read_report
from genkan.providers.timing import Timeouts

_LONGEST_MESSAGE = 300
_REFUSALS = {401: SecretRefused, 403: SecretRefused, 404: ModelNotServed, 429: TooManyRequests}


@asynccontextmanager
async def exchange(
    session: aiohttp.ClientSession,
    method: str,
    url: URL,
    *,
    secret: str,
    body: bytes | None,
    patience: Patience,
    timeouts: Timeouts,
    report_limit: int,
) -> AsyncGenerator[aiohttp.ClientResponse, None]:
    """The response with status 200, its body unread; the connection is cut if it is still unread at the end.

    Redirects are not followed. Raises the errors of this room for everything else that can happen.
    """
    response = await _request(
        session, method, url, secret=secret, body=body, patience=patience, timeouts=timeouts
    )
    try:
        if response.status != 200:
            message = await _report(response, patience=patience, limit=report_limit)
            raise refusal(response.status, message)
        yield response
    finally:
        response.close()


def refusal(http_status: int, message: str) -> EndpointRefused:
    """The error for a status; ``message`` is what the endpoint said, cleaned and cut, for operators."""
    kind = _REFUSALS.get(http_status, EndpointFailing if http_status >= 500 else EndpointRefused)
    clean = "".join(character if character.isprintable() else " " for character in message)
    return kind(http_status=http_status, message=clean[:_LONGEST_MESSAGE])


def error_message(document: object) -> str:
    """What an error document says, in the shapes that endpoints use; empty where it says nothing."""
    if isinstance(document, str):
        return document
    if not isinstance(document, dict):
        return ""
    found = (error_message(document.get(key)) for key in ("error", "message", "detail", "title", "code"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType, reportUnknownVariableType]
    return next((message for message in found if message), "")


async def _request(
    session: aiohttp.ClientSession,
    method: str,
    url: URL,
    *,
    secret: str,
    body: bytes | None,
    patience: Patience,
    timeouts: Timeouts,
) -> aiohttp.ClientResponse:
    try:
        async with asyncio.timeout_at(patience.deadline):
            return await session.request(
                method,
                url,
                data=body,
                headers=_headers(secret),
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=None, connect=timeouts.connect),
            )
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise _named(error, patience=patience) from error


def _named(error: Exception, *, patience: Patience) -> Exception:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return EndpointTimedOut(phase="connect")
    if isinstance(error, TimeoutError):
        return patience.given_up()
    if isinstance(error, aiohttp.ClientSSLError | aiohttp.ServerFingerprintMismatch):
        return CertificateRefused()
    if isinstance(error, aiohttp.ClientResponseError):
        return NotTheProtocol(reason="not HTTP")
    if isinstance(error, ValueError):
        return AddressRefused()
    return EndpointUnreachable()


def _headers(secret: str) -> dict[str, str]:
    headers = {
        "Accept": "text/event-stream, application/json",
        "Accept-Encoding": "identity",
        "Content-Type": "application/json",
        "User-Agent": "genkan",
    }
    return headers | ({"Authorization": f"Bearer {secret}"} if secret else {})


async def _report(response: aiohttp.ClientResponse, *, patience: Patience, limit: int) -> str:
    """What the body of an error says; a body that breaks off, is too large or no JSON says nothing."""
    try:
        return error_message(msgspec.json.decode(await read_report(response, patience=patience, limit=limit)))
    except (StreamBroken, AnswerTooLarge, EndpointTimedOut, msgspec.DecodeError, UnicodeDecodeError):
        return ""
