"""Contents of files of many kinds, made on the spot."""

import hashlib
import io
import struct
import wave
import zipfile

from docx import Document
from openpyxl import Workbook
from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def zipped(**parts: bytes) -> bytes:
    """A ZIP with these parts, stored."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def picture(kind: str) -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, kind)
    return file.getvalue()


def sound() -> bytes:
    """A short silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(bytes(800))
    return file.getvalue()


def word(*lines: str) -> bytes:
    """A Word document with these paragraphs."""
    document = Document()
    for line in lines or ("本文",):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def excel() -> bytes:
    """A workbook with one cell."""
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "値"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_macros(content: bytes) -> bytes:
    """The Word document with a part for macros added."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    return file.getvalue()


def open_document() -> bytes:
    """The beginning of a text of LibreOffice."""
    return zipped(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"})


def compound(*streams: str) -> bytes:
    """The container of old office programs, as far as the names of its streams."""
    names = b"".join(stream.encode("utf-16-le") + b"\0\0" for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def iso_media(brand: bytes) -> bytes:
    """The first box of a file of the ISO base media format."""
    return struct.pack("!I", 24) + b"ftyp" + brand + bytes(12)


def pdf(text: str = "text", *, password: str | None = None) -> bytes:
    """A PDF with one line; protected by the oldest of its ciphers where there is a password, which may be empty."""
    drawn = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    key, more = (b"", b"") if password is None else _protection(password)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), _of_object(4, drawn, key)),
    ]
    content, places = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF"
    return content + end % (table, more, len(content))


_FILE_ID = b"0123456789abcdef"
_PERMISSIONS = -4
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _protection(password: str) -> tuple[bytes, bytes]:
    """The key of the standard security handler, revision 2 (ISO 32000-1, 7.6.3), and what the trailer says of it."""
    padded, owned = ((each.encode() + _PADDING)[:32] for each in (password, "owner"))
    owner = _rc4(hashlib.md5(owned).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", _PERMISSIONS) + _FILE_ID).digest()[:5]
    told = (
        f"/Filter /Standard /V 1 /R 2 /P {_PERMISSIONS} /O <{owner.hex()}> /U <{_rc4(key, _PADDING).hex()}>"
    )
    return key, f" /Encrypt << {told} >> /ID [<{_FILE_ID.hex()}> <{_FILE_ID.hex()}>]".encode()


def _of_object(number: int, content: bytes, key: bytes) -> bytes:
    if not key:
        return content
    return _rc4(hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0").digest()[: len(key) + 5], content)


def _rc4(key: bytes, content: bytes) -> bytes:
    state, at = list(range(256)), 0
    for place in range(256):
        at = (at + state[place] + key[place % len(key)]) % 256
        state[place], state[at] = state[at], state[place]
    written, left, right = bytearray(), 0, 0
    for byte in content:
        left = (left + 1) % 256
        right = (right + state[left]) % 256
        state[left], state[right] = state[right], state[left]
        written.append(byte ^ state[(state[left] + state[right]) % 256])
    return bytes(written)
