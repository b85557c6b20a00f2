"""Contents of files of many kinds, made on the spot."""

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
