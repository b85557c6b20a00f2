"""The headers with which a file of a run leaves the house: always to be saved, never shown in the page."""

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

_LONGEST = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
# Types that a browser would run if it were ever to show them.
_ACTIVE = frozenset({"text/html", "image/svg+xml", "application/xml", "application/xhtml+xml", "text/xml"})
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}", re.IGNORECASE)


def download_headers(name: str, media_type: str) -> dict[str, str]:
    """``Content-Type``, ``Content-Disposition`` with the name as RFC 6266 and RFC 8187 have it, and what keeps a browser quiet."""
    safe = safe_name(name)
    plain = "".join(letter if letter.isascii() and letter not in '"\\%;' else "_" for letter in safe)
    return {
        "content-type": _told_type(media_type),
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}",
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "private, no-store",
    }


def safe_name(name: str) -> str:
    """A name that every system can save: the last part of a path, without signs that hide or turn its ending."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(
        each for each in unicodedata.normalize("NFC", last) if unicodedata.category(each) not in _INVISIBLE
    )
    clean = _FORBIDDEN.sub("_", seen).strip(" .")
    if not clean or _DEVICE.fullmatch(clean):
        clean = f"file_{clean}".rstrip("_")
    path = PurePosixPath(clean)
    ending = path.suffix[:20]
    return clean.removesuffix(path.suffix)[: _LONGEST - len(ending)] + ending


def _told_type(media_type: str) -> str:
    if media_type in _ACTIVE or not _MEDIA_TYPE.fullmatch(media_type):
        return "application/octet-stream"
    return media_type
