"""Escapes of JSON, read before the policy looks: what is checked is what the model will read."""

import re
from unicodedata import category

import msgspec

from genkan.gateway.errors import RequestInvalid

_HIGH, _LOW, _ANY = "[dD][89abAB][0-9a-fA-F]{2}", "[dD][c-fC-F][0-9a-fA-F]{2}", "[0-9a-fA-F]{4}"
_WRITTEN = re.compile(rf"\\+u{_HIGH}\\+u{_LOW}|\\+u{_ANY}")
_IN_STRING = re.compile(rf"\\u{_HIGH}\\u{_LOW}|\\u{_ANY}|\\[^u]", re.DOTALL)
_LONE_HIGH = re.compile(rf"\\u{_HIGH}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TOKEN = re.compile(_STRING.pattern + r'|[^\s,:\[\]{}"]+', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f]")
_STRUCTURAL = frozenset('"\\[]')


def is_json(text: str) -> bool:
    """Whether the whole text is one document of JSON."""
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return True


def has_escapes(text: str) -> bool:
    """Whether a character is written by its number."""
    return _WRITTEN.search(text) is not None


def opened(text: str) -> str:
    """The text with its characters themselves in place of escapes, for the policy.

    The strings of a JSON document then hold line breaks as they are; :func:`closed` makes it strict again. In a text
    that is no document, only characters written by their number are replaced.
    """
    if "\\" not in text:
        return text
    return _STRING.sub(_opened_string, text) if is_json(text) else _WRITTEN.sub(_character, text)


def closed(text: str) -> str:
    """An opened document as strict JSON; a placeholder that took the place of a number becomes a string.

    Raises ``RequestInvalid`` where masking left no document.
    """
    document = _TOKEN.sub(_closed_token, text)
    if not is_json(document):
        raise RequestInvalid(reason="masking would break a JSON document of the request")
    return document


def readable(text: str) -> str:
    """The text without characters written by their number; a document stays strict JSON."""
    if not has_escapes(text):
        return text
    return closed(opened(text)) if is_json(text) else opened(text)


def settled(text: str) -> str:
    """A part of a JSON document with characters in place of their numbers, as far as JSON may hold them."""
    return _IN_STRING.sub(_character, text)


class EscapeReader:
    """Settles a document that comes in pieces; an escape that is not yet whole is held back."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """The next part of the document."""
        text = self._held + piece
        end = _whole_until(text)
        self._held = text[end:]
        return settled(text[:end])

    def flush(self) -> str:
        """What was held back, once nothing more will come."""
        held, self._held = self._held, ""
        return held


def _whole_until(text: str) -> int:
    """Where the last escape begins that may go on; the whole length where there is none."""
    begin, end = 0, 0
    for match in _IN_STRING.finditer(text):
        begin, end = match.span()
    if _LONE_HIGH.fullmatch(text, begin, end) and _may_be_low(text[end:]):
        return begin
    open_at = text.find("\\", end)
    return open_at if open_at >= 0 and len(text) - open_at < len("\\u0000") else len(text)


def _may_be_low(rest: str) -> bool:
    return len(rest) < len("\\u0000") and "\\u"[: len(rest)] == rest[:2]


def _character(match: re.Match[str]) -> str:
    """The character that is meant; what would end a string or a document stays as it was written."""
    numbers = re.findall(f"u({_ANY})", match[0])
    if not numbers:
        return match[0]
    units = b"".join(int(number, 16).to_bytes(2, "big") for number in numbers)
    character = units.decode("utf-16-be", "surrogatepass")
    return match[0] if character in _STRUCTURAL or category(character) in {"Cc", "Cs"} else character


def _opened_string(match: re.Match[str]) -> str:
    value: str = msgspec.json.decode(match[0])
    value = _WRITTEN.sub(_character, value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _closed_token(match: re.Match[str]) -> str:
    token = match[0]
    if token.startswith('"'):
        return _CONTROL.sub(lambda found: msgspec.json.encode(found[0]).decode()[1:-1], token)
    return f'"{token}"' if "〔" in token else token
