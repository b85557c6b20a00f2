"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562)."""

from secrets import token_bytes

from genkan.kit.clock import Clock

_VERSION = "7"
_VARIANTS = {digit: f"{0b1000 | int(digit, 16) & 0b0011:x}" for digit in "0123456789abcdef"}


def new_id(clock: Clock) -> str:
    """A new UUIDv7 as 36 characters; its first 48 bits are milliseconds since 1970."""
    moment = f"{int(clock().timestamp() * 1000) & (2**48 - 1):012x}"
    random = token_bytes(10).hex()
    middle = f"{_VERSION}{random[:3]}-{_VARIANTS[random[3]]}{random[4:7]}"
    return f"{moment[:8]}-{moment[8:]}-{middle}-{random[7:19]}"
