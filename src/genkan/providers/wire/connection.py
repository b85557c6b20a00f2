"""One connection to an endpoint: sends a request and gives the bytes of the response as they arrive."""

import asyncio
from collections.abc import Callable
from typing import cast

import httptools

from genkan.providers.errors import AnswerTooLarge, EndpointTimedOut, NotTheProtocol, StreamBroken
from genkan.providers.patience import Patience

_MOST_HELD = 256 * 1024
_LARGEST_HEAD = 64 * 1024
_FRAMES = frozenset({b"content-length", b"transfer-encoding"})
AtOnce = Callable[[bytes], bool]


class ConnectionDropped(Exception):
    """The endpoint closed the connection before a byte of the response came."""


class Connection(asyncio.Protocol):
    """Carries requests one after another; httptools calls the ``on_`` methods.

    A response that does not say where it ends is whole when the endpoint closes the connection.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._held: list[bytes] = []
        self._held_size = 0
        self._size = 0
        self._limit = 0
        self._head_size = 0
        self._waiter: asyncio.Future[None] | None = None
        self._at_once: AtOnce | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._patience: Patience | None = None
        self._problem: Exception | None = None
        self._began = False
        self._headers_complete = False
        self._framed = False
        self._complete = False
        self._keeps_alive = False
        self.closed = False
        self.used = False
        self.status = 0

    @property
    def complete(self) -> bool:
        """Whether the response came to its end."""
        return self._complete

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Parse, and wake whoever reads once for all that came together; what nobody asked for ends the connection."""
        if self._patience is None or self._complete:
            self._keeps_alive = False
            self.cut()
            return
        self._began = True
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._refuse()
        if not self._headers_complete:
            self._count_head(len(data))
        if not self._went_by():
            self._wake()

    def eof_received(self) -> None:
        """The endpoint says no more; ``connection_lost`` follows."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever reads how far it came."""
        self.closed = True
        self._stop_timer()
        if not self._complete and self._problem is None and self._patience is not None:
            if self._headers_complete and not self._framed and exc is None:
                self._complete = True
            else:
                self._problem = self._lost()
        self._wake()

    def on_status(self, status: bytes) -> None:
        """The status line came; the code is read once the headers are complete."""

    def on_header(self, name: bytes, value: bytes) -> None:
        """Remember whether the response says where it ends; one that does not ends with the connection."""
        self._count_head(len(name) + len(value))
        if name.lower() in _FRAMES:
            self._framed = True

    def on_headers_complete(self) -> None:
        """The body may follow."""
        if self._complete:
            return
        self.status = self._parser.get_status_code()
        self._headers_complete = self.status >= 200

    def on_body(self, body: bytes) -> None:
        """A piece without its frame; an endpoint that sends faster than it is read has to wait."""
        if self._complete:
            return
        size = len(body)
        self._held.append(body)
        self._held_size += size
        self._size += size
        if self._size > self._limit:
            self._fail(AnswerTooLarge())
        elif self._held_size > _MOST_HELD and self._transport is not None:
            self._transport.pause_reading()

    def on_message_complete(self) -> None:
        """The response is whole; a second one that nobody asked for is passed over and ends the connection."""
        if not self._headers_complete:
            self._framed = False
            return
        self._keeps_alive = not self._complete and self._parser.should_keep_alive()
        self._complete = True

    def send(self, request: bytes, *, patience: Patience, limit: int) -> None:
        """Send a request; its response may have ``limit`` bytes of body and take as long as ``patience`` lasts."""
        self.used, self.status, self._size, self._limit = True, 0, 0, limit
        self._began = self._headers_complete = self._complete = self._keeps_alive = self._framed = False
        self._head_size = 0
        self._problem, self._patience = None, patience
        self._parser = httptools.HttpResponseParser(self)
        if self._transport is None or self.closed:
            raise ConnectionDropped
        self._transport.write(request)

    async def headers(self) -> int:
        """The status once the headers came. Raises ``ConnectionDropped`` and the errors of :meth:`read`."""
        while not self._headers_complete and self._problem is None:
            await self._wait()
        if self._problem is not None:
            raise self._problem
        return self.status

    async def read(self, at_once: AtOnce | None = None) -> bytes:
        """What has come since the last time, empty at the end.

        While this waits, ``at_once`` is offered every piece as it comes and takes those for which it returns true;
        for the first that it leaves, and for every end, the waiting is over.

        Raises ``EndpointTimedOut``, ``StreamBroken``, ``NotTheProtocol``, ``AnswerTooLarge``, and what ``at_once`` raises;
        what came before the failure is given first.
        """
        self._at_once = at_once
        try:
            while not self._held and not self._complete and self._problem is None:
                await self._wait()
        finally:
            self._at_once = None
        if self._held:
            return self._take()
        if self._problem is not None:
            raise self._problem
        return b""

    def finish(self) -> bool:
        """End the request; whether the connection can carry another one, otherwise it is cut.

        A timer that is set stays for the next request, whose deadline is later.
        """
        self._patience = None
        reusable = self._complete and self._keeps_alive and not self.closed and not self._held
        if not reusable:
            self.cut()
        return reusable

    def cut(self) -> None:
        """Close at once, which ends the call at the endpoint."""
        self.closed = True
        self._stop_timer()
        if self._transport is not None:
            self._transport.abort()

    def _count_head(self, size: int) -> None:
        """Headers that never end would fill the memory."""
        self._head_size += size
        if self._head_size > _LARGEST_HEAD and self._problem is None:
            self._fail(NotTheProtocol(reason="headers too large"))

    def _refuse(self) -> None:
        """What came is not HTTP; behind a whole response that only ends the connection."""
        if self._complete:
            self.cut()
        else:
            self._fail(NotTheProtocol(reason="not HTTP"))

    def _take(self) -> bytes:
        taken = self._held[0] if len(self._held) == 1 else b"".join(self._held)
        self._empty()
        return taken

    def _empty(self) -> None:
        """What was held is taken; an endpoint that had to wait may go on."""
        self._held.clear()
        if self._held_size > _MOST_HELD and self._transport is not None and not self.closed:
            self._transport.resume_reading()
        self._held_size = 0

    async def _wait(self) -> None:
        self._arm()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _went_by(self) -> bool:
        """Whether what came was taken at once, so that the task that waits for it may sleep on."""
        waiter, at_once = self._waiter, self._at_once
        if at_once is None or waiter is None or waiter.done():
            return False
        held = self._held
        if self._complete or self._problem is not None or not held:
            return False
        try:
            taken = at_once(held[0] if len(held) == 1 else b"".join(held))
        except Exception as error:  # noqa: BLE001 - whoever reads is told
            waiter.set_exception(error)
            return True
        if taken and self._held_size > _MOST_HELD:
            self._empty()
        elif taken:
            held.clear()
            self._held_size = 0
        return taken

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _arm(self) -> None:
        """One timer that is set anew when it rings, or where the deadline came nearer."""
        if self._patience is None:
            return
        if self._timer is not None:
            if self._timer.when() <= self._patience.deadline:
                return
            self._timer.cancel()
        self._timer = self._loop.call_at(self._patience.deadline, self._ring)

    def _ring(self) -> None:
        """Give up, except where it is not the endpoint that keeps silent but the reader."""
        self._timer = None
        if self._patience is None:
            return
        now = self._loop.time()
        if now < self._patience.deadline:
            self._arm()
            return
        if self._waiter is None and now < self._patience.end:
            self._timer = self._loop.call_at(self._patience.end, self._ring)
            return
        self._fail(self._patience.given_up())
        self._wake()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _fail(self, problem: NotTheProtocol | AnswerTooLarge | EndpointTimedOut) -> None:
        self._problem = problem
        self.cut()

    def _lost(self) -> Exception:
        if not self._began:
            return ConnectionDropped()
        if self._headers_complete:
            return StreamBroken(reason="connection: closed")
        return NotTheProtocol(reason="not HTTP")
