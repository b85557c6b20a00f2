"""NEC's cotomi API (``POST {base}/chat``): one question and one answer, kept nowhere at the endpoint."""

from collections.abc import AsyncGenerator
from functools import partial

import msgspec

from genkan.providers.address import check_address
from genkan.providers.answer import Answer
from genkan.providers.cotomi_message import CotomiDialect, fold
from genkan.providers.destination import bearer
from genkan.providers.errors import CapabilityUnreadable, DeploymentIncomplete
from genkan.providers.events import Endpoint, ProviderEvent, SpeakRequest
from genkan.providers.http import call_to
from genkan.providers.line import Line, Prepared
from genkan.providers.text_frames import TextFrames
from genkan.providers.translation import checked, setting, without_settings

_KNOWN = {"max_tokens": "maxTokens", "temperature": "temperature"}
_SETTINGS = ("client_id", "stream_num")
_MOST_CHARACTERS = 1000


class CotomiChat:
    """Speaks to the cotomi API; the endpoint has the parameter ``client_id`` and may have ``stream_num``.

    ``client_id`` goes into the header that the capability ``client_id_header`` names; ``stream_num`` is the number of
    characters in a piece of the answer. The protocol counts no tokens, so no usage is reported.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        return self._line.ask(partial(self._prepare, endpoint, request))

    async def _prepare(self, endpoint: Endpoint, request: SpeakRequest) -> Prepared:
        capabilities, parameters = checked(
            without_settings(endpoint, *_SETTINGS), request, known=_KNOWN, tools=False
        )
        document = {**parameters, **_question(endpoint, request, streams=capabilities.streams)}
        call = call_to(
            endpoint,
            check_address(endpoint.address) / "chat",
            capabilities=capabilities,
            headers={
                **bearer(endpoint.secret),
                _header_name(capabilities.client_id_header): setting(endpoint, "client_id"),
            },
            body=msgspec.json.encode(document),
        )
        limits = self._line.limits
        return Prepared(call, Answer(TextFrames(limits, bare=True), CotomiDialect(), limits=limits))


def _question(endpoint: Endpoint, request: SpeakRequest, *, streams: bool) -> dict[str, object]:
    folded = fold(request.messages)
    question: dict[str, object] = {
        "userContent": folded.user_content,
        "oneshot": True,
        "model": request.model,
        "stream": streams,
    }
    if folded.system_content:
        question["systemContent"] = folded.system_content
    if streams:
        question["streamNum"] = _stream_num(endpoint)
    return question


def _stream_num(endpoint: Endpoint) -> int:
    value = setting(endpoint, "stream_num", "10")
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_CHARACTERS:
        raise DeploymentIncomplete(parameter="stream_num")
    return int(value)


def _header_name(name: str) -> str:
    if not name or not all(character.isalnum() or character == "-" for character in name):
        raise CapabilityUnreadable(capability="client_id_header")
    return name
