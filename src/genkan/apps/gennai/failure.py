"""What an app says went wrong, however it says it."""

import re

from genkan.apps.gennai.coercion import from_wire
from genkan.apps.gennai.objects import Object, as_object, object_in

_LONGEST = 500
_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
_TITLE = re.compile(r"<(title|h1)[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOTHING = "（説明なし）"


def is_html(content: bytes) -> bool:
    """Whether a page was sent instead of an answer."""
    return _HTML.match(content[:1_000]) is not None


def message_in(content: bytes) -> str:
    """The words of an error in one line: of ``error`` as a text or an object, a page's title, or the text itself."""
    found = object_in(content)
    if found is not None:
        return _line(_said(found)) or _NOTHING
    text = content[:20_000].decode("utf-8", errors="replace")
    if is_html(content):
        title = _TITLE.search(text)
        text = title[2] if title else ""
    return _line(_TAG.sub(" ", text)) or _NOTHING


def error_of(answer: Object) -> str:
    """What stands under ``error``, in one line; empty where there is none."""
    return _line(_said({"error": answer["error"]})) if answer.get("error") else ""


def _said(found: Object) -> str:
    for name in ("error", "message", "detail", "errorMessage", "outputs"):
        value = found.get(name)
        if (inner := as_object(value)) is not None:
            parts = (from_wire(inner.get(key)) for key in ("message", "details", "detail", "code"))
            return "：".join(part for part in parts if part) or from_wire(inner)
        if value:
            return from_wire(value)
    return ""


def _line(text: str) -> str:
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
