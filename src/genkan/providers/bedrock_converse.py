"""Amazon Bedrock's Converse and ConverseStream, signed, over the same connections as everything else."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from yarl import URL

from genkan.providers.address import check_address
from genkan.providers.answer import Answer, Frames
from genkan.providers.bedrock_dialect import BedrockDialect
from genkan.providers.bedrock_message import KNOWN, compose
from genkan.providers.errors import SecretMalformed
from genkan.providers.events import Endpoint, ProviderEvent, SpeakRequest
from genkan.providers.http import call_to
from genkan.providers.line import Line, Prepared
from genkan.providers.text_frames import TextFrames
from genkan.providers.translation import checked, setting, without_settings

_SETTINGS = ("region", "extra_body")
_HEADERS = {
    "Accept": "application/vnd.amazon.eventstream, application/json",
    "Content-Type": "application/json",
}


class _Wire(NamedTuple):
    """How requests are signed, and how a stream is taken apart."""

    sign: Callable[..., dict[str, str]]
    frames: Callable[[], Frames]


class BedrockConverse:
    """Speaks to Amazon Bedrock; the endpoint has the parameter ``region`` and may have ``extra_body``.

    The secret is ``ACCESS_KEY:SECRET`` or ``ACCESS_KEY:SECRET:TOKEN``. ``extra_body`` holds the fields that only the
    model behind knows. A deployment that is declared not to stream is asked through Converse.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._wire: _Wire | None = None

    def speak(self, endpoint: Endpoint, request: SpeakRequest) -> AsyncGenerator[ProviderEvent, None]:
        """See :class:`~genkan.providers.events.Provider`."""
        return self._line.ask(partial(self._prepare, endpoint, request))

    async def _prepare(self, endpoint: Endpoint, request: SpeakRequest) -> Prepared:
        capabilities, parameters = checked(without_settings(endpoint, *_SETTINGS), request, known=KNOWN)
        document = compose(request, parameters=parameters, extra=endpoint.parameters.get("extra_body"))
        body, streams = msgspec.json.encode(document), capabilities.streams
        url = _url(endpoint, model=request.model, action="converse-stream" if streams else "converse")
        wire = await self._load()
        call = call_to(
            endpoint,
            url,
            capabilities=capabilities,
            headers=wire.sign(url, body=body, headers=_HEADERS, **_identity(endpoint)),
            body=body,
        )
        limits = self._line.limits
        frames = wire.frames() if streams else TextFrames(limits)
        return Prepared(call, Answer(frames, BedrockDialect(), limits=limits))

    async def _load(self) -> _Wire:
        """The wire, loaded beside the event loop, which must not stand still for half a second."""
        if self._wire is None:
            self._wire = await asyncio.to_thread(_load_wire)
        return self._wire


def _load_wire() -> _Wire:
    from genkan.providers.aws_wire import EventStreamFrames, signed_headers  # loads botocore

    return _Wire(signed_headers, EventStreamFrames)


def _url(endpoint: Endpoint, *, model: str, action: str) -> URL:
    """Names of models hold colons and slashes, which the signature wants encoded."""
    base = check_address(endpoint.address.strip().rstrip("/"))
    return base.joinpath("model", quote(model, safe="-._~"), action, encoded=True)


def _identity(endpoint: Endpoint) -> dict[str, str]:
    """Who signs, and for which region. Raises ``DeploymentIncomplete`` and ``SecretMalformed``."""
    identity, _, rest = endpoint.secret.strip().partition(":")
    secret, _, token = rest.partition(":")
    if not identity or not secret:
        raise SecretMalformed
    return {"identity": identity, "secret": secret, "token": token, "region": setting(endpoint, "region")}
