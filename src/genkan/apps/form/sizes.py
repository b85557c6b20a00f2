"""Sizes as the Gennai app protocol writes them, such as 「4.5MB」: of the base64 text, in units of 1,024."""

import re
from decimal import Decimal

_UNITS = {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}
_SIZE = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(B|KB|MB|GB)\s*", re.IGNORECASE | re.ASCII)


def bytes_in(text: str) -> int:
    """How many bytes a written size is. Raises ``ValueError`` for anything else than a number with its unit."""
    found = _SIZE.fullmatch(text)
    if found is None:
        raise ValueError("no size")
    return int(Decimal(found[1]) * _UNITS[found[2].upper()])


def written(size: int) -> str:
    """The size with the largest unit in which it is a short number, so that reading it gives the same."""
    for unit in ("GB", "MB", "KB"):
        number = Decimal(size) / _UNITS[unit]
        if number >= 1 and number == round(number, 6):
            return f"{number.normalize():f}{unit}"
    return f"{size}B"


def content_bytes(base64_bytes: int) -> int:
    """How large a file may be whose base64 text may have so many bytes."""
    return base64_bytes // 4 * 3


def base64_bytes(content: int) -> int:
    """How large the base64 text of so many bytes is."""
    return -(-content // 3) * 4
