"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562)."""

from secrets import token_bytes

from genkan.kit.clock import Clock

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_HIGH = 0xFFF << 64
_RANDOM_LOW = (1 << 62) - 1


def new_id(clock: Clock) -> str:
    """A new UUIDv7 as 36 characters; its first 48 bits are milliseconds since 1970."""
    milliseconds = int(clock().timestamp() * 1000) & (2**48 - 1)
    random = int.from_bytes(token_bytes(10))
    value = milliseconds << 80 | _VERSION | random & _RANDOM_HIGH | _VARIANT | random & _RANDOM_LOW
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
