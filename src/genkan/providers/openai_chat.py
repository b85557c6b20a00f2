"""OpenAI Chat Completions (``POST {base}/chat/completions``), streamed, as many servers really speak it."""

from collections.abc import AsyncGenerator

import aiohttp
import msgspec

from genkan.providers import openai_message
from genkan.providers.address import check_address
from genkan.providers.errors import EndpointTimedOut, NotTheProtocol, StreamBroken
from genkan.providers.events import Endpoint, ProviderEvent, SpeakRequest
from genkan.providers.http import exchange
from genkan.providers.openai_answer import OpenAIAnswer
from genkan.providers.patience import Patience, read_chunk, read_report
from genkan.providers.timing import Limits, Timeouts

_MOST_MODELS = 1000
_LONGEST_NAME = 300


class OpenAIChat:
    """Speaks to any OpenAI-compatible server over the connections of ``session``."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        timeouts: Timeouts | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._session = session
        self._timeouts = timeouts or Timeouts()
        self._limits = limits or Limits()

    async def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        patience = Patience(self._timeouts)
        answer = OpenAIAnswer(self._limits)
        async with exchange(
            self._session,
            "POST",
            check_address(endpoint.address) / "chat" / "completions",
            secret=endpoint.secret,
            body=openai_message.encode_request(endpoint, request),
            patience=patience,
            timeouts=self._timeouts,
            report_limit=self._limits.report,
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


async def list_models(
    session: aiohttp.ClientSession, *, endpoint: Endpoint, timeouts: Timeouts | None = None
) -> tuple[str, ...]:
    """The names of the models that the server at the endpoint serves (``GET {base}/models``), sorted.

    Raises the errors of this room; ``NotTheProtocol`` where the answer is not such a list.
    """
    timeouts = timeouts or Timeouts(connect=3.0, first_token=10.0)
    patience = Patience(timeouts)
    limit = Limits().report
    url = check_address(endpoint.address) / "models"
    async with exchange(
        session,
        "GET",
        url,
        secret=endpoint.secret,
        body=None,
        patience=patience,
        timeouts=timeouts,
        report_limit=limit,
    ) as response:
        return _names(await read_report(response, patience=patience, limit=limit))


class _Listed(msgspec.Struct, frozen=True):
    id: str


class _Listing(msgspec.Struct, frozen=True):
    data: list[_Listed]


def _names(body: bytes) -> tuple[str, ...]:
    try:
        listing = msgspec.json.decode(body, type=_Listing)
    except msgspec.DecodeError as error:
        raise NotTheProtocol(reason="not a list of models") from error
    names = {model.id for model in listing.data if model.id.isprintable()}
    return tuple(sorted(name for name in names if 0 < len(name) <= _LONGEST_NAME))[:_MOST_MODELS]


async def _next(response: aiohttp.ClientResponse, *, answer: OpenAIAnswer, patience: Patience) -> bytes:
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
