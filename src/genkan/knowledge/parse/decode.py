"""Bytes of a file to its text, in the encodings that Japanese offices use."""

import codecs
import re
import unicodedata

from genkan.kit import normalise_newlines, storable
from genkan.knowledge.errors import EmptyFile, NotText, TooLarge

MAXIMUM_MEGABYTES = 5
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ESCAPE = b"\x1b$"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMON = re.compile(r"[ぁ-んァ-ヶ一-龠、。「」（）\x20-\x7e\n]")


def decode(content: bytes, *, name: str) -> str:
    """The text of UTF-8 (with or without BOM), UTF-16 with BOM, Shift_JIS/CP932, EUC-JP or ISO-2022-JP.

    Raises ``TooLarge``, ``EmptyFile`` or ``NotText``.
    """
    if len(content) > MAXIMUM_MEGABYTES * 1_000_000:
        raise TooLarge(name=name, megabytes=MAXIMUM_MEGABYTES)
    text = normalise_newlines(_text(content, name=name))
    if not text.strip():
        raise EmptyFile(name=name)
    if _CONTROL.search(text):
        raise NotText(name=name)
    return unicodedata.normalize("NFC", text)


def clean_name(name: str) -> str:
    """A file's path in composed characters (macOS and some archives send them decomposed), 200 at most."""
    path = _CONTROL.sub("", unicodedata.normalize("NFC", storable(name))).replace("\\", "/")
    return "/".join(part for part in path.split("/") if part.strip(" ."))[-200:]


def _text(content: bytes, *, name: str) -> str:
    candidates = [
        text for encoding in _encodings(content) if (text := _decoded(content, encoding)) is not None
    ]
    if not candidates:
        raise NotText(name=name)
    return max(candidates, key=_likelihood)


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return (encoding,)
    if _ESCAPE in content:
        return ("iso2022_jp",)
    return ("utf-8",) if _decoded(content, "utf-8") is not None else ("cp932", "euc_jp")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihood(text: str) -> float:
    """The share of characters that office documents are made of; the wrong encoding gives rare ones."""
    return sum(1 for _ in _COMMON.finditer(text)) / max(1, len(text))
