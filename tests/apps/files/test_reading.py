"""The text of files, and files that cannot or should not be read."""

import pytest

from genkan.apps.apart import Apart
from genkan.apps.files.errors import FileUnread, ReadingTooLong
from genkan.apps.files.extracting import parsed_text, plain_text
from genkan.apps.files.reading import Reading
from genkan.apps.form.values import GivenFile
from tests.apps.files import samples
from tests.knowledge.office_files import excel_table, word_manual, word_regulation


def test_a_regulation_keeps_its_headings_articles_and_tables() -> None:
    text, notices = parsed_text(word_regulation(), name="規程.docx")
    assert text.startswith("# 例示省旅費規程\n\n## 第１章　総則\n\n### 第１条（目的）\n\nこの規程は、")
    assert "\n\n| 区分 | 額\\|円 | 備考 |\n|---|---|---|\n| 併せた欄 |" in text
    assert notices == ()


def test_a_manual_keeps_its_headings_and_says_what_was_left_out() -> None:
    text, notices = parsed_text(word_manual(), name="手引.docx")
    assert "## 受付\n\n1.　番号札を渡す" in text.replace("1. ", "1.　")
    assert "夜間\n\n警備員が受け付ける。" in text
    assert any("ヘッダー" in notice for notice in notices)


def test_a_long_sheet_is_a_table_without_gaps() -> None:
    text, notices = parsed_text(excel_table(), name="表.xlsx")
    assert all(f"| {number} | {number * 1.5:g} |" in text for number in range(120))
    assert notices == ("シート「下書き」は、非表示のため読み込んでいません。",)


def test_macros_are_told() -> None:
    _, notices = parsed_text(samples.with_macros(samples.word("本文である。")), name="a.docm")
    assert notices == ("マクロが含まれています。マクロは実行せず、読み込んでいません。",)


@pytest.mark.parametrize(
    ("name", "media_type", "content", "expected"),
    [
        ("a.txt", "text/plain", "例示市".encode("cp932"), "例示市"),
        ("a.md", "text/markdown", "# 例示市\r\n".encode(), "# 例示市\n"),
        (
            "a.csv",
            "text/csv",
            '部署,人数\n総務,"1,200"\n広報'.encode("cp932"),
            "| 部署 | 人数 |\n|---|---|\n| 総務 | 1,200 |\n| 広報 |  |",
        ),
        ("a.tsv", "text/tab-separated-values", b"a\tb", "| a | b |\n|---|---|"),
        ("a.json", "application/json", b'{"a": 1}', '{"a": 1}'),
    ],
)
def test_plain_text_of_every_kind(name: str, media_type: str, content: bytes, expected: str) -> None:
    assert plain_text(content, name=name, media_type=media_type) == (expected, ())


def test_xml_that_is_no_law_is_read_as_it_is() -> None:
    text, _ = parsed_text('<?xml version="1.0"?><件名>例示</件名>'.encode(), name="a.xml")
    assert text == '<?xml version="1.0"?><件名>例示</件名>'


async def test_a_file_with_a_structure_is_read_in_a_process_of_its_own() -> None:
    (word, drawing, text) = await Reading(Apart()).read(
        [
            GivenFile("規程.docx", word_regulation()),
            GivenFile("写真.png", samples.picture("PNG")),
            GivenFile("a.txt", "例示市".encode()),
        ]
    )
    assert "例示省旅費規程" in word.text
    assert word.media_type.endswith("wordprocessingml.document")
    assert (drawing.text, drawing.notices) == ("", ("「写真.png」は画像のため、文字を読み込んでいません。",))
    assert text.text == "例示市"


async def test_what_cannot_be_read_is_told_in_the_words_of_the_search_room() -> None:
    with pytest.raises(FileUnread) as caught:
        await Reading(Apart()).read([GivenFile("a.docx", samples.compound("EncryptedPackage"))])
    assert "「a.docx」にはパスワードが設定されています。" in str(caught.value)
    assert caught.value.details["name"] == "a.docx"


async def test_text_in_no_known_encoding_is_told_too() -> None:
    with pytest.raises(FileUnread) as caught:
        await Reading(Apart()).read([GivenFile("空.txt", b"   ")])
    assert "文字がありません" in str(caught.value)


async def test_a_file_that_takes_too_long_ends_with_its_process() -> None:
    with pytest.raises(ReadingTooLong) as caught:
        await Reading(Apart(), seconds=0.01).read([GivenFile("規程.docx", word_regulation())])
    assert "「規程.docx」は、文字を読み取るのに時間がかかりすぎる" in str(caught.value)
