"""What Amazon's services want on the wire: signed requests, and streams of framed events.

Importing this module loads botocore, which takes half a second: only a provider that needs it does so, and not
before its first question.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.eventstream import EventStreamBuffer, ParserError
from yarl import URL

from genkan.providers.errors import NotTheProtocol, ProviderProblem, StreamBroken

_SERVICE = "bedrock"


def signed_headers(
    url: URL, *, body: bytes, headers: dict[str, str], identity: str, secret: str, token: str, region: str
) -> dict[str, str]:
    """The headers with the signature (Signature Version 4) of a request that posts ``body``.

    ``token`` belongs to temporary credentials, and is empty for others.
    """
    request: Any = AWSRequest(method="POST", url=str(url), data=body, headers=headers)
    signer: Any = SigV4Auth(Credentials(identity, secret, token or None), _SERVICE, region)
    signer.add_auth(request)
    return {str(name): str(value) for name, value in request.headers.items()}


class EventStreamFrames:
    """The events of an Amazon event stream; see :class:`~genkan.providers.answer.Frames`.

    The name is the type of the event or of the exception, or ``error`` for an error without a type.
    """

    def __init__(self) -> None:
        self._buffer: Any = EventStreamBuffer()
        self._began = False
        self._name = ""

    @property
    def name(self) -> str:
        """The name of the event given last."""
        return self._name

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """See :class:`~genkan.providers.answer.Frames`."""
        self._buffer.add_data(chunk)
        try:
            for message in self._buffer:
                self._began = True
                yield self._open(message)
        except (ParserError, UnicodeDecodeError) as error:
            if not self._began:
                raise NotTheProtocol(reason="not an event stream") from error
            raise StreamBroken(reason=f"event stream: {type(error).__name__}") from error

    def close(self) -> Iterator[bytes]:
        """Nothing: half an event is none."""
        return iter(())

    def unreadable(self) -> ProviderProblem:
        """See :class:`~genkan.providers.answer.Frames`."""
        return StreamBroken(reason="an event is not a document")

    def _open(self, message: Any) -> bytes:
        headers = message.headers
        if headers.get(":message-type") == "error":
            self._name = "error"
            return msgspec.json.encode({"message": str(headers.get(":error-message", ""))})
        self._name = str(headers.get(":exception-type") or headers.get(":event-type") or "error")
        return bytes(message.payload)
