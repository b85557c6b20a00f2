"""Passing on the answers of endpoints that speak OpenAI's protocol, without rebuilding what they say."""

from collections.abc import Callable, Mapping

import msgspec
from yarl import URL

from genkan.providers.capabilities import read_capabilities
from genkan.providers.destination import AZURE_VERSION, azure_destination, openai_destination
from genkan.providers.document import Document, read_document, says_more
from genkan.providers.errors import (
    EndpointTimedOut,
    NotTheProtocol,
    ProviderProblem,
    SecretRefused,
    StreamBroken,
)
from genkan.providers.events import Endpoint
from genkan.providers.patience import Patience
from genkan.providers.refusals import error_code, error_message, is_filtered, refusal
from genkan.providers.timing import Limits, Timeouts
from genkan.providers.wire.connection import Connection
from genkan.providers.wire.connections import Connections, framed, head
from genkan.providers.wire.framing import Framing, checked_text, plain_events
from genkan.providers.wire.mould import Moulds

_MOST_HEADS = 1024
_DONE = b"[DONE]"
_FILTERED = (
    b'{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}'
)
_BROKEN = frozenset({"abort", "error"})
_HEADERS: Mapping[str, str] = {
    "Accept": "text/event-stream, application/json",
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
    "User-Agent": "genkan",
}


Said = str | list[Document]
TakeEvents = Callable[[bytes, Said], bool]


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
        self._moulds = Moulds()
        self._take_events: TakeEvents | None = None
        self._spoke = False
        self._finished = False
        self._done = False
        self._problem: ProviderProblem | None = None

    async def whole(self) -> tuple[bytes, Document]:
        """The answer as it came, and what it says. Raises the errors of this room."""
        data = await self._connection.read()
        if more := await self._connection.read():
            data = await self._rest_of(bytearray(data + more))
        try:
            document = read_document(checked_text(data))
        except msgspec.DecodeError as error:
            raise NotTheProtocol(reason="not a whole document") from error
        return data, self._checked(document)

    async def next(self, take_events: TakeEvents | None = None) -> list[tuple[bytes, Document]]:
        """The chunks that came since the last time, each as it came and what it says; empty at the proper end.

        While this waits, events that only say a word more are offered to ``take_events`` as they come, in their frames,
        with the words where they say nothing else, with what each event says otherwise; those for which it returns true
        are not given here.

        Raises the errors of this room; ``StreamBroken`` where the answer ended half-way.
        """
        self._take_events = take_events
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

    async def _rest_of(self, body: bytearray) -> bytes:
        while piece := await self._connection.read():
            body += piece
        return bytes(body)

    async def _read(self) -> bytes:
        """The next bytes; after the last word, silence or a broken line is as good as the end."""
        try:
            return await self._connection.read(self._go_by if self._may_go_by() else None)
        except (EndpointTimedOut, StreamBroken):
            if self._finished:
                return b""
            raise

    def _may_go_by(self) -> bool:
        """Whether the next piece may begin with a whole event that says a word more."""
        return self._take_events is not None and self._spoke and not self._finished and not self._framing.rest

    def _go_by(self, piece: bytes) -> bool:
        """Whether a piece was taken at once; whatever is not plainly a word more is left as it is, for :meth:`next`."""
        take_events = self._take_events
        try:
            said = self._moulds.words(piece) or self._plainly(piece)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return False
        if not said or take_events is None or not take_events(piece, said):
            return False
        self._patience.token_came()
        return True

    def _plainly(self, piece: bytes) -> list[Document]:
        """What the events of a piece say that is nothing but plain events; empty for any other.

        Raises ``msgspec.DecodeError``, ``UnicodeDecodeError``.
        """
        piece.decode()
        events = plain_events(piece)
        documents = [read_document(data) for data in events]
        if not documents or not all(map(says_more, documents)):
            return []
        self._moulds.learn(b"data: %b\n\n" % events[-1], documents[-1])
        return documents

    def _take(self, events: list[bytes], *, last: bool) -> list[tuple[bytes, Document]]:
        """The chunks in the events; what is wrong with a later one is told after the earlier ones were given."""
        chunks: list[tuple[bytes, Document]] = []
        try:
            for data in events:
                if data == _DONE or self._done:
                    last = True
                    break
                chunks.append(self._understood(data))
            if last:
                self._end()
        except ProviderProblem as problem:
            self._problem = problem
        return chunks

    def _understood(self, data: bytes) -> tuple[bytes, Document]:
        """The chunk with what it says; an error of the content filter after the first words ends the answer."""
        try:
            document = read_document(checked_text(data))
            if document.error and self._spoke and is_filtered({"error": document.error}):
                data, document = _FILTERED, read_document(_FILTERED)
            document = self._checked(document)
        except msgspec.DecodeError as error:
            reason = "an event is not a whole document"
            raise (StreamBroken(reason=reason) if self._spoke else NotTheProtocol(reason=reason)) from error
        self._spoke = True
        self._patience.token_came()
        for choice in document.choices or ():
            if choice.finish_reason:
                self._finished = True
                self._patience.answer_ended()
        return data, document

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
        self._heads: dict[tuple[object, ...], tuple[str, URL, bytes]] = {}

    async def open(self, endpoint: Endpoint, body: bytes, *, azure_deployment: str | None = None) -> Relayed:
        """Send a body and return the answer once its first bytes came. Raises the errors of this room.

        ``azure_deployment`` is the name in the path of an endpoint in Azure's style, ``None`` for others.
        """
        url, lines = self._head(endpoint, azure_deployment)
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

    def _head(self, endpoint: Endpoint, azure_deployment: str | None) -> tuple[URL, bytes]:
        """Where to and with which headers; the same for every call of an endpoint until its secret changes."""
        version = None if azure_deployment is None else endpoint.parameters.get(AZURE_VERSION)
        key = (endpoint.address, azure_deployment, version)
        known = self._heads.get(key)
        if known is None or known[0] != endpoint.secret:
            known = self._heads[key] = (endpoint.secret, *_head_of(endpoint, azure_deployment))
            if len(self._heads) > _MOST_HEADS:
                del self._heads[next(iter(self._heads))]
        return known[1:]


def _head_of(endpoint: Endpoint, azure_deployment: str | None) -> tuple[URL, bytes]:
    url, headers = (
        openai_destination(endpoint)
        if azure_deployment is None
        else azure_destination(endpoint, deployment=azure_deployment)
    )
    return url, head(url, {**_HEADERS, **headers})


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
