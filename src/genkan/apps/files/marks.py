"""The marks by which files of fixed formats begin, as their specifications give them."""

from typing import NamedTuple


class Mark(NamedTuple):
    """Bytes at a place, the media type they stand for, and bytes that must stand further on as well."""

    begins: bytes
    media_type: str
    further: bytes = b""
    at: int = 0


_PDF_WITHIN = 1024
_MEDIA_HEADER = 512
_TAR = (257, b"ustar")


def marked_type(content: bytes) -> str:
    """The media type by the first bytes; empty where they are none of these."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "application/pdf"
    for mark in _MARKS:
        if content.startswith(mark.begins) and content.startswith(mark.further, mark.at):
            return mark.media_type
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], "video/mp4")
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in content[:_MEDIA_HEADER] else "video/x-matroska"
    if content.startswith(_TAR[1], _TAR[0]):
        return "application/x-tar"
    return "audio/mpeg" if _is_mp3_frame(content) else ""


def _is_mp3_frame(content: bytes) -> bool:
    """A frame of MPEG audio, layer III, with a bit rate and a sampling rate that exist."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2:
        return False
    return content[1] & 0x18 != 0x08 and 0 < content[2] >> 4 < 15 and content[2] & 0x0C != 0x0C


_MARKS = (
    Mark(b"\x89PNG\r\n\x1a\n", "image/png"),
    Mark(b"\xff\xd8\xff", "image/jpeg"),
    Mark(b"GIF87a", "image/gif"),
    Mark(b"GIF89a", "image/gif"),
    Mark(b"RIFF", "image/webp", b"WEBP", 8),
    Mark(b"RIFF", "audio/wav", b"WAVE", 8),
    Mark(b"RIFF", "video/x-msvideo", b"AVI ", 8),
    Mark(b"II*\0", "image/tiff"),
    Mark(b"MM\0*", "image/tiff"),
    Mark(b"BM", "image/bmp", b"\0\0\0\0", 6),
    Mark(b"\0\0\1\0", "image/x-icon"),
    Mark(b"ID3", "audio/mpeg"),
    Mark(b"fLaC", "audio/flac"),
    Mark(b"OggS", "audio/ogg"),
    Mark(b"\xff\xf1", "audio/aac"),
    Mark(b"\xff\xf9", "audio/aac"),
    Mark(b"#!AMR", "audio/amr"),
    Mark(b"FORM", "audio/aiff", b"AIF", 8),
    Mark(b"\0\0\1\xba", "video/mpeg"),
    Mark(b"\0\0\1\xb3", "video/mpeg"),
    Mark(b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    Mark(b"\x1f\x8b\x08", "application/gzip"),
    Mark(b"BZh", "application/x-bzip2", b"1AY&SY", 4),
    Mark(b"\xfd7zXZ\0", "application/x-xz"),
    Mark(b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    Mark(b"Rar!\x1a\x07", "application/vnd.rar"),
    Mark(b"{\\rtf", "application/rtf"),
    Mark(b"%!PS", "application/postscript"),
    Mark(b"MZ", "application/vnd.microsoft.portable-executable", b"\0", 3),
    Mark(b"\x7fELF", "application/x-executable"),
    Mark(b"\xca\xfe\xba\xbe", "application/java-vm"),
)
# The brand in a file of the ISO base media format; all others are moving pictures.
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
