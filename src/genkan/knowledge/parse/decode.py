"""Bytes of a file to its text, in the encodings that Japanese offices use."""

import codecs
import re
import unicodedata

from genkan.kit import normalise_newlines, storable
from genkan.knowledge.errors import EmptyFile, NotText, TooLarge

MAXIMUM_MEGABYTES = 100
TEXT_MEGABYTES = 20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WITHOUT_MARK = ("cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004")
_ESCAPE = b"\x1b$"
_LEAST_LIKELY = 0.5
_SAMPLE = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NONCHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{_NONCHARACTERS}]")
_COMMON = re.compile(r"[ぁ-んァ-ヶ一-龠、。「」（）\x20-\x7e\n]")


def decode(content: bytes, *, name: str) -> str:
    """The text of UTF-8 or UTF-16 (with or without BOM), UTF-32, Shift_JIS/CP932, EUC-JP or ISO-2022-JP.

    Code points that Unicode reserves for no character are left out: nobody reads them, and no office file can hold them.
    Raises ``TooLarge``, ``EmptyFile`` or ``NotText``.
    """
    if len(content) > TEXT_MEGABYTES * 1_000_000:
        raise TooLarge(name=name, megabytes=TEXT_MEGABYTES)
    text = _NONCHARACTER.sub("", normalise_newlines(_text(content, name=name)))
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
    encodings = _encodings(content)
    candidates = [text for encoding in encodings if (text := _decoded(content, encoding)) is not None]
    best = max(candidates, key=_likelihood, default="")
    if not candidates or (len(encodings) > 1 and _likelihood(best) < _LEAST_LIKELY):
        raise NotText(name=name)
    return best


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return (encoding,)
    if _ESCAPE in content:
        return ("iso2022_jp_2", "iso2022_jp_ext")
    if b"\x00" in content:
        return ("utf-16-le", "utf-16-be")
    if _decoded(content, "utf-8") is not None:
        return ("utf-8",)
    return () if _ends_within_a_character(content) else _WITHOUT_MARK


def _ends_within_a_character(content: bytes) -> bool:
    """Whether this is UTF-8 that was cut off: another encoding would read it, as rubbish."""
    try:
        read = codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return False
    return not read.isascii()


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihood(text: str) -> float:
    """The share of characters that office documents are made of; the wrong encoding gives rare ones."""
    sample = text[:_SAMPLE]
    return sum(1 for _ in _COMMON.finditer(sample)) / max(1, len(sample))
