"""HTTP/1.1 as the load generator needs it: the bytes of a request, and where an answer ends."""

import json
import re
from urllib.parse import urlsplit

LAST_FRAME = b"0\r\n\r\n"
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


def request(url: str, key: str, body: dict[str, object]) -> bytes:
    """The bytes of one request."""
    address, content = urlsplit(url), json.dumps(body, ensure_ascii=False).encode()
    return (
        f"POST {address.path} HTTP/1.1\r\nhost: {address.netloc}\r\nauthorization: Bearer {key}\r\n"
        f"content-type: application/json\r\naccept: */*\r\ncontent-length: {len(content)}\r\n\r\n"
    ).encode() + content


def whole_length(buffer: bytes) -> int | None:
    """How long the answer at the start of the buffer is, once that is known."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    if length := _LENGTH.search(buffer, 0, end):
        return end + 4 + int(length[1])
    last = buffer.find(b"\r\n" + LAST_FRAME, end + 2)
    return None if last < 0 else last + 2 + len(LAST_FRAME)


def unframed(raw: bytes) -> bytes:
    """The body without the frames of chunked transfer."""
    parts: list[bytes] = []
    at = 0
    while (end := raw.find(b"\r\n", at)) >= 0:
        length = int(raw[at:end], 16)
        if length == 0:
            break
        parts.append(raw[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts)
