"""Identifiers that sort by the moment they were made (UUID version 7, RFC 9562)."""

import secrets
from uuid import UUID

from genkan.kit.clock import Clock

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id(clock: Clock) -> str:
    """A new UUIDv7 as 36 characters; its first 48 bits are milliseconds since 1970."""
    milliseconds = int(clock().timestamp() * 1000) & (2**48 - 1)
    random_high = secrets.randbits(12) << 64
    return str(UUID(int=milliseconds << 80 | _VERSION | random_high | _VARIANT | secrets.randbits(62)))
