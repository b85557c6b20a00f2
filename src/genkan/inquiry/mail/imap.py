"""One connection to a mailbox over IMAP (RFC 3501); blocking, to be used in a thread."""

import imaplib
import re
import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from ipaddress import ip_address
from typing import Any, cast

from genkan.inquiry.mail.errors import MailboxRefused, MailboxUnprotected, MailboxUnreachable
from genkan.inquiry.mail.headers import headers_of
from genkan.inquiry.mail.mailbox import Mailbox

_SECONDS = 30
_AT_ONCE = 1_000
IDS_AT_ONCE = 500
_UID = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class ImapLine:
    """A mailbox that is open; no letter is changed but by :meth:`mark_seen`.

    Numbers of letters mean the same letters as long as ``uid_validity`` stays the same; ``last_uid`` is the highest that
    there may be.
    """

    def __init__(self, mailbox: Mailbox, password: str) -> None:
        self._mailbox = mailbox
        with self._told():
            self._server = _connect(mailbox)
        try:
            self._open(password)
            self.uid_validity, self.last_uid = self._number("UIDVALIDITY"), self._number("UIDNEXT") - 1
        except (MailboxRefused, MailboxUnreachable):
            self.close()
            raise

    def uids_after(self, uid: int) -> Iterator[int]:
        """The numbers of the letters behind this one, in their order."""
        for first in range(uid + 1, self.last_uid + 1, _AT_ONCE):
            found = self._ask("SEARCH", None, f"UID {first}:{min(first + _AT_ONCE - 1, self.last_uid)}")
            yield from sorted(int(each) for part in found if part for each in part.split())

    def message_ids(self, first: int, last: int) -> dict[int, str]:
        """The ids of the letters from one number to another, empty for one that has none."""
        asked = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
        found = self._ask("FETCH", f"{first}:{min(last, self.last_uid)}", asked)
        named = {
            _uid_in(said): headers_of(message_from_bytes(head)).message_id for said, head in _literals(found)
        }
        return {uid: message_id for uid, message_id in named.items() if uid}

    def size_of(self, uid: int) -> int:
        """The size of a letter in bytes; 0 where it is gone."""
        found = _SIZE.search(b" ".join(_plain(self._ask("FETCH", str(uid), "(UID RFC822.SIZE)"))))
        return int(found[1]) if found else 0

    def letter(self, uid: int) -> bytes | None:
        """A letter as it came, its flags untouched; None where it is gone."""
        found = self._ask("FETCH", str(uid), "(UID BODY.PEEK[])")
        return next((bytes(part[1]) for part in _literals(found)), None)

    def mark_seen(self, uid: int) -> None:
        """Let people who look into the mailbox see that the letter was taken in."""
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def close(self) -> None:
        """End the connection."""
        with suppress(imaplib.IMAP4.error, OSError):
            self._server.logout()
        with suppress(OSError):
            self._server.shutdown()

    def _open(self, password: str) -> None:
        box = self._mailbox
        with self._told():
            self._server.login(box.username, password)
            folder = '"' + box.folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
            status, _ = self._server.select(folder, readonly=not box.marks_seen)
        if status != "OK":
            raise MailboxRefused(host=box.host, folder=box.folder)

    def _number(self, name: str) -> int:
        """What the server said of the folder when it was opened."""
        _, found = self._server.response(name)
        value = found[0] if found else None
        if not isinstance(value, bytes) or not value.isdigit():
            raise MailboxUnreachable(host=self._mailbox.host)
        return int(value)

    def _ask(self, command: str, *words: str | None) -> list[Any]:
        with self._told():
            status, found = self._server.uid(command, *words)  # pyright: ignore[reportArgumentType]
        if status != "OK":
            raise MailboxRefused(host=self._mailbox.host, folder=self._mailbox.folder)
        return found

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except imaplib.IMAP4.abort as error:
            raise MailboxUnreachable(host=self._mailbox.host) from error
        except imaplib.IMAP4.error as error:
            raise MailboxRefused(host=self._mailbox.host, folder=self._mailbox.folder) from error
        except (OSError, ValueError) as error:
            raise MailboxUnreachable(host=self._mailbox.host) from error


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    """A line that is encrypted before the password goes over it, unless it does not leave this computer."""
    context = ssl.create_default_context()
    if mailbox.tls:
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=_SECONDS)
    server = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=_SECONDS)
    if "STARTTLS" in server.capabilities:
        server.starttls(context)
    elif not _is_own(server.sock.getpeername()[0]):
        server.shutdown()
        raise MailboxUnprotected(host=mailbox.host)
    return server


def _is_own(address: str) -> bool:
    """Whether who answers is this computer itself."""
    return ip_address(address.partition("%")[0]).is_loopback


def _literals(found: list[Any]) -> Iterator[tuple[bytes, bytes]]:
    """The answers that carry something longer, each with what was said before it."""
    return (cast("tuple[bytes, bytes]", part) for part in found if isinstance(part, tuple))


def _uid_in(said: bytes) -> int:
    """The number of a letter in what was said of it; 0 where there is none."""
    found = _UID.search(said)
    return int(found[1]) if found else 0


def _plain(found: list[Any]) -> Iterator[bytes]:
    """The answers without what they carry."""
    yield from (part for part in found if isinstance(part, bytes))
    yield from (said for said, _ in _literals(found))
