"""Which letters a report of a mail server says were not delivered (RFC 3464, and what servers write without it)."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from genkan.inquiry.mail.headers import headers_of

_MOST = 20
_HEADS = frozenset({"text/rfc822-headers", "message/rfc822-headers"})
_WITHIN = re.compile(r"^\s*message-id:\s*<([^<>\s]{1,900})>", re.IGNORECASE | re.MULTILINE)


def letters_returned(report: Message) -> tuple[str, ...]:
    """The ids of the letters, the first twenty; none where the report says that they may still arrive, or did."""
    parts = list(report.walk())
    if not _has_failed(parts):
        return ()
    return tuple(dict.fromkeys((*_named(parts), *headers_of(report).references)))[:_MOST]


def _has_failed(parts: list[Message]) -> bool:
    """Whether delivery failed, as far as the report says in a form that programs read."""
    actions = {str(part["action"]).strip().lower() for part in parts if part["action"]}
    return not actions or "failed" in actions


def _named(parts: list[Message]) -> Iterator[str]:
    """What names the letters: the head of each, whole or in a text."""
    for part in parts[1:]:
        if named := headers_of(part).message_id:
            yield named
        if not part.is_multipart():
            yield from _in_content(part)


def _in_content(part: Message) -> Iterator[str]:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    if part.get_content_type() in _HEADS:
        head = message_from_bytes(content, policy=policy.compat32)
        yield from filter(None, (headers_of(head).message_id,))
    elif part.get_content_maintype() == "text":
        yield from _WITHIN.findall(content.decode("latin-1"))
