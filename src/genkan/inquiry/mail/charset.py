"""The text of bytes that say of which encoding they are, and may say it wrongly."""

import re
from codecs import lookup

from genkan.knowledge import FileProblem, decode

# Names that Python does not know, or knows as less than what programs write under them.
_READ_AS = {
    "iso-2022-jp": "iso2022_jp_ext",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "cp50221": "iso2022_jp_ext",
    "x-euc-jp": "euc_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
}
# What letters are written in; Python knows more by name, some of which take long or unpack what they are given.
_READABLE = re.compile(
    r"utf-8|utf-16(?:-[bl]e)?|ascii|iso2022_jp(?:_\w+)?|cp932|shift_jis\w*|euc_jp|euc_jis_\w+|iso8859-\d+"
    r"|cp125\d|gb18030|big5|cp950|euc_kr|cp949"
)
_NAME = re.compile(r"[a-z0-9_.:-]{1,40}")
# Every byte is a character of these, so that they prove nothing.
_OF_ANY_BYTE = frozenset({"", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252", "unknown-8bit"})


def text_in(content: bytes, charset: str) -> str:
    """The text; what cannot be read in any way is U+FFFD."""
    stated = charset.strip().lower().strip("\"'")
    if not content.isascii() and (found := _strictly(content, "utf-8")) is not None:
        return found
    if stated not in _OF_ANY_BYTE and (found := _as_stated(content, stated)) is not None:
        return found
    return _guessed(content, stated)


def _guessed(content: bytes, stated: str) -> str:
    if not content:
        return ""
    try:
        return decode(content, name="mail")
    except FileProblem:
        found = _as_stated(content, stated) if stated in _OF_ANY_BYTE else None
        return found if found is not None else content.decode(errors="replace")


def _as_stated(content: bytes, stated: str) -> str | None:
    """The text as a name says; None where it says nothing that is known of letters, or says it wrongly."""
    name = _READ_AS.get(stated, stated)
    try:
        encoding = lookup(name).name if _NAME.fullmatch(name) else ""
    except LookupError:
        return None
    return _strictly(content, encoding) if _READABLE.fullmatch(encoding) else None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None
