"""References resolved against the shelves: what is there, what is not, and as of which day."""

from datetime import date

import pytest

from genkan.knowledge.citation import Explanation as Why
from genkan.knowledge.citation import KnownArticle, KnownRegulation, examine, number_cited, wanted_in
from genkan.knowledge.dating.versions import Standing
from genkan.knowledge.names.names import Names

FIVE = KnownArticle(
    "5",
    "第五条",
    "未成年者の法律行為",
    "未成年者が法律行為をするには、その法定代理人の同意を得なければならない。\n"
    "２　前項の規定に反する法律行為は、取り消すことができる。\n"
    "３　次に掲げる場合は、この限りでない。\n"
    "一　三月以内の場合\n"
    "二　目的を定めた場合\n"
    "三の二　その他の場合",
)
SIX = KnownArticle("6", "第六条", "", "一種の営業を許された未成年者は、成年者と同一の行為能力を有する。")
PLAIN = KnownArticle("7", "第七条", "", "次に掲げる者\n甲である者\n乙である者", is_numbered=False)
DELETED = KnownArticle("8", "第八条", "", "削除")
GONE = KnownArticle("9", "第九条", "", "旧規定による。", Standing.ENDED)
COMING = KnownArticle("10", "第十条", "", "新規定による。", Standing.NOT_YET)
FIRST = KnownArticle("s1-1", "附則第一条", "", "この法律は、公布の日から施行する。")
LATER = KnownArticle(
    "s4-1", "附則第一条", "", "この法律は、令和五年四月一日から施行する。\n２　準備をすることができる。"
)
ARTICLES = {"5": (FIVE,), "6": (SIX,), "7": (PLAIN,), "8": (DELETED,), "9": (GONE,), "10": (COMING,)}
CIVIL = KnownRegulation(
    "d1",
    "例示民法",
    ("例示民法", "民"),
    {**ARTICLES, "s1-1": (FIRST, LATER)},
    number="明治二十九年法律第八十九号",
    law_id="129AC",
)
MIRROR = KnownRegulation("d9", "例示民法", ("例示民法",), ARTICLES, law_id="129AC")
OLD = KnownRegulation("d2", "旧手数料法", ("旧手数料法",), {"1": (SIX,)}, Standing.REPEALED)
NEW = KnownRegulation("d3", "新手数料法", ("新手数料法",), {"1": (SIX,)}, Standing.NOT_YET)
FEES = KnownRegulation("d4", "手数料規則", ("手数料規則",), {"1": (SIX,)}, number="甲省令第一号")
OTHER_FEES = KnownRegulation("d5", "手数料規則", ("手数料規則",), {"1": (SIX,)}, number="乙省令第二号")
PRIVACY = KnownRegulation(
    "d6", "情報の保護に関する法律", ("情報の保護に関する法律",), {"1": (FIVE,), "3": (SIX,)}
)
KNOWN = (CIVIL, MIRROR, OLD, NEW, FEES, OTHER_FEES, PRIVACY)
OK = Why.VERIFIED


def found(text: str) -> list[tuple[str, Why]]:
    """What stands at each place, with what is told of it."""
    checks = examine(text, None, known=KNOWN).checks
    return [(check.reference, check.explanation) for check in checks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # articles, paragraphs and items that are there and that are not
        ("例示民法第5条", [OK]),
        ("例示民法第5条第3項第2号", [OK]),
        ("例示民法第5条第3項第3号の2", [OK]),
        ("例示民法第5条第4項", [Why.NO_SUCH_PROVISION]),
        ("例示民法第5条第3項第9号", [Why.NO_SUCH_PROVISION]),
        ("例示民法第5条第2項第1号", [Why.NO_SUCH_PROVISION]),
        ("例示民法第500条", [Why.NO_SUCH_ARTICLE]),
        # lines without numbers: no more is known than how many there are
        ("例示民法第7条第2号", [Why.PROVISION_NOT_KNOWN]),
        ("例示民法第7条第3号", [Why.NO_SUCH_PROVISION]),
        # laws that are not there, repealed, not yet in force
        ("架空取引法第1条", [Why.NO_SUCH_LAW]),
        ("旧手数料法第1条", [Why.LAW_REPEALED]),
        ("新手数料法第1条", [Why.LAW_NOT_YET]),
        # articles that were there, will be there, or are deleted
        ("例示民法第9条", [Why.ARTICLE_ENDED]),
        ("例示民法第10条", [Why.ARTICLE_NOT_YET]),
        ("例示民法第8条", [Why.ARTICLE_DELETED]),
        # two laws of one name; the same law on two shelves is one
        ("手数料規則第1条", [Why.SEVERAL_LAWS]),
        ("例示民法第6条", [OK]),
        # supplementary provisions: any of them that bears the number
        ("例示民法附則第1条第2項", [OK]),
        ("例示民法附則第1条第3項", [Why.NO_SUCH_PROVISION]),
        # the number of the law
        ("例示民法（明治29年法律第89号）第5条", [OK]),
        ("例示民法（明治29年法律第90号）第5条", [Why.NUMBER_DIFFERS]),
        # the caption
        ("例示民法第5条（未成年者の法律行為）", [OK]),
        ("例示民法第5条（未成年者）", [OK]),
        ("例示民法第5条（後見の開始）", [Why.CAPTION_DIFFERS]),
        ("例示民法第5条（第2項を除く。）", [OK]),
        ("例示民法第5条（以下「本条」という。）", [OK]),
        # in a row: 「同条」, 「同項」, 「前項」, paragraphs and items that a list adds
        ("例示民法第5条第1項。同条第9項", [OK, Why.NO_SUCH_PROVISION]),
        ("例示民法第5条第3項。同項第1号。同項第9号", [OK, OK, Why.NO_SUCH_PROVISION]),
        ("例示民法第5条第2項。前項", [OK, OK]),
        ("例示民法第5条第1項及び第4項", [OK, Why.NO_SUCH_PROVISION]),
        ("例示民法第5条第3項第1号又は第8号", [OK, Why.NO_SUCH_PROVISION]),
        ("例示民法第5条及び第500条", [OK, Why.NO_SUCH_ARTICLE]),
        ("例示民法第5条。同法第500条", [OK, Why.NO_SUCH_ARTICLE]),
        # short names that the text gives itself
        ("例示民法（以下「法」という。）第5条。法第500条", [OK, Why.NO_SUCH_ARTICLE]),
        ("例示民法（明治29年法律第89号。以下「民」という。）第5条。民第6条", [OK, OK]),
        # an article without a name is of a law named before, or of none
        ("例示民法について。第6条による。", [OK]),
        ("例示民法第5条。ところで第500条。", [OK, Why.NO_SUCH_ARTICLE]),
        ("情報の保護に関する法律第1条。例示民法第6条。第3条。", [OK, OK, OK]),
        ("第6条による。", [Why.NO_LAW_NAMED]),
        # words that lead on to a name are no part of it; words that make it another law are
        ("また情報の保護に関する法律第1条", [OK]),
        ("特定情報の保護に関する法律第1条", [Why.NO_SUCH_LAW]),
        # a number in brackets cites nothing in a text that has no list of sources
        ("例示民法第5条[1]", [OK]),
    ],
)
def test_references(text: str, expected: list[Why]) -> None:
    assert [explanation for _, explanation in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected", "measure"),
    [
        # words quoted with a reference must stand in its article, before it, behind it or on the next line
        ("例示民法第5条は「法定代理人の同意を得なければならない」とする。", OK, (1, 1)),
        ("「法定代理人の同意を得なければならない」（例示民法第5条）", OK, (1, 1)),
        (
            "例示民法第5条は次のとおり定める。\n\n> 前項の規定に反する法律行為は、取り消すことができる。\n",
            OK,
            (1, 1),
        ),
        # an altered word, an altered number, another article
        (
            "例示民法第5条は「法定代理人の許可を得なければならない」とする。",
            Why.QUOTATION_NOT_IN_ARTICLE,
            (1, 0),
        ),
        ("例示民法第5条は「一　四月以内の場合」とする。", Why.QUOTATION_NOT_IN_ARTICLE, (1, 0)),
        (
            "例示民法第5条は「成年者と同一の行為能力を有する」とする。例示民法第6条。",
            Why.QUOTATION_IN_ARTICLE,
            (1, 0),
        ),
        # omissions that are marked
        ("例示民法第5条は「未成年者が（略）同意を得なければならない」とする。", OK, (1, 1)),
        # the caption may be quoted; a short name is no quotation
        ("例示民法第5条（「未成年者の法律行為」）", OK, (1, 1)),
        ("例示民法第5条（以下「未成年者取消しの規定」という。）", OK, (0, 0)),
        # words without a reference near them are compared with nothing
        ("「だれも定めていないこと」がある。例示民法第5条。", OK, (0, 0)),
    ],
)
def test_quotations(text: str, expected: Why, measure: tuple[int, int]) -> None:
    examination = examine(text, None, known=KNOWN)
    assert examination.checks[0].explanation is expected
    assert (examination.summary.quotations, examination.summary.faithful) == measure


def test_a_quotation_begins_where_its_article_begins() -> None:
    article = KnownArticle("9_3", "第九条の三", "", "第六条の二第一項の規定による検査を拒んだ者")
    known = (KnownRegulation("d", "例示法", ("例示法",), {"9_3": (article,)}),)
    text = "例示法第9条の3は「第六条の二第一項の規定による検査」とする。"
    assert examine(text, None, known=known).summary.faithful == 1


def test_a_finding_leads_to_its_article_and_says_which_laws_are_meant() -> None:
    there, missing, several = examine(
        "例示民法第5条。例示民法第77条。手数料規則第1条。", None, known=KNOWN
    ).checks
    assert (there.document_id, there.anchor) == ("d1", "5")
    assert (missing.document_id, missing.anchor) == ("", "")
    assert "手数料規則（甲省令第一号）、手数料規則（乙省令第二号）" in several.sentence_for_user


def test_the_law_of_a_given_source_is_not_asked_for_what_the_shelves_do_not_say() -> None:
    (check,) = examine("例示民法第5条", (), known=None).checks
    assert check.explanation is Why.UNSUPPORTED


def test_measures() -> None:
    text = "例示民法第5条は同意を定めています。例示民法第77条は誰も知らない条です。根拠を示さない文です。"
    summary = examine(text, None, known=KNOWN).summary
    assert (summary.total, summary.claims, summary.sentences_without_source) == (2, 3, 2)
    assert summary.precision == 0.5
    assert summary.fidelity is None
    assert examine("何も引用しません。", None, known=KNOWN).summary.precision is None


def test_only_what_is_named_is_wanted() -> None:
    names = Names.of(["例示民法", "情報の保護に関する法律"])
    wanted = wanted_in("例示民法第5条及び第6条。情報の保護に関する法律によれば。附則第2条。", names=names)
    assert wanted.names == ("例示民法", "情報の保護に関する法律")
    assert wanted.articles_of(frozenset({"例示民法"})) == {"5", "6", "s1-2"}
    assert wanted.articles_of(frozenset({"情報の保護に関する法律"})) == {"s1-2"}


@pytest.mark.parametrize(
    ("anchor", "number"),
    [("12_2", "12_2"), ("s4-3", "s1-3"), ("s12", "s1"), ("s2-1_2-r3", "s1-1_2"), ("7-r2", "7")],
)
def test_numbers_of_anchors(anchor: str, number: str) -> None:
    assert number_cited(anchor) == number


def test_identity_of_a_law() -> None:
    assert CIVIL.identity == MIRROR.identity == "129AC"
    assert KnownRegulation("d", "t", (), valid_from=date(2025, 4, 1)).identity == "d"
