"""Cohere's chat, version 2 (``POST {base}/chat``), in typed server-sent events."""

from collections.abc import AsyncGenerator
from functools import partial

import msgspec

from genkan.providers import cohere_message
from genkan.providers.address import check_address
from genkan.providers.answer import Answer
from genkan.providers.destination import bearer
from genkan.providers.events import Endpoint, ProviderEvent, SpeakRequest
from genkan.providers.http import call_to
from genkan.providers.line import Line, Prepared
from genkan.providers.text_frames import TextFrames
from genkan.providers.translation import checked, stop_sequences

_SAME = ("max_tokens", "temperature", "seed", "frequency_penalty", "presence_penalty", "logprobs")
_KNOWN = {
    **{name: name for name in _SAME},
    "top_p": "p",
    "top_k": "k",
    "stop": "stop_sequences",
    "tool_choice": "tool_choice",
    "response_format": "response_format",
    "safety_mode": "safety_mode",
}


class CohereChat:
    """Speaks to Cohere's API and to servers of that protocol; the address ends with the version (``/v2``)."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        return self._line.ask(partial(self._prepare, endpoint, request))

    async def _prepare(self, endpoint: Endpoint, request: SpeakRequest) -> Prepared:
        capabilities, parameters = checked(endpoint, request, known=_KNOWN)
        document = {
            "model": request.model,
            "messages": [cohere_message.encode_message(message) for message in request.messages],
            "stream": capabilities.streams,
            **_spelled(parameters),
        }
        call = call_to(
            endpoint,
            check_address(endpoint.address) / "chat",
            capabilities=capabilities,
            headers=bearer(endpoint.secret),
            body=msgspec.json.encode(document | ({"tools": list(request.tools)} if request.tools else {})),
        )
        limits = self._line.limits
        return Prepared(call, Answer(TextFrames(limits), cohere_message.CohereDialect(), limits=limits))


def _spelled(parameters: dict[str, object]) -> dict[str, object]:
    """The parameters with their values as this protocol spells them; the default of a choice is left out."""
    spellings = {
        "stop_sequences": stop_sequences,
        "tool_choice": cohere_message.tool_choice,
        "response_format": cohere_message.response_format,
    }
    spelled = {
        name: spellings[name](value) if name in spellings else value for name, value in parameters.items()
    }
    return {name: value for name, value in spelled.items() if value is not None}
