"""Folders and ZIPs as streams of files."""

import io
import unicodedata
import zipfile
from pathlib import Path

from genkan.knowledge import NamedFile
from genkan.knowledge.errors import TooLarge
from genkan.knowledge.parse import DamagedFile, EncryptedFile, NestedArchive, TooMuchInside
from genkan.knowledge.sources import ArchiveLimits, files_at, files_in_archive
from tests.knowledge.office_files import word_manual


def archive(path: Path, **files: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return path


def outcomes(files: list[NamedFile]) -> list[tuple[str, type[Exception] | None]]:
    return [(file.name, type(file.problem) if file.problem else None) for file in files]


def test_a_zip_is_read_file_by_file(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "規程.zip",
        **{
            "総務/旅費.md": "第一条　本文。",
            "手引.docx": word_manual(),
            "内.zip": empty(),
            "__MACOSX/._旅費.md": b"x",
            ".DS_Store": b"x",
            "../逃.md": "第一条　本文。",
        },
    )
    files = list(files_at(path))
    assert outcomes(files) == [
        ("総務/旅費.md", None),
        ("手引.docx", None),
        ("内.zip", NestedArchive),
        ("逃.md", None),
    ]
    assert files[0].content == "第一条　本文。".encode()


def empty() -> bytes:
    file = io.BytesIO()
    zipfile.ZipFile(file, "w").close()
    return file.getvalue()


def test_names_as_windows_and_macos_write_them(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "ガイド.md")
    path = archive(tmp_path / "a.zip", **{"XXXX.md": "甲", decomposed: "乙"})
    windows = "規程".encode("cp932")
    path.write_bytes(path.read_bytes().replace(b"XXXX", windows))
    assert [file.name for file in files_at(path)] == ["規程.md", "ガイド.md"]


def test_zip_bombs(tmp_path: Path) -> None:
    one = archive(tmp_path / "a.zip", **{"大.txt": b" " * 20_000_000, "小.txt": "第一条　本文。"})
    assert outcomes(list(files_at(one))) == [("大.txt", TooMuchInside), ("小.txt", None)]
    many = archive(tmp_path / "b.zip", **{f"{number}.txt": "あ" for number in range(20)})
    for limits in (ArchiveLimits(files=10), ArchiveLimits(bytes_in_all=50)):
        assert outcomes(list(files_in_archive(many, name="b.zip", limits=limits))) == [
            ("b.zip", TooMuchInside)
        ]


def test_entries_that_share_their_bytes(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", **{"a.txt": "あ" * 50, "b.txt": "い" * 50})
    content = path.read_bytes()
    second = content.rindex(b"PK\x01\x02")
    # The directory's second entry points to the first file.
    path.write_bytes(content[: second + 42] + b"\x00\x00\x00\x00" + content[second + 46 :])
    assert outcomes(list(files_at(path))) == [("a.zip", TooMuchInside)]


def test_what_cannot_be_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", **{"a.txt": "あいうえお" * 50, "b.txt": "第一条　本文。"})
    content = bytearray(path.read_bytes())
    content[50] ^= 0xFF
    path.write_bytes(content)
    assert outcomes(list(files_at(path))) == [("a.txt", DamagedFile), ("b.txt", None)]
    path.write_bytes(content[:-30])
    assert outcomes(list(files_at(path))) == [("a.zip", DamagedFile)]
    locked = archive(tmp_path / "b.zip", **{"a.txt": "あ"})
    written = bytearray(locked.read_bytes())
    for place in (6, written.index(b"PK\x01\x02") + 8):
        written[place] |= 1
    locked.write_bytes(written)
    assert outcomes(list(files_at(locked))) == [("a.txt", EncryptedFile)]


def test_a_folder_with_a_zip_and_a_file_of_half_a_gigabyte(tmp_path: Path) -> None:
    archive(tmp_path / "古.zip", **{"a.md": "第一条　本文。"})
    (tmp_path / "a.md").write_text("第一条　本文。")
    with (tmp_path / "大.pdf").open("wb") as large:
        large.truncate(500_000_000)
    assert outcomes(list(files_at(tmp_path))) == [("a.md", None), ("古.zip/a.md", None), ("大.pdf", TooLarge)]
