"""What a file is, whatever its name says."""

import pytest

from genkan.apps.files.kind import UNKNOWN, media_type_of
from tests.apps.files import samples

OFFICE = "application/vnd.openxmlformats-officedocument."
JAPANESE = "旅費規程の改正について、次のとおり通知します。"

CONTENTS = [
    (b"%PDF-1.7\n", "application/pdf"),
    (b"\n\n%PDF-1.4", "application/pdf"),  # other bytes may stand before it
    (samples.word(), f"{OFFICE}wordprocessingml.document"),
    (samples.with_macros(samples.word()), "application/vnd.ms-word.document.macroEnabled.12"),
    (samples.excel(), f"{OFFICE}spreadsheetml.sheet"),
    (samples.open_document(), "application/vnd.oasis.opendocument.text"),
    (samples.zipped(a=b"1"), "application/zip"),
    (samples.zipped(mimetype=b"text/html"), "application/zip"),  # what a ZIP may not declare of itself
    (b"PK\x03\x04 broken", "application/zip"),
    (samples.compound("WordDocument"), "application/msword"),
    (samples.compound("Workbook"), "application/vnd.ms-excel"),
    (samples.compound("PowerPoint Document"), "application/vnd.ms-powerpoint"),
    (samples.compound("EncryptedPackage"), "application/x-ole-storage"),
    (samples.picture("PNG"), "image/png"),
    (samples.picture("JPEG"), "image/jpeg"),
    (samples.picture("GIF"), "image/gif"),
    (samples.picture("WEBP"), "image/webp"),
    (samples.picture("BMP"), "image/bmp"),
    (samples.picture("TIFF"), "image/tiff"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    (b'<?xml version="1.0"?><!-- x --><svg onload="alert(1)"/>', "image/svg+xml"),
    (samples.sound(), "audio/wav"),
    (b"ID3\x04\0\0", "audio/mpeg"),
    (b"\xff\xfb\x90\x00", "audio/mpeg"),
    (samples.iso_media(b"M4A "), "audio/mp4"),
    (samples.iso_media(b"isom"), "video/mp4"),
    (samples.iso_media(b"qt  "), "video/quicktime"),
    (samples.iso_media(b"heic"), "image/heic"),
    (b"\x1a\x45\xdf\xa3\x01webm", "video/webm"),
    (b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"),
    (b"<!DOCTYPE html><title>x</title>", "text/html"),
    (b"<!-- x --><HTML>", "text/html"),
    (b'<?xml version="1.0"?><Law/>', "application/xml"),
    (b'{"a": [1, 2]}', "application/json"),
    (b"[1, 2]", "application/json"),
    (b"{ not json", "text/plain"),
    (JAPANESE.encode(), "text/plain"),
    (JAPANESE.encode("cp932"), "text/plain"),
    (JAPANESE.encode("euc_jp"), "text/plain"),
    (JAPANESE.encode("iso2022_jp"), "text/plain"),
    (JAPANESE.encode("utf-16"), "text/plain"),
    ((JAPANESE * 5_000).encode(), "text/plain"),  # the part that is looked at ends within a character
    (b"MZ\x90\x00\x03", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF\x02", "application/x-executable"),
    (b"Rar!\x1a\x07\x01", "application/vnd.rar"),
    (b"\x00\x01\x02\x03" * 20, UNKNOWN),
    (b"", UNKNOWN),
]


@pytest.mark.parametrize(("content", "expected"), CONTENTS)
@pytest.mark.parametrize("name", ["無題", "資料.pdf", "picture.png"])
def test_the_content_decides(content: bytes, expected: str, name: str) -> None:
    assert media_type_of(content, name=name) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("表.csv", b"a,b\n1,2", "text/csv"),
        ("表.tsv", b"a\tb", "text/tab-separated-values"),
        ("記録.md", "# 記録".encode(), "text/markdown"),
        ("記録.md", b"<html> is how a page begins", "text/markdown"),  # meant to be read as it is
        ("記録.md", b"<svg onload=x>", "image/svg+xml"),  # never passes for a text
        ("大.json", b'{"a": "' + b"x" * 1_100_000, "application/json"),
        ("表.csv", samples.picture("PNG"), "image/png"),
    ],
)
def test_the_name_decides_between_kinds_of_text(name: str, content: bytes, expected: str) -> None:
    assert media_type_of(content, name=name) == expected
