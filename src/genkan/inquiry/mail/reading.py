"""Bytes of a letter by e-mail to what is kept of it; no form of it is so broken that nothing is read."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from typing import cast

from genkan.inquiry.case import LONGEST_TEXT
from genkan.inquiry.incoming.attachment import Incoming
from genkan.inquiry.mail.charset import text_in
from genkan.inquiry.mail.headers import Headers, headers_of, words_in
from genkan.inquiry.mail.hypertext import LONGEST_PAGE, words_of
from genkan.inquiry.mail.letter import MailLetter, WhyLeft
from genkan.inquiry.mail.returned import letters_returned

_NAMED = re.compile(r'name="?([^";]+)')
_MOST_PARTS = 1_000
_WHOLE_TEXT = "本文.txt"
_ORIGINAL = "元の電子メール.eml"
_ROOM_FOR_SUBJECT = 3_000


def read_mail(content: bytes) -> MailLetter:
    """The letter; a text that a case does not hold, and the whole of a broken letter, come as files."""
    message = _parsed(content)
    headers = headers_of(message)
    parts = list(_parts(message))
    text, files = _text(parts), [_file(part, number) for number, part in enumerate(_files(parts), start=1)]
    name, email = headers.sender
    is_broken = any(_is_broken(part) for part in parts) or not headers.fields or not (text or files)
    if len(text) > LONGEST_TEXT - _ROOM_FOR_SUBJECT:
        files.insert(0, Incoming(_WHOLE_TEXT, text.encode()))
        text = text[: LONGEST_TEXT - _ROOM_FOR_SUBJECT]
    if is_broken:
        files.append(Incoming(_ORIGINAL, content))
    return MailLetter(
        message_id=headers.message_id,
        references=headers.references,
        name=name,
        email=email,
        text=_with_subject(headers, text),
        files=tuple(files),
        automatic=headers.automatic,
        defects=is_broken,
        returned=letters_returned(message) if headers.automatic is WhyLeft.BOUNCE else (),
    )


def _is_broken(part: Message) -> bool:
    """Whether something of a part may be missing from what is read."""
    is_page = part.get_content_type() == "text/html" and not _is_file(part)
    return bool(part.defects) or (is_page and len(_content(part)) > LONGEST_PAGE)


def _parsed(content: bytes) -> Message:
    """The letter; of one whose parts stand in each other without end, only the head is read."""
    try:
        return message_from_bytes(content, policy=policy.compat32)
    except RecursionError:
        return BytesHeaderParser(policy=policy.compat32).parsebytes(content)


def _with_subject(headers: Headers, text: str) -> str:
    return f"件名：{headers.subject}\n\n{text}".strip() if headers.subject else text


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold something, a letter within the letter as one."""
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting = [*_inner(part), *waiting]
        else:
            yield part


def _text(parts: list[Message]) -> str:
    """The plain text of the letter, else its HTML as text."""
    shown = [part for part in parts if not _is_file(part)]
    for media_type, read in (("text/plain", str), ("text/html", words_of)):
        found = [read(_words(part)) for part in shown if part.get_content_type() == media_type]
        text = "\n\n".join(words.strip() for words in found if words.strip())
        if text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return ""


def _words(part: Message) -> str:
    return text_in(_content(part), _charset(part))


def _charset(part: Message) -> str:
    stated = part.get_param("charset")
    return stated if isinstance(stated, str) else ""


def _content(part: Message) -> bytes:
    """The bytes of a part; what is not encoded as it says is left as it came."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    if part.is_multipart():
        return b"".join(each.as_bytes() for each in _inner(part))
    return str(part.get_payload() or "").encode("utf-8", errors="surrogateescape")


def _inner(part: Message) -> list[Message]:
    """The parts of a part."""
    return cast("list[Message]", part.get_payload())


def _files(parts: list[Message]) -> Iterator[Message]:
    return (part for part in parts if _is_file(part))


def _is_file(part: Message) -> bool:
    if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
        return part.get_content_maintype() != "multipart"
    return _name(part) != "" or part.get_content_subtype() not in ("plain", "html")


def _file(part: Message, number: int) -> Incoming:
    ending = ".eml" if part.get_content_type() == "message/rfc822" else ""
    return Incoming(_name(part) or f"添付{number}{ending}", _content(part))


def _name(part: Message) -> str:
    """What the sender called the file, in any of the ways in which programs write it."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, header=header)
        if isinstance(value, tuple):
            charset, _, raw = value
            return text_in(_bytes_of(raw), charset or "")
        if isinstance(value, str) and value:
            return words_in(_as_sent(part, header, value))
    return ""


def _bytes_of(raw: str) -> bytes:
    """The bytes of a name as the parser holds them; what no byte stands for becomes a question mark."""
    try:
        return raw.encode("latin-1", errors="surrogateescape")
    except UnicodeEncodeError:
        return raw.encode("latin-1", errors="replace")


def _as_sent(part: Message, header: str, value: str) -> str:
    """The name in its own bytes, where the parser left out those beyond ASCII."""
    if "\N{REPLACEMENT CHARACTER}" not in value:
        return value
    found = _NAMED.search(headers_of(part).fields.get(header, ""))
    return found[1] if found else value
