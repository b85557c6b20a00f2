"""Whether bytes are text, and what a text says of itself at its beginning."""

import codecs
import re

JSON = "application/json"
SVG = "image/svg+xml"
_HEAD = 65_536
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BEGINNING = rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
_PAGE = re.compile(_BEGINNING + rb"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL)
_DRAWING = re.compile(
    _BEGINNING + rb"(?:<!doctype\s+svg[^>]*>\s*)?<(?:svg:)?svg[\s/>]", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<\?xml[\s]")


def is_text(content: bytes) -> bool:
    """Whether the beginning is text in Unicode, Shift_JIS, EUC-JP or ISO-2022-JP."""
    head = content[:_HEAD]
    if head.startswith(_MARKS):
        return True
    return bool(head) and any(_reads_as(head, encoding) for encoding in _ENCODINGS)


def structured_type(content: bytes) -> str:
    """HTML, SVG or XML by its beginning; empty for any other text."""
    head = content[:_HEAD].replace(b"\0", b"")
    for mark in (codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    if _PAGE.match(head):
        return "text/html"
    if _DRAWING.match(head):
        return SVG
    return "application/xml" if _XML.match(head) else ""


def _reads_as(head: bytes, encoding: str) -> bool:
    """Whether it is text of that encoding; its last character may be cut off. ESC is that of ISO-2022-JP."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head, final=len(head) < _HEAD)
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text)
