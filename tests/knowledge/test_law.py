"""Laws in the standard XML of e-Gov."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from genkan.knowledge.errors import FileProblem, NoArticles
from genkan.knowledge.parse import ArticleKind, DocumentKind, Regulation, law_number, parse, revision_in
from genkan.knowledge.parse.errors import BrokenXml, EntitiesInXml, NotALaw
from tests.knowledge.law_xml import LAW, PARAGRAPHS_ONLY, laws

NAME = "405AC0000000008_20240401_506AC0000000012/405AC0000000008_20240401_506AC0000000012.xml"


@pytest.fixture(scope="module")
def law() -> Regulation:
    return parse(NAME, content=LAW.encode())


def test_what_the_law_is(law: Regulation) -> None:
    assert (law.title, law.number, law.kind) == (
        "窓口の設置に関する例示法",
        "平成五年法律第八号",
        DocumentKind.LAW,
    )
    assert (law.law_id, law.valid_from, law.amended_by) == (
        "405AC0000000008",
        date(2024, 4, 1),
        "令和六年法律第十二号",
    )
    assert law.abbreviations == ("例示法", "窓口法")


def test_every_provision_in_its_order(law: Regulation) -> None:
    assert [(each.anchor, each.label, each.caption, each.kind) for each in law.articles] == [
        ("enact", "制定文", "", ArticleKind.PREAMBLE),
        ("h0", "前文", "", ArticleKind.PREAMBLE),
        ("27_3", "第二十七条の三", "定義", ArticleKind.ARTICLE),
        ("28", "第二十八条から第三十条まで", "", ArticleKind.ARTICLE),
        ("h1", "第二章　削除", "", ArticleKind.SECTION),
        ("s1", "附則", "", ArticleKind.SUPPLEMENT),
        ("s2-1", "附則（令和三年六月二日法律第三号）第一条", "施行期日", ArticleKind.SUPPLEMENT),
        ("s2-t1", "附則（令和三年六月二日法律第三号）附則別表", "", ArticleKind.ANNEX),
        ("t1", "別表第一", "第二十七条の三関係", ArticleKind.ANNEX),
        ("n1", "別記", "", ArticleKind.ANNEX),
        ("y1", "様式第一", "", ArticleKind.FORM),
        ("a1", "付録第一", "", ArticleKind.ANNEX),
    ]


def test_an_article_with_all_that_stands_in_one(law: Regulation) -> None:
    article = law.articles[2]
    assert article.headings == (
        "第一編　窓口",
        "第一章　総則",
        "第一節　通則",
        "第一款　定義",
        "第一目　用語",
    )
    assert article.text.split("\n") == [
        "窓口とは、次に掲げるものをいう。ただし、十の⁶乗分の一を超えないものを除く。",
        "一　本庁窓口　本庁に置く窓口をいう。",
        "　イ　一階の窓口",
        "　　（１）　東の窓口",
        "| 平日 | 九時 |  |",
        "|---|---|---|",
        "|  | 甲\\|乙 | 十七時 |",
        "２　数式は、次による。甲×乙",
        "並びの一",
        "　並びの二",
        "（附記である。）",
    ]


def test_annexes_with_their_remarks(law: Regulation) -> None:
    table = next(each for each in law.articles if each.anchor == "t1")
    assert table.text == "手数料\n| 区分 | 額 |\n|---|---|\n| 写し | 十円 |\n備考\n郵送は別とする。"
    assert next(each for each in law.articles if each.anchor == "a1").text == "丙÷丁"


def test_what_is_left_out_is_told(law: Regulation) -> None:
    assert law.notes == (
        "図1件は、文字の情報がないため読み込んでいません。",
        "原文で「略」とされている箇所が1件あります。",
    )
    assert "目次" not in "".join(each.text for each in law.articles)


def test_a_law_of_paragraphs_only() -> None:
    (article,) = parse("令.xml", content=PARAGRAPHS_ONLY.encode()).articles
    assert (article.anchor, article.label, article.kind) == ("main", "本則", ArticleKind.PARAGRAPHS)
    assert article.text == "甲とする。\n２　乙とする。"


def test_an_answer_of_the_law_api_says_more_than_the_name() -> None:
    body = LAW.split("?>", 1)[1]
    answer = f"""<law_data_response><law_info><law_id>405AC0000000008</law_id></law_info><revision_info>
      <law_revision_id>405AC0000000008_20250601_507CO0000000002</law_revision_id><abbrev>例法</abbrev>
      <amendment_enforcement_date>2025-06-01</amendment_enforcement_date><amendment_law_num>令和七年政令第二号</amendment_law_num>
      <repeal_status>Repeal</repeal_status><repeal_date>2026-01-01</repeal_date></revision_info>
      <law_full_text>{body}</law_full_text></law_data_response>"""
    law = parse("x.xml", content=answer.encode())
    assert (law.law_id, law.valid_from, law.amended_by) == (
        "405AC0000000008",
        date(2025, 6, 1),
        "令和七年政令第二号",
    )
    assert (law.repealed, law.valid_until, law.abbreviations) == (True, date(2026, 1, 1), ("例法",))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(laws())
def test_no_word_of_a_law_is_lost(xml: str) -> None:
    read = parse("法.xml", content=xml.encode())
    text = "\n".join(article.text for article in read.articles)
    for words in re.findall(r"<Sentence>(.*?)</Sentence>", xml):
        assert words in text
    anchors = [article.anchor for article in read.articles]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (LAW[:2000], BrokenXml),
        ("<Law><LawBody></Law>", BrokenXml),
        # every way by which entities could grow or read other files begins with a declaration
        (
            '<!DOCTYPE Law [<!ENTITY a "b">]><Law><LawBody><LawTitle>&a;</LawTitle></LawBody></Law>',
            EntitiesInXml,
        ),
        ('<!DOCTYPE Law [<!ENTITY a SYSTEM "file:///etc/passwd">]><Law>&a;</Law>', EntitiesInXml),
        ("<Reports><Report/></Reports>", NotALaw),
        ("<Law><LawNum>一</LawNum><LawBody><LawTitle>空</LawTitle></LawBody></Law>", NoArticles),
        # deeper than any law
        ("<Law>" + "<a>" * 5000 + "</a>" * 5000 + "</Law>", BrokenXml),
    ],
)
def test_bad_xml(content: str, problem: type[FileProblem]) -> None:
    with pytest.raises(problem):
        parse(
            "法.xml",
            content=(
                '<?xml version="1.0"?>' + content.removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
            ).encode(),
        )


@pytest.mark.parametrize(
    ("law_id", "number"),
    [
        ("506AC0000000012", "令和六年法律第十二号"),
        ("501CO0000000100", "令和元年政令第百号"),
        ("329IO0000000203", "昭和二十九年勅令第二百三号"),
        # ordinances name their ministries in ways that an id does not tell
        ("412M50000100001", ""),
        ("000000000000000", ""),
    ],
)
def test_the_number_in_an_id(law_id: str, number: str) -> None:
    assert law_number(law_id) == number


def test_names_without_a_law() -> None:
    assert revision_in("旅費規程.docx").law_id == ""
    assert revision_in("405AC0000000008.xml") == ("405AC0000000008", None, "")
    assert revision_in("405AC0000000008_20249999_000000000000000.xml").valid_from is None
