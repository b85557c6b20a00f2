"""A custodian's share (鍵) as text: an X25519 private key in base32 with a check, in groups that people can copy."""

import base64
import binascii
import hashlib
import re

from genkan.evaluation.exam.errors import ShareUnreadable

_CHECK_BYTES = 3
_KEY_BYTES = 32
_GROUP = 4
_NO_CHARACTER = re.compile(r"[^A-Z2-7]")
_HEAD = "GENKAN"
_LENGTH = (_KEY_BYTES + _CHECK_BYTES) * 8 // 5


def share_text(private: bytes) -> str:
    """The share in groups of four characters; every character is a letter or one of 2 to 7."""
    whole = base64.b32encode(private + _check(private)).decode("ascii")
    groups = [whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP)]
    return "-".join([_HEAD, *groups])


def share_bytes(text: str) -> bytes:
    """The key in a share, whatever case and separators it was copied with. Raises ``ShareUnreadable``."""
    plain = _NO_CHARACTER.sub("", text.upper())
    try:
        whole = base64.b32decode(plain.removeprefix(_HEAD) if len(plain) > _LENGTH else plain)
    except binascii.Error as error:
        raise ShareUnreadable from error
    private, check = whole[:_KEY_BYTES], whole[_KEY_BYTES:]
    if len(private) != _KEY_BYTES or check != _check(private):
        raise ShareUnreadable
    return private


def _check(private: bytes) -> bytes:
    return hashlib.sha256(b"genkan share check" + private).digest()[:_CHECK_BYTES]
