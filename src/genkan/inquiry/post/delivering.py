"""One letter handed to a mail server over SMTP, with the one thing that matters afterwards: whether it may have it."""

import smtplib
import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from genkan.inquiry.post.mail import Fault
from genkan.inquiry.post.outcome import Fate, Outcome
from genkan.inquiry.post.server import MailServer

_GO_ON = 354
_FOR_GOOD = 500
_GOOD = range(200, 300)


@dataclass(frozen=True)
class Envelope:
    """One letter as it goes over the line; ``content`` has CRLF as its line ends."""

    sender: str
    recipient: str
    content: bytes


class _NotTakenError(Exception):
    """The server, or the way to it, stopped the letter before it was handed over."""

    def __init__(self, fault: Fault, *, code: int | None = None, for_good: bool = False) -> None:
        self.outcome = Outcome(Fate.REFUSED if for_good else Fate.LATER, fault, code)
        super().__init__(fault)


def deliver(server: MailServer, envelope: Envelope) -> Outcome:
    """Hand one letter over; it blocks, for every answer at most ``server.seconds``.

    What fails before the content is on its way may be tried again. Once it is, only the server's answer tells.
    """
    try:
        with _connected(server) as line:
            _greet(line, server)
            _address(line, envelope)
            return _hand_over(line, envelope.content)
    except _NotTakenError as stopped:
        return stopped.outcome
    except (OSError, smtplib.SMTPException):
        return Outcome(Fate.LATER, Fault.UNREACHABLE)


def greet(server: MailServer) -> Fault:
    """Go as far as a letter goes before it is addressed; what stops it there, ``Fault.NONE`` where nothing does."""
    try:
        with _connected(server) as line:
            _greet(line, server)
    except _NotTakenError as stopped:
        return stopped.outcome.fault
    except (OSError, smtplib.SMTPException):
        return Fault.UNREACHABLE
    return Fault.NONE


@contextmanager
def _connected(server: MailServer) -> Generator[smtplib.SMTP]:
    """A line on which the server has not spoken."""
    connection = _connect(server)
    line = smtplib.SMTP(local_hostname=_own_name(connection), timeout=server.seconds)
    line.sock = _encrypted(connection, server) if server.security == "tls" else connection
    try:
        yield line
    except _NotTakenError:
        _leave(line)
        raise
    else:
        _leave(line)
    finally:
        line.close()


def _leave(line: smtplib.SMTP) -> None:
    """Say that nothing more comes; how it is answered changes nothing."""
    with suppress(OSError, smtplib.SMTPException):
        line.docmd("QUIT")


def _connect(server: MailServer) -> socket.socket:
    """A connection to an address that may be connected to, the one that was looked at."""
    found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not all(server.allows(address) for address in addresses):
        raise _NotTakenError(Fault.FORBIDDEN)
    return socket.create_connection((addresses[0], server.port), timeout=server.seconds)


def _own_name(connection: socket.socket) -> str:
    """How this machine names itself to the server: by its address, for it may have no name that others know."""
    address = str(connection.getsockname()[0])
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _encrypted(connection: socket.socket, server: MailServer) -> socket.socket:
    try:
        context = ssl.create_default_context(cafile=server.certificates)
        return context.wrap_socket(connection, server_hostname=server.host)
    except OSError as error:
        connection.close()
        raise _NotTakenError(Fault.ENCRYPTION) from error


def _greet(line: smtplib.SMTP, server: MailServer) -> None:
    _expect(line.getreply()[0], Fault.UNREACHABLE)
    _expect(line.ehlo()[0], Fault.UNREACHABLE)
    if server.security == "starttls":
        _expect(line.docmd("STARTTLS")[0], Fault.ENCRYPTION)
        # What was said before the encryption counts no more, also what the server sent ahead.
        line.sock, line.file = _encrypted(_socket_of(line), server), None
        _expect(line.ehlo()[0], Fault.ENCRYPTION)
    if server.user:
        _sign_in(line, server)


def _socket_of(line: smtplib.SMTP) -> socket.socket:
    if line.sock is None:
        raise _NotTakenError(Fault.UNREACHABLE)
    return line.sock


def _sign_in(line: smtplib.SMTP, server: MailServer) -> None:
    try:
        line.login(server.user, server.password)
    except smtplib.SMTPResponseException as error:
        raise _NotTakenError(Fault.SIGN_IN, code=error.smtp_code) from error
    except smtplib.SMTPNotSupportedError as error:
        raise _NotTakenError(Fault.SIGN_IN) from error


def _address(line: smtplib.SMTP, envelope: Envelope) -> None:
    _expect(line.mail(envelope.sender)[0], Fault.SENDER)
    _expect(line.rcpt(envelope.recipient)[0], Fault.RECIPIENT, may_end=True)
    code = line.docmd("DATA")[0]
    if code != _GO_ON:
        raise _NotTakenError(Fault.CONTENT, code=code, for_good=code >= _FOR_GOOD)


def _hand_over(line: smtplib.SMTP, content: bytes) -> Outcome:
    """From here on the server may have the letter, whatever happens, until it says that it has not."""
    try:
        line.send(content.replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n")
        code = line.getreply()[0]
    except (OSError, smtplib.SMTPException):
        return Outcome(Fate.UNKNOWN, Fault.DROPPED)
    if code in _GOOD:
        return Outcome(Fate.SENT, answer_code=code)
    return Outcome(Fate.REFUSED if code >= _FOR_GOOD else Fate.LATER, Fault.CONTENT, code)


def _expect(code: int, fault: Fault, *, may_end: bool = False) -> None:
    """Go on after a good answer. Where a bad one is not about this letter, it is one that may change."""
    if code not in _GOOD:
        raise _NotTakenError(fault, code=code, for_good=may_end and code >= _FOR_GOOD)
