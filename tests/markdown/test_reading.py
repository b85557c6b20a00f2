"""Markdown to blocks, for files: the same dialect as on pages."""

import pytest

from genkan.markdown import (
    Code,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    clean_text,
    read_blocks,
    words_of,
)


def only(text: str) -> object:
    (block,) = read_blocks(text)
    return block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("## 見出し", Heading(2, (Span("見出し"),))),
        ("一行\n二行", Paragraph(((Span("一行"),), (Span("二行"),)))),
        ("**「重要」**です", Paragraph(((Span("「重要」", bold=True), Span("です")),))),
        ("***強い***`x`", Paragraph(((Span("強い", bold=True, italic=True), Span("x", code=True)),))),
        ("- 甲", List(((Paragraph(((Span("甲"),),)),),))),
        ("3. 甲", List(((Paragraph(((Span("甲"),),)),),), first=3)),
        ("> 甲", Quote((Paragraph(((Span("甲"),),)),))),
        ("```\na\n b\n```", Code("a\n b")),
        ("    a", Code("a")),
        ("---", Rule()),
        (
            "| a | b |\n|---|--:|\n| 1 |",
            Table(((Span("a"),), (Span("b"),)), (((Span("1"),), ()),), (False, True)),
        ),
    ],
)
def test_each_block(text: str, block: object) -> None:
    assert only(text) == block


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[規程](https://example.go.jp/a)を見る", "規程（https://example.go.jp/a）を見る"),
        ("<https://example.go.jp>", "https://example.go.jp"),
        ("[押す](javascript:alert(1))", "[押す](javascript:alert(1))"),
        ("出典[1]", "出典[1]"),
        ("<b>太字</b> ![絵](a.png)", "<b>太字</b> !絵（a.png）"),
    ],
)
def test_links_and_html_are_words(text: str, words: str) -> None:
    block = only(text)
    assert isinstance(block, Paragraph)
    assert words_of(block.lines[0]) == words


def test_characters_that_no_file_holds_are_left_out() -> None:
    assert clean_text("a\x00b\x1bc\ud800d\ufffee\u202ef\r\ng\th外") == "abc?def\ng\th外"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", ["**" * 20_000 + "a", "[" * 20_000, "> " * 5_000 + "a", "*a " * 20_000, "- " * 5_000 + "a"]
)
def test_hostile_nesting_ends_soon(text: str) -> None:
    assert read_blocks(text)
