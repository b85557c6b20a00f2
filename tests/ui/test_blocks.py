"""A stream that sends finished blocks once shows what the whole text would show."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genkan.ui import AnswerFeed, closed_blocks, render_markdown

LINES = [
    "",
    "旅費は、次のとおりとする。",
    "# 見出し",
    "- 一つ目",
    "  続き",
    "- **「二つ目」**です",
    "  - 入れ子",
    "1. 最初",
    "2. 次",
    "7) 別の番号",
    "```",
    "```python",
    "    字下げ",
    "> 引用",
    "| 甲 | 乙 |",
    "|---|--:|",
    "| 1 | 2 |",
    "---",
    "===",
    "***",
    "*** 強調***",
    "[1]: /x",
    "* 星",
    "\t字下げ",
    "~~~",
    "<div>",
    "&amp;",
    "　全角の空白",
]
texts = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_the_parts_are_the_whole(text: str) -> None:
    closed, still_open = closed_blocks(text)
    assert closed + still_open == text
    assert render_markdown(closed) + render_markdown(still_open) == render_markdown(text)


@given(texts, st.lists(st.integers(0, 200), max_size=6))
@settings(max_examples=400, deadline=None)
def test_what_was_closed_stays_closed(text: str, cuts: list[int]) -> None:
    shown = ""
    before = ""
    for cut in [*sorted(cuts), len(text)]:
        closed, still_open = closed_blocks(text[:cut])
        assert closed.startswith(before)
        shown += render_markdown(closed[len(before) :])
        before = closed
    assert shown + render_markdown(still_open) == render_markdown(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("一つの段落", ""),
        ("段落。\n\n次の", ""),  # the next line is not complete
        ("段落。\n\n次の\n", "段落。\n\n"),
        ("段落。\n***", ""),  # may still become *** 強調***
        ("段落。\n***\n", "段落。\n"),
        ("- 一\n- 二\n\n", ""),  # the list may go on
        ("- 一\n- 二\n\n終わり", ""),  # the last line is not complete
        ("- 一\n- 二\n\n終わり\n", "- 一\n- 二\n\n"),
        ("```\n一\n\n二\n", ""),  # inside a fence nothing is closed
        ("```\n一\n```\n次\n", "```\n一\n```\n"),
    ],
)
def test_where_the_split_is(text: str, closed: str) -> None:
    assert closed_blocks(text)[0] == closed


def test_a_feed_sends_finished_blocks_once() -> None:
    feed = AnswerFeed("answer-1")
    first = feed.update("一。\n\n二\n")
    assert first.count("hx-partial hx-target") == 2
    assert 'hx-target="#answer-1-closed" hx-swap="innerHTML"' in first
    second = feed.update("一。\n\n二\n三")
    assert "一。" not in second
    third = feed.update("一。\n\n二\n三\n\n四\n")
    assert 'hx-swap="beforeend"><p>二<br>\n三</p>' in third


def test_a_feed_starts_anew_when_the_text_was_replaced() -> None:
    feed = AnswerFeed("answer-1")
    feed.update("一。\n\n二。\n\n三\n")
    assert 'hx-target="#answer-1-closed" hx-swap="innerHTML"' in feed.update("別の回答")
