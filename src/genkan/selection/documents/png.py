"""A grey picture as PNG (ISO/IEC 15948): one byte a dot, no filter."""

import struct
import zlib

_MARK = b"\x89PNG\r\n\x1a\n"
_GREY_OF_8_BITS = struct.pack("!BBBBB", 8, 0, 0, 0, 0)


def as_png(width: int, height: int, dots: bytes) -> bytes:
    """The file; ``dots`` holds a byte for each dot, row by row from the top."""
    rows = b"".join(b"\0" + dots[row * width : (row + 1) * width] for row in range(height))
    head = struct.pack("!II", width, height) + _GREY_OF_8_BITS
    return _MARK + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))
