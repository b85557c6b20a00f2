"""Files to regulations."""

import unicodedata
from contextlib import suppress
from datetime import date

import pytest

from genkan.knowledge.errors import (
    EmptyFile,
    FileProblem,
    NoArticles,
    NotText,
    TooLarge,
    UnreadableDate,
    UnsupportedKind,
)
from genkan.knowledge.parse import Article, DamagedFile, Regulation, clean_name, parse
from tests.knowledge.conftest import SAMPLE

PLAIN = """例示省文書取扱規則
（令和七年例示省訓令第九十九号）

目次
　第一章　総則（第一条・第二条）
　第二章　手続
　　第一節　収受（第四条の二）
　附則

　　　第一章　総則

　（目的）
第一条　この規則は、文書の取扱いに関し必要な事項を
定める。
２　前項の規定は、次に掲げる場合には適用しない。
　一　甲
　　イ　乙
　　ロ　丙
　二　丁
第二条及び第三条　削除
　　　第二章　手続
　　　　第一節　収受
（期限）
第四条の二　第三条の規定は、
第五条第一項に準用する。
十分な期間を置くものとする。
　　　附　則
１　この規則は、公布の日から施行する。
２　旧規則は、廃止する。
別表第一（第四条の二関係）
甲　乙
"""

MARKDOWN = """---
title: 例示省試験規程
number: 令和七年例示省訓令第一号
organisation: 例示省
effective: 2025-04-01
abbreviations: [試験規程, "試規"]
---

# 例示省試験規程

## 第一章 総則

### 第一節 通則

#### 第一条（目的）

この規程は、試験に関し必要な事項を定める。

#### 第一条の二（定義）

次に掲げる用語の意義は、次に定めるところによる。

一 試験　筆記による試験をいう。
　イ 一次試験
　ロ 二次試験
二 受験者　試験を受ける者をいう。

２ 前項の規定は、面接に準用する。

## 附則

#### 第一条（施行期日）

この規程は、令和七年四月一日から施行する。

## 附則（令和八年例示省訓令第二号）

この規程は、公布の日から施行する。
"""


def of(text: str, name: str = "x.md") -> Regulation:
    """The regulation in a text."""
    return parse(name, content=text.encode())


def outline(regulation: Regulation) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What stands in the table of contents."""
    return [(one.anchor, one.label, one.caption, one.headings) for one in regulation.articles]


def article(regulation: Regulation, anchor: str) -> Article:
    """One article."""
    return next(one for one in regulation.articles if one.anchor == anchor)


def test_markdown_regulation() -> None:
    regulation = of(MARKDOWN)
    assert (regulation.title, regulation.number, regulation.organisation) == (
        "例示省試験規程",
        "令和七年例示省訓令第一号",
        "例示省",
    )
    assert regulation.valid_from == date(2025, 4, 1)
    assert regulation.abbreviations == ("試験規程", "試規")
    assert outline(regulation) == [
        ("1", "第一条", "目的", ("第一章　総則", "第一節　通則")),
        ("1_2", "第一条の二", "定義", ("第一章　総則", "第一節　通則")),
        ("s1-1", "附則第一条", "施行期日", ("附則",)),
        ("s2", "附則", "", ()),
    ]


def test_paragraphs_and_items() -> None:
    first, second = article(of(MARKDOWN), "1_2").paragraphs
    assert [(item.number, item.text) for item in first.items] == [
        ("一", "試験　筆記による試験をいう。"),
        ("二", "受験者　試験を受ける者をいう。"),
    ]
    assert [inner.number for inner in first.items[0].items] == ["イ", "ロ"]
    assert (second.number, second.text) == (2, "前項の規定は、面接に準用する。")


def test_the_text_of_an_article_is_printed_as_official_documents_print_it() -> None:
    assert article(of(MARKDOWN), "1_2").text == (
        "次に掲げる用語の意義は、次に定めるところによる。\n"
        "一　試験　筆記による試験をいう。\n"
        "　イ　一次試験\n"
        "　ロ　二次試験\n"
        "二　受験者　試験を受ける者をいう。\n"
        "２　前項の規定は、面接に準用する。"
    )


def test_plain_text_regulation() -> None:
    regulation = of(PLAIN, "規則.txt")
    assert (regulation.title, regulation.number) == ("例示省文書取扱規則", "令和七年例示省訓令第九十九号")
    assert outline(regulation) == [
        ("1", "第一条", "目的", ("第一章　総則",)),
        ("2", "第二条及び第三条", "", ("第一章　総則",)),
        ("4_2", "第四条の二", "期限", ("第二章　手続", "第一節　収受")),
        ("s1", "附則", "", ()),
        ("h1", "別表第一（第四条の二関係）", "", ()),
    ]


def test_lines_broken_at_the_margin_are_joined_and_references_begin_no_article() -> None:
    regulation = of(PLAIN, "規則.txt")
    assert (
        article(regulation, "4_2").text
        == "第三条の規定は、第五条第一項に準用する。十分な期間を置くものとする。"
    )
    assert [paragraph.number for paragraph in article(regulation, "s1").paragraphs] == [1, 2]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp", "iso2022_jp"],
)
def test_encodings_of_japanese_offices(encoding: str) -> None:
    assert parse("規則.txt", content=PLAIN.encode(encoding)) == of(PLAIN, "規則.txt")


def test_line_ends_of_windows_are_line_ends() -> None:
    assert of(PLAIN.replace("\n", "\r\n"), "規則.txt") == of(PLAIN, "規則.txt")


def test_decomposed_characters_are_composed() -> None:
    assert of(unicodedata.normalize("NFD", PLAIN), "規則.txt") == of(PLAIN, "規則.txt")
    assert clean_name(unicodedata.normalize("NFD", "ガイド.txt")) == "ガイド.txt"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("C:\\規程\\旅費.txt", "C:/規程/旅費.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("a\x00b.txt", "ab.txt"),
        ("/x.md", "x.md"),
    ],
)
def test_names_of_files(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


def test_other_documents_are_cut_at_their_headings() -> None:
    guide = of("# 手引\n\nはじめに読む。\n\n## 目的\n\n本文です。\n\n### 細目\n\n- あ\n- い\n")
    assert guide.title == "手引"
    assert outline(guide) == [
        ("h0", "前文", "", ()),
        ("h1", "目的", "", ()),
        ("h2", "細目", "", ("目的",)),
    ]
    assert article(guide, "h2").text == "- あ\n- い"


def test_plain_documents_are_cut_at_numbered_headings() -> None:
    guide = of("手引\n１　目的\n本文です。\n第２　対象\n本文。\n", "手引.txt")
    assert outline(guide) == [("h1", "１　目的", "", ()), ("h2", "第２　対象", "", ())]


# (the lines before the first article, the title)
HEADS = [
    (
        "例示省における行政文書の作成及び管理に\n関する訓令",
        "例示省における行政文書の作成及び管理に関する訓令",
    ),
    ("例示省における行政文書の作成に関する\n規則（抄）", "例示省における行政文書の作成に関する規則（抄）"),
    ("例示省における行政文書の作成に関する\n\n規則（抄）", "例示省における行政文書の作成に関する規則（抄）"),
    ("例示省行政文書等管理規程\n職員の心得に関する規程", "例示省行政文書等管理規程"),
    ("お知らせ\n例示省行政文書管理規程", "お知らせ"),
    (
        "例示省における行政文書の作成及び管理に\n職員は、これによる。",
        "例示省における行政文書の作成及び管理に",
    ),
]


@pytest.mark.parametrize(("lines", "title"), HEADS)
def test_a_title_that_goes_over_two_lines_is_whole(lines: str, title: str) -> None:
    assert of(f"{lines}\n\n第一条　目的を定める。\n第二条　定義を定める。\n", "規程.txt").title == title


def test_a_document_without_a_title_is_called_by_its_file() -> None:
    assert of("## 目的\n本文\n", "要領/手順.md").title == "手順"


def test_an_article_that_comes_twice_has_two_anchors() -> None:
    twice = of("#### 第一条（甲）\n\n本文。\n\n#### 第一条（乙）\n\n本文。\n")
    assert [one.anchor for one in twice.articles] == ["1", "1-r2"]


def test_text_under_a_chapter_is_kept() -> None:
    regulation = of("## 第一章 総則\n\n章の前書き。\n\n#### 第一条\n\n本文。\n")
    assert outline(regulation)[0] == ("h1", "第一章　総則", "", ())


@pytest.mark.parametrize(
    ("front", "effective"),
    [
        ("effective: 令和七年四月一日", date(2025, 4, 1)),
        ("effective: 平成元年１月８日", date(1989, 1, 8)),
        ("effective: 2025/4/1", date(2025, 4, 1)),
        ("effective:", None),
        ("note: 何か", None),
    ],
)
def test_dates_of_front_matter(front: str, effective: date | None) -> None:
    assert of(f"---\n{front}\n---\n#### 第一条\n\n本文。\n").valid_from == effective


def test_abbreviations_as_a_list_of_lines() -> None:
    assert of("---\nabbreviations:\n  - 甲規程\n  - 乙規程\n---\n#### 第一条\n\n本文。\n").abbreviations == (
        "甲規程",
        "乙規程",
    )


def test_utf_8_that_was_cut_off_is_not_taken_for_another_encoding() -> None:
    whole = "第一条　この規程は、旅費を定める。".encode()
    for length in (len(whole) - 1, len(whole) - 2):
        with pytest.raises(NotText):
            parse("規程.txt", content=whole[:length])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", EmptyFile),
        (b" \n\xe3\x80\x80\n", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        # an image, the beginning of a ZIP
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), UnsupportedKind),
        (b"PK\x03\x04" + b"\x00" * 30, DamagedFile),
        ("第一条　本文".encode() + b"\x00", NotText),
        (b"\xff\xfe\x00", NotText),
        # half of a character
        ("第一条　本文。".encode()[:-1] + b"\xff", NotText),
        (b"x" * 20_000_001, TooLarge),
        ("条も見出しもない文章です。".encode(), NoArticles),
        ("#### 第一条（本文なし）\n".encode(), NoArticles),
        ("---\neffective: いつか\n---\n#### 第一条\n\n本文。\n".encode(), UnreadableDate),
    ],
)
def test_files_that_cannot_be_read(content: bytes, problem: type[FileProblem]) -> None:
    with pytest.raises(problem) as raised:
        parse("規程.txt", content=content)
    assert "規程.txt" in str(raised.value)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "第一条" + "（" * 200_000,
        "# " + "#x" * 100_000,
        "（第一条" * 100_000,
        "#### 第一条\n\n" + "一" * 300_000,
        "\n".join("#### 第一条\n\n本文。" for _ in range(5_000)),
    ],
)
def test_hostile_files_cost_no_more_than_their_length(text: str) -> None:
    """Read or refused; something quadratic would take minutes."""
    with suppress(FileProblem):
        assert of(text)


def test_the_sample_is_read_whole() -> None:
    files = sorted(SAMPLE.glob("*/*.md"))
    regulations = [parse(path.name, content=path.read_bytes()) for path in files]
    assert len(regulations) >= 12
    assert sum(len(one.articles) for one in regulations) >= 150
    for regulation in regulations:
        anchors = [one.anchor for one in regulation.articles]
        assert not any(anchor.startswith("h") or "-r" in anchor for anchor in anchors)
        assert (
            regulation.number
            and regulation.organisation
            and regulation.valid_from
            and regulation.abbreviations
        )


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF, 0xFDD0, 0xFDEF, 0x1FFFE, 0x10FFFF])
def test_code_points_for_no_character_are_left_out(code: int) -> None:
    whole = PLAIN.replace("この規則は", f"この{chr(code)}規則は").encode()
    assert parse("規則.txt", content=whole).articles[0].paragraphs[0].text.startswith("この規則は、文書の")
