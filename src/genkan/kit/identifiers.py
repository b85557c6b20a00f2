"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562)."""

from secrets import token_bytes

from genkan.kit.clock import Clock

_VERSION = "7"
_VARIANTS = {digit: f"{0b1000 | int(digit, 16) & 0b0011:x}" for digit in "0123456789abcdef"}


def new_id(clock: Clock) -> str:
    """A new UUIDv7 as 36 characters that sorts to the microsecond.

    Its first 48 bits are milliseconds since 1970, the next twelve after the version the microseconds among them
    (replaced leftmost random bits, section 6.2, method 3), the rest is random.
    """
    milliseconds, microseconds = divmod(round(clock().timestamp() * 1_000_000), 1000)
    moment = f"{milliseconds & (2**48 - 1):012x}"
    random = token_bytes(8).hex()
    middle = f"{_VERSION}{microseconds * 4096 // 1000:03x}-{_VARIANTS[random[0]]}{random[1:4]}"
    return f"{moment[:8]}-{moment[8:]}-{middle}-{random[4:16]}"
