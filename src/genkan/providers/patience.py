"""Waiting for an endpoint, and giving up in time."""

import asyncio

import aiohttp

from genkan.providers.errors import AnswerTooLarge, EndpointTimedOut, StreamBroken
from genkan.providers.timing import Timeouts


class Patience:
    """The moment until which the endpoint may keep silent; it moves with every token, not with every byte."""

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        self._now = asyncio.get_running_loop().time
        self._end = self._now() + timeouts.whole
        self.phase = "first_token"
        self.deadline = min(self._now() + timeouts.first_token, self._end)

    def token_came(self) -> None:
        """Count anew from here to the next token."""
        self._enter("between_tokens", seconds=self._timeouts.between_tokens)

    def answer_ended(self) -> None:
        """Only the end of the stream is still to come."""
        self._enter("closing", seconds=self._timeouts.closing)

    def given_up(self) -> EndpointTimedOut:
        """The error that says which wait was too long."""
        return EndpointTimedOut(phase="whole" if self.deadline == self._end else self.phase)

    def _enter(self, phase: str, *, seconds: float) -> None:
        self.phase = phase
        self.deadline = min(self._now() + seconds, self._end)


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
