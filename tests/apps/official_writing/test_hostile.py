"""Texts that nobody writes: each is checked in a bounded time, with places that are in it."""

import time

import pytest

from genkan.apps.official_writing import Checker

LENGTH = 8_000
PIECES = {
    "one line without a stop": "会議資料及び申請書並びに",
    "only symbols": "（「『【｛",
    "closing brackets": "」』）",
    "opening brackets": "「",
    "NUL": "\x00",
    "lone surrogates": "\ud800",
    "emoji": "👨‍👩‍👧",
    "mixed line ends": "会議を開く。\r\n次に、\r\n\r",
    "backticks": "`",
    "fences": "~~~\n",
    "digits": "1",
    "kanji numerals": "十",
    "dates": "2026/1/1/",
    "katakana": "ア",
    "half-width kana": "ｱ",
    "tags": "<a",
    "comments": "<!--",
    "links": "](",
    "addresses": "a@",
    "rules of tables": "-|",
    "spaces": " ",
    "negations": "ない",
    "line ends": "\n",
    "zero width": "\u200b",
}


def seconds(checker: Checker, text: str) -> float:
    """Processor time of a check."""
    started = time.process_time()
    findings = checker.check(text).findings
    assert all(text[each.start : each.end] == each.found for each in findings)
    return time.process_time() - started


@pytest.mark.parametrize("name", PIECES)
def test_a_hostile_text_costs_in_proportion_to_its_length(checker: Checker, name: str) -> None:
    short, long = ((PIECES[name] * length)[:length] for length in (LENGTH, 4 * LENGTH))
    least = min(seconds(checker, short) for _round in range(2))
    assert seconds(checker, long) < 8 * least + 1, (
        "four times the length; what grows with the square takes 16 times"
    )


def test_nested_brackets(checker: Checker) -> None:
    text = "「" * 10_000 + "」" * 10_000
    assert checker.check(text).findings


def test_a_megabyte(checker: Checker) -> None:
    text = "a" * 1_000_000 + "\n資料を一つづつ送る。"
    finding = checker.check(text).findings[-1]
    assert (finding.line, finding.column, finding.found) == (2, 4, "一つづつ")
