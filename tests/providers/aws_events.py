"""Amazon's event stream, written by the published layout: lengths, checksum, headers, payload, checksum."""

import json
import struct
from zlib import crc32

_TEXT = 7  # the type of a header that is text


def frame(headers: dict[str, str], payload: bytes) -> bytes:
    """One framed message."""
    packed = b"".join(_header(name, value) for name, value in headers.items())
    prelude = struct.pack("!II", 16 + len(packed) + len(payload), len(packed))
    message = prelude + struct.pack("!I", crc32(prelude)) + packed + payload
    return message + struct.pack("!I", crc32(message))


def aws_event(name: str, document: object, *, kind: str = "event") -> bytes:
    """One event, or with ``kind="exception"`` one exception."""
    headers = {
        f":{kind}-type": name,
        ":content-type": "application/json",
        ":message-type": kind,
    }
    return frame(headers, json.dumps(document, ensure_ascii=False).encode())


def _header(name: str, value: str) -> bytes:
    return (
        struct.pack("!B", len(name)) + name.encode() + struct.pack("!BH", _TEXT, len(value)) + value.encode()
    )
