"""The text of a list whose bytes are mostly of one encoding: a row of another one spoils itself and no other row."""

import codecs
import re

from genkan.kit import normalise_newlines
from genkan.knowledge import FileProblem, decode

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_USUAL = {"utf-8": "UTF-8", "cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
_MOST_SPOILT = 0.2
_GARBLED_AS = ("cp932", "euc_jp", "latin-1", "cp1252")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]{2}")
_LONGEST_TRIED = 2_000


def text_of(content: bytes, *, name: str) -> tuple[str, str]:
    """The text and the name of its encoding; characters that cannot be read are U+FFFD.

    Raises a ``FileProblem`` for what is no text in any Japanese encoding.
    """
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        return decode(content, name=name), "Unicode"
    whole = [encoding for encoding in _USUAL if _reads(content, encoding)]
    if "utf-8" in whole:
        return normalise_newlines(content.decode()), _USUAL["utf-8"]
    try:
        text = decode(content, name=name)
        return text, next((_USUAL[each] for each in whole if _is_of(text, content, each)), "")
    except FileProblem:
        best = min(_USUAL, key=lambda each: _spoilt(content, each))
        if _spoilt(content, best) > _MOST_SPOILT:
            raise
        return normalise_newlines(content.decode(best, errors="replace")), _USUAL[best]


def is_garbled(text: str) -> bool:
    """Whether the words hold characters that could not be read, or were read in a wrong encoding before."""
    if REPLACEMENT in text:
        return True
    tried = text[:_LONGEST_TRIED]
    return any(_was_utf8(tried, encoding) for encoding in _GARBLED_AS)


def _was_utf8(text: str, encoding: str) -> bool:
    """Whether the words become Japanese when they are taken back to bytes and read as UTF-8."""
    try:
        back = text.encode(encoding, errors="ignore").decode(errors="ignore")
    except UnicodeError:
        return False
    odd = bool(_HALF_KANA.search(text)) or not _KANA.search(text)
    return odd and len(_KANA.findall(back)) > max(2, len(back) // 10) and len(back) < len(text)


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_of(text: str, content: bytes, encoding: str) -> bool:
    return normalise_newlines(content[:200].decode(encoding, errors="ignore"))[:20] == text[:20]


def _spoilt(content: bytes, encoding: str) -> float:
    """The share of characters that the encoding cannot read or that are seldom written."""
    text = content.decode(encoding, errors="replace")
    odd = text.count(REPLACEMENT) + len(_HALF_KANA.findall(text))
    return odd / max(1, len(text))
