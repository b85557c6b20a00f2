"""「前条」, 「次条」, 「前二条」, 「同条」 and 「前項」: counted from the article last named, or from the own one."""

import pytest

from genkan.knowledge import examine
from genkan.knowledge.citation import KnownArticle, KnownRegulation, wanted_in
from genkan.knowledge.citation.beside import articles_by_key
from genkan.knowledge.names.names import Names
from genkan.knowledge.question.references import label_of, parse_references
from genkan.knowledge.question.steps import step_of, step_words
from tests.knowledge.conftest import KnowledgeRoom

RULES = """---
title: 例示省受付規程
---
#### 第一条（目的）

受付について定める。

２ 前項の受付は、次条の窓口で行う。

#### 第二条（窓口）

前条第二項の窓口は、次のとおりとする。

#### 第二条の二（時間）

前二条の窓口は、同条第一項及び第三項から第五項までにかかわらず、九時に開く。

#### 第三条（記録）

第一条第二項の受付は、前項及び前二項にかかわらず、前条に定める時間に記録する。

２ 前項の記録は、次項に定める期間保存する。

３ 前二項の期間は、一年とする。

## 附則

#### 第一条（施行期日）

この規程は、公布の日から施行する。

#### 第二条（経過）

前条の日までは、なお従前の例による。
"""
# (how it is written, its unit, how far it leads)
STEPS = [
    ("前条", "条", -1),
    ("次条", "条", 1),
    ("前二条", "条", -2),
    ("前九条", "条", -9),
    ("同条", "条", 0),
    ("前三項", "項", -3),
]


@pytest.mark.parametrize(("written", "unit", "step"), STEPS)
def test_how_far_a_word_leads(written: str, unit: str, step: int) -> None:
    assert step_of(written, unit=unit) == step
    if unit == "条" and step:
        assert step_words(step) == written


# (text, the article it stands in, key of each reference)
KEYS = [
    ("文書規程第12条では、前条の例による。前二条も、次条も。", None, ["12", "12/-1", "12/-2", "12/1"]),
    ("文書規程第12条では、前条第2項による。同条第3項も。", None, ["12", "12/-1", "12/-1"]),
    ("文書規程第12条、前条、文書規程第20条、前条", None, ["12", "12/-1", "20", "20/-1"]),
    ("前条の例による。", None, ["/-1"]),
    ("前条第二項の規定は、同条第三項及び前二条に準用する。", "5", ["/-1", "/-1", "/-2"]),
    ("前二条例及び前条件", None, []),
    # within an article 「次条」 is the next of its own law, whichever law was named before
    ("民法第九十条の規定は、同条及び次条に準用する。", "7", ["90", "90", "/1"]),
    ("会社法第二条に規定する会社は、同条、次条及び前条の例による。", "7", ["2", "2", "/1", "/-1"]),
    ("民法第九十条の規定は、同条及び次条に準用する。", None, ["90", "90", "90/1"]),
]
NAMED = [
    ("会社法第二条、次条及び前条の例による。", "7", ["会社法", None, None]),
    ("会社法第二条、次条及び前条の例による。", None, ["会社法", "会社法", "会社法"]),
]


@pytest.mark.parametrize(("text", "within", "keys"), KEYS)
def test_from_what_is_counted(text: str, within: str | None, keys: list[str]) -> None:
    found = parse_references(text, within=within, follows_paragraphs=True)
    assert [reference.key for reference in found] == keys


@pytest.mark.parametrize(("text", "within", "titles"), NAMED)
def test_of_which_law_the_article_beside_is(text: str, within: str | None, titles: list[str | None]) -> None:
    found = parse_references(text, within=within, follows_paragraphs=True)
    assert [reference.title for reference in found] == titles


def test_the_paragraph_before_is_one_of_the_article_last_named() -> None:
    text = "文書規程第12条第3項と、前項、次項及び前二項"
    found = parse_references(text, follows_paragraphs=True)
    assert [reference.paragraph for reference in found] == [3, 2, 3, 1]
    own = parse_references("第十二条第三項の規定は、前項に準用する。", within="5", follows_paragraphs=True)
    assert [reference.paragraph for reference in own] == [3], "in an article it is its own"


def test_how_it_is_named_to_people() -> None:
    (_, before, two) = parse_references("文書規程第12条と前条第2項と前二条")
    assert [label_of(before), label_of(two)] == ["第12条の前条第2項", "第12条の前二条"]
    assert [label_of(each) for each in parse_references("次条第一項")] == ["次条第1項"]


ARTICLES = [
    KnownArticle("10", "第十条", "目的", "目的を定める。"),
    KnownArticle("11", "第十一条", "定義", "定義を定める。\n２　保存とは、保つことをいう。"),
    KnownArticle("11_2", "第十一条の二", "保存", "保存する。"),
    KnownArticle("12", "第十二条", "廃棄", "廃棄する。"),
]
# (text, the article that each reference means, whether it is confirmed)
CHECKED = [
    ("文書規程第12条は、前条の例による。", ["12", "11_2"], [True, True]),
    ("文書規程第11条の2は、前条第2項の「保存とは、保つことをいう。」による。", ["11_2", "11"], [True, True]),
    ("文書規程第11条の2は、前条第3項による。", ["11_2", "11"], [True, False]),
    ("文書規程第12条は、前三条の例による。", ["12", "10"], [True, True]),
    ("文書規程第11条は、前二条の例による。", ["11", ""], [True, False]),
    ("文書規程第12条は、次条の例による。", ["12", ""], [True, False]),
    ("文書規程第11条の2の前条は、「廃棄しなければならない。」とする。", ["11_2", "11"], [True, False]),
]


@pytest.mark.parametrize(("text", "anchors", "confirmed"), CHECKED)
def test_relative_references_are_checked(text: str, anchors: list[str], confirmed: list[bool]) -> None:
    wanted = wanted_in(text, names=Names.of(["文書規程"]))
    articles = articles_by_key(ARTICLES, asked=wanted.articles_of(frozenset({"文書規程"})))
    known = KnownRegulation("d", "文書規程", ("文書規程",), articles)
    checks = examine(text, None, known=[known]).checks
    assert [check.anchor for check in checks] == anchors
    assert [not check.failed for check in checks] == confirmed


def test_without_an_article_named_before_nothing_is_said() -> None:
    known = KnownRegulation("d", "文書規程", ("文書規程",), articles_by_key(ARTICLES, asked=()))
    assert examine("前条の例による。", None, known=[known]).checks == ()


async def test_they_are_found_in_the_index_as_in_the_database(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, rules=RULES)
    text = "例示省受付規程第3条は、前条による。前二条も、次条も。例示省受付規程附則第2条の前条にもよる。"

    async def checked() -> list[tuple[str, bool]]:
        async with room.database.read() as connection:
            known = await room.library.known_regulations(connection, texts=[text], collections=[shelf])
        return [(check.anchor, check.failed) for check in examine(text, None, known=known).checks]

    indexed = await checked()
    await room.library.stop()
    (room.folder / "current").unlink()
    assert indexed == await checked()
    assert indexed == [
        ("3", False),
        ("2_2", False),
        ("2", False),
        ("", True),
        ("s1-2", False),
        ("s1-1", False),
    ]


async def test_a_question_may_ask_for_the_article_before(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, rules=RULES)
    result = await room.library.search("例示省受付規程第3条の前条", collections=[shelf])
    assert [hit.label for hit in result.hits] == ["第三条", "第二条の二"]


async def test_in_an_article_they_are_links(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, rules=RULES)
    async with room.database.read() as connection:
        (document,) = await room.library.documents(connection, collections=[shelf])

        async def links(anchor: str) -> list[tuple[str, str]]:
            page = await room.library.article(
                connection, document_id=document.id, anchor=anchor, collections=[shelf]
            )
            parts = (part for line in page.lines for part in line.parts if part.href)
            return [(part.text, part.href.removeprefix(f"/regulations/{document.id}/")) for part in parts]

        assert await links("1") == [("前項", "#p1"), ("次条", "2")]
        assert await links("2") == [("前条第二項", "1#p2")]
        assert await links("2_2") == [
            ("前二条", "1"),
            ("同条第一項", "1#p1"),
            ("第三項", "1#p3"),
            ("第五項", "1#p5"),
        ]
        assert await links("3") == [
            ("第一条第二項", "1#p2"),
            ("前条", "2_2"),
            ("前項", "#p1"),
            ("次項", "#p3"),
            ("前二項", "#p1"),
        ]
        assert await links("s1-2") == [("前条", "s1-1")]
