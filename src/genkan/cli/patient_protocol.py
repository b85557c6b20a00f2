"""HTTP as the server speaks it, with an end to its patience: a client that stands still does not stay for ever."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from genkan.cli.at_once import EXTENSION, WHOLE_EXTENSION, answering_at_once, writing_at_once
from genkan.cli.long_address import address_too_long

HEAD_SECONDS = 30.0
TAKING_SECONDS = 60.0
LARGEST_HEAD = 128 * 1024
# The parser reads no address that is longer.
LONGEST_ADDRESS = 60 * 1024


class PatientProtocol(HttpToolsProtocol):
    """One connection. It is cut where a request has no complete head in time, or where nothing of what is sent is taken.

    The body of a request and the time between requests have limits elsewhere.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._head: asyncio.TimerHandle | None = None
        self._head_size = 0
        self._in_head = False
        self._taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A request is expected."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a head that grows without end is cut like a slow one."""
        super().data_received(data)
        if not self._in_head:
            return
        self._head_size += len(data)
        if self._head is None:
            self._expect_head()
        if self._head_size > LARGEST_HEAD:
            self._cut()

    def on_message_begin(self) -> None:
        """The head of a request begins."""
        super().on_message_begin()
        self._in_head = True
        self._head_size = 0

    def on_headers_complete(self) -> None:
        """The head is whole; whoever answers may write at once."""
        self._in_head = False
        if self._head is not None:
            self._head.cancel()
            self._head = None
        super().on_headers_complete()
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is not None and cycle.scope is self.scope:
            cast("dict[str, Any]", self.scope)["extensions"] = {
                EXTENSION: writing_at_once(cycle),
                WHOLE_EXTENSION: answering_at_once(cycle),
            }

    def send_400_response(self, msg: str) -> None:
        """What cannot be read; where the address is too long for it, that is said, and what to do instead."""
        if len(self.url) <= LONGEST_ADDRESS:
            super().send_400_response(msg)
            return
        self.transport.write(address_too_long(self.url))
        self.transport.close()

    def pause_writing(self) -> None:
        """The client takes less than is sent."""
        super().pause_writing()
        if self._taking is None:
            self._taking = self.loop.call_later(TAKING_SECONDS, self._cut)

    def resume_writing(self) -> None:
        """The client has caught up."""
        super().resume_writing()
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def _expect_head(self) -> None:
        self._head = self.loop.call_later(HEAD_SECONDS, self._cut)

    def _cut(self) -> None:
        self._stop()
        self.transport.abort()

    def _stop(self) -> None:
        for timer in (self._head, self._taking):
            if timer is not None:
                timer.cancel()
        self._head = self._taking = None
