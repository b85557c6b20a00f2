"""One question over the connections of a session, and its answer as it comes."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import NamedTuple

import aiohttp

from genkan.providers.answer import Answer
from genkan.providers.errors import EndpointTimedOut, StreamBroken
from genkan.providers.events import ProviderEvent
from genkan.providers.http import Call, exchange
from genkan.providers.patience import Patience
from genkan.providers.reading import read_chunk
from genkan.providers.session import Session
from genkan.providers.timing import Limits, Timeouts


class Prepared(NamedTuple):
    """What is sent, and what will understand the answer."""

    call: Call
    answer: Answer


class Line:
    """The connections of ``session``, with the patience and the limits of all who call over them."""

    def __init__(
        self, session: Session, *, timeouts: Timeouts | None = None, limits: Limits | None = None
    ) -> None:
        self._session = session
        self._timeouts = timeouts or Timeouts()
        self.limits = limits or Limits()

    async def ask(self, prepare: Callable[[], Awaitable[Prepared]]) -> AsyncGenerator[ProviderEvent, None]:
        """The events of one answer; nothing is prepared before the first is wanted."""
        call, answer = await prepare()
        patience = Patience(self._timeouts)
        async with exchange(
            self._session.client(),
            call,
            patience=patience,
            timeouts=self._timeouts,
            report_limit=self.limits.report,
        ) as response:
            while not answer.complete and (chunk := await _next(response, answer=answer, patience=patience)):
                for event in answer.take(chunk):
                    yield event
                    patience.token_came()
                if answer.ended:
                    patience.answer_ended()
            for event in answer.end():
                yield event
            await _finish(response, patience=patience)


async def _next(response: aiohttp.ClientResponse, *, answer: Answer, patience: Patience) -> bytes:
    """The next bytes; after the last word, silence or a broken line is as good as the end."""
    try:
        return await read_chunk(response, patience=patience)
    except (EndpointTimedOut, StreamBroken):
        if answer.ended:
            return b""
        raise


async def _finish(response: aiohttp.ClientResponse, *, patience: Patience) -> None:
    """Wait shortly for the end of the body, so that the connection can serve the next answer."""
    patience.answer_ended()
    try:
        await read_chunk(response, patience=patience)
    except (EndpointTimedOut, StreamBroken):
        return
