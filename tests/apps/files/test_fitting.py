"""Files whose content is not what their name or their field says."""

import pytest

from genkan.apps.files.errors import SendingTooLarge
from genkan.apps.files.fitting import content_faults
from genkan.apps.files.sending import check_length
from genkan.apps.form.field import Field, FieldKind, Form
from genkan.apps.form.values import Filled, GivenFile
from tests.apps.files import samples

PDF = b"%PDF-1.7"


def faults(name: str, content: bytes, *accept: str) -> list[str]:
    form = Form((Field(key="file", kind=FieldKind.FILE, title="資料", accept=accept),))
    filled = Filled({}, {"file": (GivenFile(name, content),)})
    return [fault.sentence.format_map(fault.details) for fault in content_faults(form, filled)]


@pytest.mark.parametrize(
    ("name", "content", "accept"),
    [
        ("資料.pdf", PDF, (".pdf",)),
        ("資料.PDF", PDF, (".pdf", ".docx")),
        ("資料.docx", samples.word(), ()),
        ("資料.txt", "本文".encode("cp932"), (".txt",)),
        ("資料.csv", b"[1]", (".csv",)),  # a text of any kind may be called a CSV
        ("写真.jpg", samples.picture("JPEG"), ("image/*",)),
        ("写真.jpg", samples.picture("JPEG"), ("application/pdf", "image/jpeg")),
        ("no ending", samples.picture("PNG"), ("image/png",)),
        ("独自.xyz", b"\0\1\2", ()),
        ("a.doc", samples.compound("WordDocument"), (".doc",)),
    ],
)
def test_what_fits_is_taken(name: str, content: bytes, accept: tuple[str, ...]) -> None:
    assert faults(name, content, *accept) == []


@pytest.mark.parametrize(
    ("name", "content", "accept", "said"),
    [
        (
            "請求.pdf",
            samples.word(),
            (".pdf",),
            "「請求.pdf」の中身はWordで、名前の種類（.pdf）と一致しません。",
        ),
        ("請求.pdf", b"MZ\x90\x00\x03", (".pdf",), "中身はWindows (.exe)で"),
        ("請求.pdf", "本文".encode(), (".pdf",), "「請求.pdf」の中身は文字だけで"),
        ("請求.pdf", bytes(30), (".pdf",), "（.pdf）のファイルとして読み取れません"),
        ("写真.png", b"<svg/>", ("image/*",), "中身はSVGで"),
        ("写真.png", samples.picture("JPEG"), (".png",), "中身はJPEGで"),
        ("資料", PDF, ("image/*",), "「資料」は、中身がこの項目で受け付ける種類ではありません。"),
        ("a.docx", samples.with_macros(samples.word()), (".docx",), "中身はWord (.docm)で"),
        ("a.docx", samples.compound("EncryptedPackage"), (".docx",), "パスワードが設定されています"),
    ],
)
def test_what_does_not_fit_is_a_fault(name: str, content: bytes, accept: tuple[str, ...], said: str) -> None:
    (fault,) = faults(name, content, *accept)
    assert said in fault


@pytest.mark.parametrize("length", ["60000001", None, "-1", "many", "9" * 40])
def test_a_form_that_brings_too_much_is_refused_before_it_is_read(length: str | None) -> None:
    form = Form((Field(key="file", kind=FieldKind.FILE, title="資料", most_files=2),))
    check_length(form, "60000000")
    with pytest.raises(SendingTooLarge):
        check_length(form, length)
