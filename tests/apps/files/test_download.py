"""The headers of downloads, for names of every kind."""

from urllib.parse import unquote

import pytest

from genkan.apps.files.download import download_headers, safe_name


def told_name(header: str) -> str:
    """The name that a browser takes, which prefers the form that names its encoding (RFC 8187)."""
    encoding, _, written = header.partition("filename*=")[2].split("'", 2)
    return unquote(written, encoding=encoding, errors="strict")


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("報告書.docx", "報告書.docx"),
        ("か\u3099いよう.txt", "がいよう.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\資料\\表.xlsx", "表.xlsx"),
        ('a"b;c%.pdf', "a_b;c%.pdf"),
        ("請求\u202efdp.exe", "請求fdp.exe"),  # the sign that turns the order of letters
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"),
        ("CON.txt", "file_CON.txt"),
        ("", "file"),
        (" .. ", "file"),
        ("\ud800.txt", "txt"),
        ("長" * 300 + ".pdf", "長" * 116 + ".pdf"),
    ],
)
def test_a_name_can_be_saved_anywhere(name: str, saved: str) -> None:
    assert safe_name(name) == saved
    headers = download_headers(name, "application/pdf")
    assert told_name(headers["content-disposition"]) == saved
    assert headers["content-disposition"].isascii()
    assert headers["content-disposition"].startswith("attachment; ")
    assert "\n" not in headers["content-disposition"]


@pytest.mark.parametrize(
    ("media_type", "told"),
    [
        ("application/pdf", "application/pdf"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/plain\r\nx: y", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_nothing_runs_in_a_browser(media_type: str, told: str) -> None:
    headers = download_headers("a", media_type)
    assert headers["content-type"] == told
    assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in headers["content-security-policy"]
