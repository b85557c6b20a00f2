"""One HTTP exchange with an endpoint, its failures named."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import msgspec
from yarl import URL

from genkan.providers.capabilities import Capabilities
from genkan.providers.errors import (
    AddressRefused,
    AnswerTooLarge,
    CertificateRefused,
    EndpointRefused,
    EndpointTimedOut,
    EndpointUnreachable,
    NotTheProtocol,
    SecretRefused,
    StreamBroken,
)
from genkan.providers.events import Endpoint
from genkan.providers.patience import Patience
from genkan.providers.reading import read_report
from genkan.providers.refusals import error_code, error_message, refusal
from genkan.providers.timing import Timeouts

_HEADERS: Mapping[str, str] = {
    "Accept": "text/event-stream, application/json",
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
    "User-Agent": "genkan",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One request; ``headers`` are added to those of every call.

    ``error_path`` leads to the text in an error document; a response with ``missing_key_status`` says that no key
    was sent.
    """

    url: URL
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | None = None
    error_path: tuple[str, ...] = ()
    missing_key_status: int | None = None


def call_to(
    endpoint: Endpoint,
    url: URL,
    *,
    capabilities: Capabilities,
    headers: Mapping[str, str],
    body: bytes | None = None,
) -> Call:
    """A call that reads errors as it is declared of the endpoint."""
    return Call(
        url,
        headers=headers,
        body=body,
        error_path=capabilities.error_path,
        missing_key_status=None if endpoint.secret else capabilities.missing_key_status,
    )


@asynccontextmanager
async def exchange(
    session: aiohttp.ClientSession,
    call: Call,
    *,
    patience: Patience,
    timeouts: Timeouts,
    report_limit: int,
) -> AsyncGenerator[aiohttp.ClientResponse, None]:
    """The response with status 200, its body unread; the connection is cut if it is still unread at the end.

    Redirects are not followed. Raises the errors of this room for everything else that can happen.
    """
    response = await _request(session, call, patience=patience, timeouts=timeouts)
    try:
        if response.status != 200:
            document = await _report(response, patience=patience, limit=report_limit)
            raise _refused(call, response.status, document)
        yield response
    finally:
        response.close()


def _refused(call: Call, status: int, document: object) -> EndpointRefused:
    message = error_message(document, path=call.error_path)
    if status == call.missing_key_status:
        return SecretRefused(http_status=status, message=message)
    return refusal(status, message, code=error_code(document))


async def _request(
    session: aiohttp.ClientSession, call: Call, *, patience: Patience, timeouts: Timeouts
) -> aiohttp.ClientResponse:
    try:
        async with asyncio.timeout_at(patience.deadline):
            return await session.request(
                "GET" if call.body is None else "POST",
                call.url,
                data=call.body,
                headers={**_HEADERS, **call.headers},
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


async def _report(response: aiohttp.ClientResponse, *, patience: Patience, limit: int) -> object:
    """The document of an error; None where the body breaks off, is too large or no JSON."""
    try:
        return msgspec.json.decode(await read_report(response, patience=patience, limit=limit))
    except (StreamBroken, AnswerTooLarge, EndpointTimedOut, msgspec.DecodeError, UnicodeDecodeError):
        return None
