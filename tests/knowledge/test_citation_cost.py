"""What hostile texts cost: no more than their length, in the reading of references and in the whole check."""

import time
from collections.abc import Callable

import pytest

from genkan.knowledge.citation import KnownArticle, KnownRegulation, examine, wanted_in
from genkan.knowledge.names.names import Names

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
    "laws and articles of none": lambda n: (
        "".join(f"特定{i}法第1条。" for i in range(n // 24)) + "第3条。" * (n // 8)
    ),
}


class Given:
    """A source, so that numbers in brackets are citations."""

    number, label, text, anchor = 1, "例示民法第1条", "第1条の本文。", "/regulations/d/1"


@pytest.mark.parametrize("name", TEXTS)
def test_the_cost_grows_as_the_length(name: str) -> None:
    _check(TEXTS[name](500))
    small, large = (min(_cost(TEXTS[name](_SMALL * times)) for _ in range(2)) for times in (1, _TIMES))
    # Four times the length costs four times as much; sixteen times, where each place looks at all the others.
    assert large < 9 * max(small, 0.01)


def _cost(text: str) -> float:
    started = time.process_time()
    _check(text)
    return time.process_time() - started


def _check(text: str) -> None:
    wanted_in(text, names=NAMES)
    examine(text, None, known=KNOWN)
    examine(text, [Given()], known=KNOWN)
