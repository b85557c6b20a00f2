"""The head of a letter: words in any encoding, addresses, and the signs of letters that no person wrote."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from email.message import Message
from quopri import decodestring

from genkan.inquiry.mail.charset import text_in
from genkan.inquiry.mail.letter import WhyLeft
from genkan.inquiry.post.address import mail_address
from genkan.kit import storable

_ENCODED = re.compile(r"=\?([A-Za-z0-9_.:*+-]{1,60})\?([bBqQ])\?([^?]*)\?=(?:\s+(?==\?))?")
_IN_BRACKETS = re.compile(r"<([^<>]*)>")
_BEHIND = re.compile(r"\(([^()]*)\)")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_MOST_REFERENCES = 50
_LONGEST = 2_000
_POSTMASTERS = ("mailer-daemon@", "postmaster@", "mail-daemon@")
_BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})


@dataclass(frozen=True)
class Headers:
    """The head of a letter by the names of its fields in small letters, each as it came."""

    fields: dict[str, str]

    @property
    def subject(self) -> str:
        """The subject in one line."""
        return " ".join(words_in(self.fields.get("subject", "")).split())[:_LONGEST]

    @property
    def sender(self) -> tuple[str, str]:
        """The name and the address of whom a reply goes to; either may be empty."""
        name = _name_in(self.fields.get("from", ""))
        for field in ("reply-to", "from", "sender"):
            address = _address_in(self.fields.get(field, ""))
            if address:
                return name, address
        return name, ""

    @property
    def message_id(self) -> str:
        """The id that the sender's program gave the letter."""
        return next(iter(_MESSAGE_ID.findall(storable(self.fields.get("message-id", "")))), "")

    @property
    def references(self) -> tuple[str, ...]:
        """The letters that this one answers, the latest first."""
        named = storable(self.fields.get("references", "") + self.fields.get("in-reply-to", ""))
        return tuple(dict.fromkeys(reversed(_MESSAGE_ID.findall(named)[-_MOST_REFERENCES:])))

    @property
    def automatic(self) -> WhyLeft | None:
        """Why no person wrote the letter, as far as its head says (RFC 3834 and what programs add)."""
        fields = {name: value.strip().lower() for name, value in self.fields.items()}
        content = fields.get("content-type", "")
        if fields.get("return-path") == "<>" or self.sender[1].lower().startswith(_POSTMASTERS):
            return WhyLeft.BOUNCE
        if content.startswith("multipart/report") and "disposition-notification" not in content:
            return WhyLeft.BOUNCE
        if fields.get("auto-submitted", "no").partition(";")[0].strip() != "no" or "x-autoreply" in fields:
            return WhyLeft.REPLY
        if fields.get("precedence") in _BULK or "list-id" in fields or "list-unsubscribe" in fields:
            return WhyLeft.BULK
        return None


def headers_of(message: Message) -> Headers:
    """The head; of a field that stands twice, the first."""
    fields: dict[str, str] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.lower(), " ".join(str(value).splitlines()))
    return Headers(fields)


def _address_in(field: str) -> str:
    """The first address that a field names, within angle brackets or without."""
    named = _IN_BRACKETS.search(field)
    typed = named[1] if named else field.partition(",")[0].partition("(")[0]
    return mail_address(typed) or ""


def _name_in(field: str) -> str:
    """The words before the address, or those in brackets behind it."""
    named, behind = _IN_BRACKETS.search(field), _BEHIND.search(field)
    name = field[: named.start()] if named else (behind[1] if behind else "")
    return " ".join(words_in(name.strip().strip('"').replace('\\"', '"')).split())


def words_in(value: str) -> str:
    """The words of a field: those that are encoded (RFC 2047) and bytes that were sent as they are."""
    pieces, place = list[str](), 0
    for found in _ENCODED.finditer(value):
        pieces += [_plain(value[place : found.start()]), _encoded(found)]
        place = found.end()
    return "".join([*pieces, _plain(value[place:])])


def _plain(value: str) -> str:
    """Bytes beyond ASCII stand in the parser's text as lone surrogates."""
    return text_in(value.encode("utf-8", errors="surrogateescape"), "")


def _encoded(found: re.Match[str]) -> str:
    charset, way, words = found.groups()
    raw = words.encode("utf-8", errors="surrogateescape")
    if way in "qQ":
        return text_in(decodestring(raw, header=True), charset)
    try:
        return text_in(b64decode(raw + b"=" * (-len(raw) % 4)), charset.partition("*")[0])
    except Base64Error:
        return _plain(found[0])
