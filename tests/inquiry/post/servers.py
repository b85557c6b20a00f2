"""Mail servers that do as a test says: real ones, that speak SMTP on a port of this machine."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from genkan.inquiry.post import MailServer

OK = "250 OK"
LIMIT = 10.0


@dataclass
class Postbox:
    """What a server took, and how it behaves: an answer for each step, or ``drop`` to hang up without one."""

    port: int = 0
    recipient: str = OK
    content: str = OK
    answers: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)

    @property
    def letters(self) -> list[EmailMessage]:
        """What was taken, as a mail program reads it."""
        return [message_from_bytes(each, policy=policy.default) for each in self.taken]  # pyright: ignore

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.recipient == "drop":
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else self.content
        if answer in (OK, "drop"):
            self.taken.append(envelope.content)
        if answer == "drop":
            server.transport.close()
        return answer

    def server(self, **facts: object) -> MailServer:
        """How to reach it, from the address of the ministry."""
        given = {"security": "none", "sender": "desk@reiji.example.go.jp", "seconds": 5.0, **facts}
        return MailServer("localhost", self.port, **given)  # pyright: ignore


def knows(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    """One user alone may send."""
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (b"desk", b"right")
    return AuthResult(success=known, handled=False)


class Speaker(SMTP):
    """One connection, of which a test can wait for the end."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._lost = asyncio.Event()

    def connection_lost(self, error: Exception | None) -> None:
        """The socket is let go."""
        super().connection_lost(error)
        self._lost.set()

    async def end(self) -> None:
        """Hang up."""
        if self.transport is not None:
            if not self.transport.is_closing():
                self.transport.abort()
            async with asyncio.timeout(LIMIT):
                await self._lost.wait()


@asynccontextmanager
async def postbox(
    *, tls: ssl.SSLContext | None = None, whole_line: bool = False, signs_in: bool = False
) -> AsyncIterator[Postbox]:
    """A server that stands until the test ends; ``whole_line`` encrypts from the first byte."""
    box = Postbox()
    options = {"hostname": "localhost", "enable_SMTPUTF8": False}
    if signs_in:
        options |= {"authenticator": knows, "auth_required": True}
    if tls is not None and not whole_line:
        options |= {"tls_context": tls, "require_starttls": True}
    loop = asyncio.get_running_loop()
    speakers: list[Speaker] = []

    def speak() -> Speaker:
        speakers.append(Speaker(box, loop=loop, **options))
        return speakers[-1]

    listening = await loop.create_server(speak, "127.0.0.1", 0, ssl=tls if whole_line else None)
    box.port = listening.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        listening.close()
        for speaker in speakers:
            await speaker.end()
