"""What hostile texts cost: no more than their length, in the reading of references and in the whole check."""

import json
import time
from collections.abc import Callable
from datetime import date

import pytest

from genkan.knowledge.citation import (
    KnownArticle,
    KnownRegulation,
    Verdict,
    examine,
    provisions,
    wanted_in,
)
from genkan.knowledge.desk.shapes import check_shape
from genkan.knowledge.names.names import Names
from genkan.knowledge.proving import ProvenText

_ARTICLES = {str(n): (KnownArticle(str(n), f"第{n}条", "", f"第{n}条の本文。" * 20),) for n in range(400)}
KNOWN = (KnownRegulation("d", "例示民法", ("例示民法",), _ARTICLES),)
NAMES = Names.of(["例示民法"])
_SMALL, _TIMES = 2_500, 4
Hostile = Callable[[int], str]
TEXTS: dict[str, Hostile] = {
    "spaces before an article": lambda n: "規程" + " " * n + "第1条",
    "wide spaces in a reference": lambda n: "例示民法第1条" + "　" * n + "第2項",
    "spaces at the end of a sentence": lambda n: "あ" + " " * n + "あ",
    "a numeral without end": lambda n: "一" * n,
    "branches": lambda n: "第一条" + "の一" * (n // 2) + "例",
    "a list that leads nowhere": lambda n: "例示民法第1条" + "、" * (n // 2) + "甲" + "1号" * (n // 4),
    "stars before a citation": lambda n: "例示民法第1条" + "*" * n + "甲[1]",
    "short names": lambda n: (
        "".join(f"例示民法（以下「甲{i}」という。）第1条。" for i in range(n // 60))
        + "".join(f"甲{i}第2条。" for i in range(n // 16))
    ),
    "misquotations": lambda n: "".join(
        f"例示民法{i % 400}条は「偽りの引用文{i}です」。" for i in range(n // 25)
    ),
    "one sentence": lambda n: "".join(f"例示民法{i % 400}条、" for i in range(n // 9)),
    "numbers in one marker": lambda n: "例示民法第1条[" + "1," * (n // 2) + "1]",
    "other numbers in one marker": lambda n: (
        "例示民法第2条[" + ",".join(str(i % 999 + 1) for i in range(n // 4)) + "]"
    ),
    "quotations before one number": lambda n: "「偽りの引用文です」" * (n // 20) + "[1]甲" * (n // 8),
    "laws and articles of none": lambda n: (
        "".join(f"特定{i}法第1条。" for i in range(n // 24)) + "第3条。" * (n // 8)
    ),
}


class Given:
    """A source, so that numbers in brackets are citations."""

    number, label, text, anchor = 1, "例示民法第1条", "第1条の本文。", "/regulations/d/1"


class Numbered(Given):
    """One of many sources."""

    def __init__(self, number: int) -> None:
        self.number = number


_MANY = [Numbered(number) for number in range(1, 100)]


@pytest.mark.parametrize("name", TEXTS)
def test_the_cost_grows_as_the_length(name: str) -> None:
    _check(TEXTS[name](500))
    small, large = (min(_cost(TEXTS[name](_SMALL * times)) for _ in range(2)) for times in (1, _TIMES))
    # Four times the length costs four times as much; sixteen times, where each place looks at all the others.
    assert large < 9 * max(small, 0.01)


def test_what_is_given_back_grows_as_the_length() -> None:
    proven = ProvenText("", date(2026, 11, 22), examine("民法第1条、" * 2_000, None, known=()))
    assert proven.examination.summary.total == 2_000
    assert len(json.dumps(check_shape(proven), ensure_ascii=False)) < 2_000 * 1_000


def test_a_quotation_is_given_back_once_however_many_numbers_follow_it() -> None:
    """In one marker, in many, with one number or with as many as there can be."""
    words = "偽りの引用文です" * 500
    for numbers in ("[1]" * 2_000, f"[{','.join(map(str, range(1, 100)))}]"):
        proven = ProvenText("", date(2026, 11, 22), examine(f"「{words}」{numbers}", _MANY, known=KNOWN))
        written = json.dumps(check_shape(proven), ensure_ascii=False)
        assert written.count(words) == 1 and len(written) < 200_000
    assert {check.verdict for check in proven.examination.checks} == {Verdict.QUOTATION_DIFFERS}


def test_the_lines_of_an_article_are_read_once_however_often_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        provisions, "_items", lambda paragraph: read.append(paragraph) or frozenset({"1", "2"})
    )
    text = "一項。\n２　二項。\n一　甲\n二　乙"
    law = KnownRegulation("d", "例示民法", ("例示民法",), {"1": (KnownArticle("1", "第1条", "", text),)})
    examination = examine(
        "例示民法第1条第2項第一号、例示民法第1条第2項第二号による。" * 50, None, known=(law,)
    )
    assert examination.summary.verified == 100
    assert len(read) == 2, "each of its paragraphs"


def test_a_claim_is_the_sentence_or_the_words_around_the_place() -> None:
    (short,) = examine("前の文。例示民法第1条による。後の文。", None, known=KNOWN).checks
    assert short.claim == "例示民法第1条による。"
    (long,) = examine("あ" * 300 + "例示民法第1条" + "い" * 300, None, known=KNOWN).checks
    assert long.claim == "…" + "あ" * 100 + "例示民法第1条" + "い" * 93 + "…"
    (last,) = examine("あ" * 300 + "例示民法第1条", None, known=KNOWN).checks
    assert last.claim == "…" + "あ" * 193 + "例示民法第1条"


def _cost(text: str) -> float:
    started = time.process_time()
    _check(text)
    return time.process_time() - started


def _check(text: str) -> None:
    wanted_in(text, names=NAMES)
    examine(text, None, known=KNOWN)
    examine(text, [Given()], known=KNOWN)
