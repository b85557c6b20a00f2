"""Reading what an endpoint sends, no longer than patience lasts."""

import asyncio

import aiohttp

from genkan.providers.errors import AnswerTooLarge, StreamBroken
from genkan.providers.patience import Patience


async def read_chunk(response: aiohttp.ClientResponse, *, patience: Patience) -> bytes:
    """The next bytes of the body, empty at its end.

    Raises ``EndpointTimedOut``, and ``StreamBroken`` where the line broke.
    """
    try:
        async with asyncio.timeout_at(patience.deadline):
            return await response.content.readany()
    except TimeoutError as error:
        raise patience.given_up() from error
    except (aiohttp.ClientError, OSError) as error:
        raise StreamBroken(reason=f"connection: {type(error).__name__}") from error


async def read_report(response: aiohttp.ClientResponse, *, patience: Patience, limit: int) -> bytes:
    """The whole body of a short document. Raises as :func:`read_chunk`, and ``AnswerTooLarge``."""
    body = bytearray()
    while chunk := await read_chunk(response, patience=patience):
        body += chunk
        if len(body) > limit:
            raise AnswerTooLarge
    return bytes(body)
