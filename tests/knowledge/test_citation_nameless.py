"""Articles without a law before them, references in marks, and short quotations."""

import pytest

from genkan.knowledge.citation import Explanation as Why
from genkan.knowledge.citation import KnownArticle, KnownRegulation, examine

_ARTICLES = {n: (KnownArticle(n, f"第{n}条", "", "本文である。"),) for n in ("3", "5", "12", "199", "709")}
KNOWN = tuple(
    KnownRegulation(title, title, (title,), _ARTICLES)
    for title in ("例示民法", "例示刑法", "手数料規則", "例示建設標準請負契約約款", "情報の保護に関する法律")
)
OK, NOBODY, NO_ARTICLE, NO_LAW = Why.VERIFIED, Why.NO_LAW_NAMED, Why.NO_SUCH_ARTICLE, Why.NO_SUCH_LAW


def found(text: str) -> list[Why]:
    """What is told of each reference."""
    return [check.explanation for check in examine(text, None, known=KNOWN).checks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a noun before the number is no law that is named elsewhere
        ("A社との契約書第12条によれば、例示民法第709条の責任を負う。", [NOBODY, OK]),
        ("例示民法第709条のほか、契約書第12条による。", [OK, NOBODY]),
        ("例示民法第709条のほか、契約書の第12条による。", [OK, NOBODY]),
        ("例示民法第709条のほか、**契約書**第12条による。", [OK, NOBODY]),
        ("総則第5条を見よ。政令第5条。例示刑法第199条。", [NOBODY, NOBODY, OK]),
        ("例示民法第709条。別紙第3条。約款第5条。", [OK, NOBODY, NOBODY]),
        # what is joined to it belongs to it
        ("例示民法第709条。契約書第12条及び第3条。同条第1項。", [OK, NOBODY, NOBODY, NOBODY]),
        ("例示民法第709条。契約書第12条。また第3条。", [OK, NOBODY, OK]),
        # a law that is named only later is not meant
        ("第5条を見よ。例示刑法第199条。", [NOBODY, OK]),
        ("例示刑法を見よ。第199条による。", [OK]),
        # the kind alone stands for a law of that kind that was named
        ("情報の保護に関する法律第3条。法第5条。", [OK, OK]),
        ("手数料規則第3条。規則第5条。法第5条。", [OK, OK, NOBODY]),
        ("例示民法第709条。手数料規則第3条。規則第500条。", [OK, OK, NO_ARTICLE]),
        ("例示建設標準請負契約約款第3条。例示民法第709条。約款第500条。", [OK, OK, NO_ARTICLE]),
        # words that only point at the number
        ("例示民法第709条。なお当該第5条、改正後第12条、この法律第3条。", [OK, OK, OK, OK]),
        # marks around the whole of a reference
        ("「例示民法第9999条第1項」である。", [NO_ARTICLE]),
        ("『例示民法第九千条』", [NO_ARTICLE]),
        ("根拠は「例示民法第5条」です。", [OK]),
        ("「架空法第5条」による。", [NO_LAW]),
        ("「例示民法第9999条」とあるのは「例示民法第8888条」と読み替える。", []),
        ("同項中「第9999条」とする。例示民法第5条は「第9999条の規定による届出」とする。", [Why.QUOTATION_NOT_IN_ARTICLE]),
    ],
)  # fmt: skip
def test_references_of_nobody_and_in_marks(text: str, expected: list[Why]) -> None:
    assert found(text) == expected


def test_the_noun_is_told() -> None:
    check, _ = examine("契約書第12条。例示民法第709条。", None, known=KNOWN).checks
    assert check.sentence_for_user == "「契約書第12条」がどの法令又は規程の条か、示されていません。"
    assert check.reference == "第12条"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("例示民法第5条は「虚偽」とする。", 1),
        ("例示民法第5条は「本文である。」とし、例示刑法第5条は「甲」「乙」とする。", 3),
        ("例示民法第5条は「これは虚偽の引用文である」とする。", 0),
        # no citation vouches for these, or they are names
        ("「甲」と「乙」を定める。", 0),
        ("「例示民法」第5条", 0),
    ],
)
def test_short_quotations_are_counted_and_not_compared(text: str, short: int) -> None:
    assert examine(text, None, known=KNOWN).short_quotations == short


def test_many_misquotations_are_looked_for_elsewhere_a_few_times() -> None:
    articles = {str(n): (KnownArticle(str(n), f"第{n}条", "", f"第{n}号の本文とする。"),) for n in range(60)}
    known = (KnownRegulation("d", "例示法", ("例示法",), articles),)
    text = "".join(f"例示法第{n}条は「第{n + 1}号の本文とする」と定める。" for n in range(1, 51))
    examination = examine(text, None, known=known)
    told = [check.explanation for check in examination.checks]
    assert told.count(Why.QUOTATION_IN_ARTICLE) == 20
    assert told.count(Why.QUOTATION_NOT_IN_ARTICLE) == examination.not_looked_for == 30
