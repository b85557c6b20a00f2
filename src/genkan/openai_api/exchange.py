"""One HTTP exchange with a program, as plain ASGI: reading the body, answering, and noticing that it left."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, TypeVar

from genkan.openai_api.begun import Begun, begin, start
from genkan.openai_api.errors import BodyTooLarge, BodyTooSlow, ProgramLeft

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Header = tuple[bytes, bytes]
WriteAtOnce = Callable[[bytes], bool]
AnswerAtOnce = Callable[[int, Iterable[Header], bytes], bool]

LARGEST_BODY = 20 * 1024 * 1024
LONGEST_READING_SECONDS = 60.0
_AT_ONCE = "genkan.write_at_once"
_WHOLE_AT_ONCE = "genkan.answer_at_once"
_JSON: Header = (b"content-type", b"application/json")
_EVENTS: tuple[Header, ...] = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)


class Exchange:
    """What a route needs of a request and its response.

    ``failure`` writes an error as the last event of a stream; None: as chats do.
    """

    __slots__ = (
        "_answer_at_once",
        "_begun",
        "_receive",
        "_send",
        "_write_at_once",
        "failure",
        "headers",
        "method",
        "path",
        "scope",
        "started",
    )

    def __init__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        self.started = False
        self.failure: Callable[[dict[str, Any]], bytes] | None = None
        self._receive = receive
        self._send = send
        self._begun: Begun[None] | None = None
        offered: dict[str, Any] = scope.get("extensions") or {}
        self._write_at_once: WriteAtOnce | None = offered.get(_AT_ONCE)
        self._answer_at_once: AnswerAtOnce | None = offered.get(_WHOLE_AT_ONCE)

    @property
    def address(self) -> str:
        """Where the request comes from, as the server saw it or a trusted proxy told."""
        client = self.scope.get("client")
        return client[0] if client else ""

    def header(self, name: bytes) -> str | None:
        """A header, None where it is missing."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    async def body(self) -> bytes:
        """The whole body. Raises ``BodyTooLarge``, ``BodyTooSlow``, ``ProgramLeft``.

        A body that is there already, as that of most requests is, needs no deadline.
        """
        message = start(self._receive_more())
        if not isinstance(message, Begun) and not message.get("more_body"):
            return _bounded(message.get("body", b""))
        reading = _Deadline(LONGEST_READING_SECONDS)
        try:
            return await self._read(await message if isinstance(message, Begun) else message)
        except asyncio.CancelledError:
            if not reading.rang():
                raise
            raise BodyTooSlow(seconds=int(LONGEST_READING_SECONDS)) from None
        finally:
            reading.end()

    async def left(self) -> None:
        """Return once the program has left."""
        while (await self._receive())["type"] != "http.disconnect":
            continue

    async def answer(self, body: bytes, *, status: int = 200, headers: Iterable[Header] = ()) -> None:
        """Send a whole JSON response; a server that offers to write it at once spares the messages."""
        headers = (_JSON, *headers)
        if self._answer_at_once is not None and self._answer_at_once(status, headers, body):
            self.started = True
            return
        await self._start(status, [*headers, (b"content-length", str(len(body)).encode())])
        await self._send({"type": "http.response.body", "body": body})

    async def begin_events(self, *, headers: Iterable[Header] = ()) -> None:
        """Begin a stream of server-sent events."""
        await self._start(200, [*_EVENTS, *headers])

    async def send_events(self, data: bytes) -> None:
        """Send events that are framed already."""
        await self._finish_begun()
        await self._send({"type": "http.response.body", "body": data, "more_body": True})

    @property
    def keeps_up(self) -> bool:
        """Whether the program has taken what was sent at once, so that more may be."""
        return self._begun is None

    def send_at_once(self, data: bytes, _said: object = None) -> bool:
        """Send events, whatever they say, without a task; false, and nothing is sent, while earlier ones are not taken.

        A server that offers to write at once spares the message and its coroutine.
        """
        if self._begun is not None:
            return False
        if self._write_at_once is not None and self._write_at_once(data):
            return True
        self._begun = begin(self._send({"type": "http.response.body", "body": data, "more_body": True}))
        return True

    async def end_events(self, data: bytes = b"") -> None:
        """Send the last events, which ends the response."""
        await self._finish_begun()
        await self._send({"type": "http.response.body", "body": data})

    async def _finish_begun(self) -> None:
        """Wait until the program has taken what was sent at once."""
        begun, self._begun = self._begun, None
        if begun is not None:
            await begun

    async def _start(self, status: int, headers: list[Header]) -> None:
        self.started = True
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def _read(self, message: Message) -> bytes:
        """The body that begins with this message."""
        pieces = bytearray(_bounded(message.get("body", b"")))
        while message.get("more_body"):
            message = await self._receive_more()
            pieces += message.get("body", b"")
            _bounded(pieces)
        return bytes(pieces)

    async def _receive_more(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ProgramLeft
        return message


Bytes = TypeVar("Bytes", bytes, bytearray)


def _bounded(body: Bytes) -> Bytes:
    if len(body) > LARGEST_BODY:
        raise BodyTooLarge(limit=LARGEST_BODY // 1024 // 1024)
    return body


class _Deadline:
    """Cancels the present task after so many seconds, unless it ends before: a timer is all that it costs."""

    __slots__ = ("_rang", "_task", "_timer")

    def __init__(self, seconds: float) -> None:
        self._rang = False
        self._task = asyncio.current_task()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._ring)

    def rang(self) -> bool:
        """Whether the cancellation came from here; the task is then cancelled no longer."""
        if self._rang and self._task is not None:
            self._task.uncancel()
        return self._rang

    def end(self) -> None:
        """No more of it."""
        self._timer.cancel()

    def _ring(self) -> None:
        self._rang = True
        if self._task is not None:
            self._task.cancel()
