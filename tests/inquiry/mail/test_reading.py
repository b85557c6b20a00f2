"""A letter by e-mail is read whatever its encoding and its form."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html.parser import HTMLParser

import pytest

from genkan.inquiry.mail.hypertext import LONGEST_PAGE, words_of
from genkan.inquiry.mail.letter import WhyLeft
from genkan.inquiry.mail.reading import read_mail

TEXT = "情報公開の手数料はいくらですか。\n例示太郎"


def letter(body: bytes, *, head: str = "", content_type: str = "text/plain; charset=UTF-8") -> bytes:
    fields = f"From: taro@example.jp\r\nSubject: test\r\nMessage-ID: <1@example.jp>\r\nContent-Type: {content_type}\r\n"
    return (fields + head + "\r\n").encode("utf-8", errors="surrogateescape") + body


@pytest.mark.parametrize(
    ("codec", "stated"),
    [
        ("utf-8", "UTF-8"),
        ("iso2022_jp", "ISO-2022-JP"),
        ("cp932", "Shift_JIS"),
        ("euc_jp", "EUC-JP"),
        ("utf-8", "ISO-2022-JP"),
        ("cp932", "us-ascii"),
        ("euc_jp", "iso-8859-1"),
        ("cp932", "no-such-charset"),
        ("cp932", "a\0b"),
        ("utf-8", ""),
    ],
)
def test_the_text_is_read_also_where_the_encoding_is_stated_wrongly(codec: str, stated: str) -> None:
    kind = f"text/plain; charset={stated}" if stated else "text/plain"
    read = read_mail(letter(TEXT.encode(codec), content_type=kind))
    assert read.text == f"件名：test\n\n{TEXT}"


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("=?ISO-2022-JP?B?GyRCPGo/dE5BJEskRCQkJEYbKEI=?=", "手数料について"),
        ("=?utf-8?Q?=E6=89=8B=E6=95=B0?= =?utf-8?Q?=E6=96=99?=", "手数料"),
        ("=?utf-8?B?5omL5pWw5paZ?", "=?utf-8?B?5omL5pWw5paZ?"),
        ("手数料".encode("cp932").decode("utf-8", errors="surrogateescape"), "手数料"),
        ("手数料", "手数料"),
    ],
)
def test_the_subject_is_read_in_any_way_of_writing_it(subject: str, words: str) -> None:
    content = f"From: taro@example.jp\r\nSubject: {subject}\r\n\r\n本文".encode(
        "utf-8", errors="surrogateescape"
    )
    assert read_mail(content).text.startswith(f"件名：{words}\n")


def test_a_letter_in_html_alone_becomes_text() -> None:
    page = "<html><head><style>p{}</style></head><body><p>手数料は<br>いくらですか。</p><script>alert(1)</script></body></html>"
    read = read_mail(letter(page.encode(), content_type="text/html; charset=utf-8"))
    assert read.text == "件名：test\n\n手数料は\nいくらですか。"


def test_only_encodings_of_letters_are_read() -> None:
    assert read_mail(letter(b"bcher-kva", content_type="text/plain; charset=punycode")).text.endswith(
        "bcher-kva"
    )


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>一<![1]>二</p>", "一 二"),
        ("<p>一<![foo[ 二</p>", "一<![foo[ 二"),
        ("<p>一<![foo[ 二", "一<![foo[ 二"),
        ("<p>一<!-- 二 -->三</p><!-- 四", "一 三\n四"),
        ("<p>1 < 2</p>", "1 < 2"),
    ],
)
def test_what_is_no_tag_spoils_no_page(page: str, words: str) -> None:
    assert words_of(page) == words


@pytest.mark.parametrize("begun", ["<a ", "<!--", "<![CDATA[", "</a", '<a b="'])
def test_what_ends_nowhere_is_handed_to_no_parser(begun: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fed: list[str] = []
    monkeypatch.setattr(HTMLParser, "feed", lambda _, page: fed.append(page))
    words_of(begun * 10 + "words" * 100_000)
    assert "<" not in fed[0]
    assert len(fed[0]) < LONGEST_PAGE + 100


def test_a_page_that_is_cut_comes_whole_as_a_file() -> None:
    content = letter(b"<p>words</p>" * 20_000, content_type="text/html; charset=utf-8")
    assert read_mail(content).files[-1].content == content


def test_what_no_database_keeps_is_left_out_of_ids() -> None:
    read = read_mail(b"Message-ID: <a\0\xff@x>\r\nReferences: <b\0\xff@x>\r\n\r\ntext")
    assert (read.message_id, read.references) == ("a?@x", ("b?@x",))


def test_the_plain_text_is_taken_before_the_html() -> None:
    both = MIMEMultipart("alternative")
    both.attach(MIMEText("文字の本文", "plain", "utf-8"))
    both.attach(MIMEText("<p>HTMLの本文</p>", "html", "utf-8"))
    assert read_mail(both.as_bytes()).text == "文字の本文"


def test_files_come_with_their_names() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "例示太郎 <taro@example.jp>", "資料"
    message.set_content("添付します。")
    for number in range(50):
        message.add_attachment(
            f"{number}".encode(), maintype="application", subtype="octet-stream", filename=f"資料{number}.bin"
        )
    read = read_mail(message.as_bytes())
    assert (read.name, read.email) == ("例示太郎", "taro@example.jp")
    assert [file.name for file in read.files] == [f"資料{number}.bin" for number in range(50)]
    assert read.files[49].content == b"49"


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="=?UTF-8?B?6LOH5paZLnBkZg==?="',
        "attachment; filename*=UTF-8''%E8%B3%87%E6%96%99.pdf",
        "attachment; filename*0*=UTF-8''%E8%B3%87; filename*1*=%E6%96%99.pdf",
        'attachment; filename="' + "資料.pdf".encode("cp932").decode("utf-8", errors="surrogateescape") + '"',
    ],
)
def test_names_of_files_are_read_in_any_way_of_writing_them(disposition: str) -> None:
    content = (
        "From: taro@example.jp\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\ntext\r\n"
        f"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: {disposition}\r\n\r\n%PDF-\r\n--x--\r\n"
    ).encode("utf-8", errors="surrogateescape")
    assert [file.name for file in read_mail(content).files] == ["資料.pdf"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\r\n\r\n",
        b"no head at all",
        b"From: a@example.jp\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno boundary comes",
        b"From: a@example.jp\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n\r\ntext",
        b"From: a@example.jp\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nno end",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!",
        b'Content-Type: text/plain; charset="\r\nContent-Transfer-Encoding: x-unknown\r\n\r\ntext',
        b"From: a@example.jp\r\n" + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 3000,
        bytes(range(256)) * 40,
        "Subject: x\r\nContent-Disposition: attachment; filename*=utf-8''手.txt\r\n\r\n本文".encode(),
        "From: \udcff\udcfe <>\r\nSubject: =?x?B?====?=\r\n\r\n本文".encode(
            "utf-8", errors="surrogateescape"
        ),
    ],
)
def test_whatever_is_broken_something_is_read_and_the_original_is_kept(content: bytes) -> None:
    read = read_mail(content)
    assert read.text or not content.strip() or any(file.content == content for file in read.files)
    if read.defects:
        assert read.files[-1].content == content


def test_what_a_case_does_not_hold_comes_as_a_file() -> None:
    read = read_mail(letter(("長い文面です。" * 20_000).encode()))
    assert len(read.text) <= 100_000
    assert read.files[0].content.decode() == "長い文面です。" * 20_000


@pytest.mark.parametrize(
    ("head", "automatic"),
    [
        ("", None),
        ("Auto-Submitted: no\r\n", None),
        ("Auto-Submitted: auto-replied\r\n", WhyLeft.REPLY),
        ("X-Autoreply: yes\r\n", WhyLeft.REPLY),
        ("Return-Path: <>\r\n", WhyLeft.BOUNCE),
        ("Precedence: bulk\r\n", WhyLeft.BULK),
        ("List-Id: <news.example.jp>\r\n", WhyLeft.BULK),
    ],
)
def test_letters_that_no_person_wrote_are_told_by_their_head(head: str, automatic: WhyLeft | None) -> None:
    assert read_mail(letter(b"text", head=head)).automatic is automatic


def test_a_report_of_delivery_is_a_bounce() -> None:
    content = letter(b"--x--", content_type="multipart/report; report-type=delivery-status; boundary=x")
    assert read_mail(content).automatic is WhyLeft.BOUNCE


def test_the_letters_that_it_answers_are_named_the_latest_first() -> None:
    read = read_mail(letter(b"text", head="References: <a@x> <b@x>\r\nIn-Reply-To: <c@x>\r\n"))
    assert (read.message_id, read.references) == ("1@example.jp", ("c@x", "b@x", "a@x"))
