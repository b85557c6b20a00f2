"""Passing on the answers of endpoints that speak OpenAI's protocol, without rebuilding what they say."""

from collections.abc import Mapping

import msgspec
from yarl import URL

from genkan.providers.address import check_address
from genkan.providers.capabilities import read_capabilities
from genkan.providers.errors import (
    EndpointTimedOut,
    NotTheProtocol,
    ProviderProblem,
    SecretRefused,
    StreamBroken,
)
from genkan.providers.events import Endpoint
from genkan.providers.patience import Patience
from genkan.providers.refusals import error_code, error_message, refusal
from genkan.providers.timing import Limits, Timeouts
from genkan.providers.wire.connection import Connection
from genkan.providers.wire.connections import Connections, framed, head
from genkan.providers.wire.framing import Framing, checked_text

_DONE = b"[DONE]"
_BROKEN = frozenset({"abort", "error"})
_HEADERS: Mapping[str, str] = {
    "Accept": "text/event-stream, application/json",
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
    "User-Agent": "genkan",
}


class Words(msgspec.Struct, frozen=True, gc=False):
    """What a choice says; ``tool_calls`` as they came."""

    content: str | None = None
    tool_calls: list[msgspec.Raw] | None = None


class Choice(msgspec.Struct, frozen=True, gc=False):
    """One of the answers that were asked for."""

    index: int = 0
    delta: Words | None = None
    message: Words | None = None
    text: str | None = None
    finish_reason: str | None = None


class Usage(msgspec.Struct, frozen=True, gc=False):
    """Tokens as the endpoint counted them."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Document(msgspec.Struct, frozen=True, gc=False):
    """A whole answer, a chunk of one, or an error in the place of either."""

    choices: list[Choice] | None = None
    usage: Usage | None = None
    error: object = None
    message: object = None


_decode = msgspec.json.Decoder(Document).decode


class Relayed:
    """One answer on its way; ``close`` ends it, also at the endpoint."""

    def __init__(
        self,
        connections: Connections,
        url: URL,
        connection: Connection,
        *,
        patience: Patience,
        limits: Limits,
    ) -> None:
        self._connections = connections
        self._url = url
        self._connection = connection
        self._patience = patience
        self._framing = Framing(limit=limits.event)
        self._spoke = False
        self._finished = False
        self._done = False
        self._problem: ProviderProblem | None = None

    async def whole(self) -> tuple[bytes, Document]:
        """The answer as it came, and what it says. Raises the errors of this room."""
        body = bytearray()
        while piece := await self._connection.read():
            body += piece
        data = bytes(body)
        try:
            document = _decode(checked_text(data))
        except msgspec.DecodeError as error:
            raise NotTheProtocol(reason="not a whole document") from error
        return data, self._checked(document)

    async def next(self) -> list[tuple[bytes, Document]]:
        """The chunks that came since the last time, each as it came and what it says; empty at the proper end.

        Raises the errors of this room; ``StreamBroken`` where the answer ended half-way.
        """
        while not self._done:
            if self._problem is not None:
                raise self._problem
            piece = await self._read()
            chunks = self._take(self._framing.feed(piece) if piece else self._framing.close(), last=not piece)
            if chunks:
                return chunks
        return []

    def close(self) -> None:
        """End the answer; a connection whose answer was not read to the end is cut.

        Where only the end of the response is missing, it is waited for shortly, so that the connection can serve the
        next answer.
        """
        if self._done and not self._connection.complete:
            self._patience.answer_ended()
            self._connections.settle(self._url, self._connection)
        else:
            self._connections.give_back(self._url, self._connection)

    async def _read(self) -> bytes:
        """The next bytes; after the last word, silence or a broken line is as good as the end."""
        try:
            return await self._connection.read()
        except (EndpointTimedOut, StreamBroken):
            if self._finished:
                return b""
            raise

    def _take(self, events: list[bytes], *, last: bool) -> list[tuple[bytes, Document]]:
        """The chunks in the events; what is wrong with a later one is told after the earlier ones were given."""
        chunks: list[tuple[bytes, Document]] = []
        try:
            for data in events:
                if data == _DONE or self._done:
                    last = True
                    break
                chunks.append((data, self._understood(data)))
            if last:
                self._end()
        except ProviderProblem as problem:
            self._problem = problem
        return chunks

    def _understood(self, data: bytes) -> Document:
        try:
            document = self._checked(_decode(checked_text(data)))
        except msgspec.DecodeError as error:
            reason = "an event is not a whole document"
            raise (StreamBroken(reason=reason) if self._spoke else NotTheProtocol(reason=reason)) from error
        self._spoke = True
        self._patience.token_came()
        for choice in document.choices or ():
            if choice.finish_reason:
                self._finished = True
                self._patience.answer_ended()
        return document

    def _end(self) -> None:
        if not self._spoke:
            raise NotTheProtocol(reason="no event")
        if not self._finished:
            raise StreamBroken(reason="the answer has no end")
        self._done = True

    def _checked(self, document: Document) -> Document:
        if document.choices is None or document.error:
            said = {"error": document.error, "message": document.message}
            message, code = error_message(said), error_code(said)
            raise StreamBroken(reason=message[:300]) if self._spoke else refusal(500, message, code=code)
        if any(choice.finish_reason in _BROKEN for choice in document.choices):
            raise StreamBroken(reason="the endpoint gave up")
        return document


class Relay:
    """Speaks OpenAI's protocol over lean connections."""

    def __init__(
        self, connections: Connections, *, timeouts: Timeouts | None = None, limits: Limits | None = None
    ) -> None:
        self._connections = connections
        self._timeouts = timeouts or Timeouts()
        self._limits = limits or Limits()
        self._heads: dict[tuple[str, str], tuple[URL, bytes]] = {}

    async def open(self, endpoint: Endpoint, body: bytes) -> Relayed:
        """Send a body and return the answer once its first bytes came. Raises the errors of this room."""
        url, lines = self._head(endpoint)
        patience = Patience(self._timeouts)
        connection = await self._connections.request(
            url,
            framed(lines, body),
            patience=patience,
            timeouts=self._timeouts,
            limit=self._limits.answer,
        )
        relayed = Relayed(self._connections, url, connection, patience=patience, limits=self._limits)
        if connection.status == 200:
            return relayed
        try:
            raise await _refused(endpoint, connection)
        finally:
            relayed.close()

    def _head(self, endpoint: Endpoint) -> tuple[URL, bytes]:
        """Where to and with which headers; the same for every call of an endpoint."""
        key = (endpoint.address, endpoint.secret)
        if key not in self._heads:
            url = check_address(endpoint.address) / "chat" / "completions"
            secret = {"Authorization": f"Bearer {endpoint.secret}"} if endpoint.secret else {}
            self._heads[key] = url, head(url, {**_HEADERS, **secret})
        return self._heads[key]


async def _refused(endpoint: Endpoint, connection: Connection) -> Exception:
    """What the endpoint says about a status that is not 200."""
    capabilities = read_capabilities(endpoint.capabilities)
    document = await _report(connection)
    message = error_message(document, path=capabilities.error_path)
    if connection.status == capabilities.missing_key_status and not endpoint.secret:
        return SecretRefused(http_status=connection.status, message=message)
    return refusal(connection.status, message, code=error_code(document))


async def _report(connection: Connection) -> object:
    body = bytearray()
    try:
        while piece := await connection.read():
            body += piece
        return msgspec.json.decode(bytes(body))
    except (StreamBroken, NotTheProtocol, msgspec.DecodeError, UnicodeDecodeError):
        return None
