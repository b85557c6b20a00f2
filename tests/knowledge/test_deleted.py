"""Articles that were deleted together, and captions that several articles share."""

import pytest

from genkan.knowledge import examine
from genkan.knowledge.parse import ArticleKind, parse
from genkan.knowledge.parse.deleted import deleted_in
from tests.knowledge.conftest import KnowledgeRoom

RULES = """---
title: 例示省窓口規程
---
## 第一章 総則

#### 第一条（目的）

この規程は、窓口について定める。

#### 第四条（受付）

窓口は、書面を受け付ける。

#### 第五条から第八条まで

削除

#### 第九条及び第十条

削除

#### 第十一条（交付）

窓口は、写しを交付する。

#### 第十二条

前条の写しには、番号を付ける。

#### 第十三条

削除

#### 第十四条

第十二条の番号は、年ごとに付ける。

## 第二章 雑則

#### 第十五条

雑則を定める。
"""
# (label, lines, anchor, what is held, what is not)
TOGETHER = [
    ("第五条から第八条まで", ["削除"], "5", ["5", "6", "7", "8", "5_2"], ["4", "9", "8_2", "s1-6", "h5", ""]),
    ("第九条及び第十条", ["削除"], "9", ["9", "10"], ["8", "11", "9_2"]),
    ("第五条の二から第五条の五まで", ["削除"], "5_2", ["5_2", "5_3", "5_5"], ["5", "5_6", "6"]),
    ("第二条、第四条から第六条まで及び第九条", ["削除"], "2", ["2", "4", "5", "6", "9"], ["3", "7", "8"]),
    ("附則第五条から第八条まで", ["削除"], "s1-5", ["s1-6"], ["6", "s2-6"]),
    (
        "第31条",
        ["代理商は、留置できる。", "　第32条から第500条まで", "　削除"],
        "31",
        ["32", "499"],
        ["31", "501"],
    ),
]


@pytest.mark.parametrize(("label", "lines", "anchor", "held", "others"), TOGETHER)
def test_what_was_deleted_together(
    label: str, lines: list[str], anchor: str, held: list[str], others: list[str]
) -> None:
    (together,) = deleted_in(lines, anchor=anchor, label=label)
    assert [number for number in [*held, *others] if together.holds(number)] == held


# (label, lines) that delete nothing beside the article itself
NOTHING = [
    ("第五条", ["削除"]),
    ("第五条から第八条まで", ["第一項に定める。"]),
    ("第五条", ["第六条から第八条までの規定は、適用しない。", "削除"]),
    ("第五条", []),
]


@pytest.mark.parametrize(("label", "lines"), NOTHING)
def test_where_nothing_was_deleted_together(label: str, lines: list[str]) -> None:
    assert list(deleted_in(lines, anchor="5", label=label)) == []


def test_a_caption_is_shared_within_its_chapter_and_never_by_what_was_deleted() -> None:
    articles = parse("窓口規程.md", content=RULES.encode()).articles
    captions = {article.anchor: article.caption for article in articles}
    assert captions["12"] == captions["14"] == captions["11"] == "交付"
    assert (captions["13"], captions["15"], captions["5"]) == ("", "", "")


def test_supplementary_provisions_share_no_caption_with_the_main_ones() -> None:
    text = "# 規程\n\n#### 第一条（目的）\n\n目的。\n\n## 附則\n\n#### 第一条\n\n施行する。\n"
    articles = parse("規程.md", content=text.encode()).articles
    supplements = [article for article in articles if article.kind is ArticleKind.SUPPLEMENT]
    assert [article.caption for article in supplements] == [""]


async def test_a_look_up_says_that_an_article_was_deleted(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, rules=RULES)
    for number, written in ((7, "第五条から第八条まで"), (10, "第九条及び第十条")):
        result = await room.library.search(f"例示省窓口規程第{number}条", collections=[shelf])
        assert [hit.label for hit in result.hits] == [written]
        assert f"「例示省窓口規程」の第{number}条は、削除されています" in result.plan
    missing = await room.library.search("例示省窓口規程第3条", collections=[shelf])
    assert "第3条はありません" in missing.plan


# (what a text cites, what the check says of it)
CITED = [
    ("第七条", "例示省窓口規程」の第7条は、削除されています。"),
    ("第十条", "例示省窓口規程」の第10条は、削除されています。"),
    ("第十三条", "例示省窓口規程」の第13条は、削除されています。"),
    ("第三条", "例示省窓口規程」に第3条はありません。"),
]


@pytest.mark.parametrize("indexed", [True, False])
async def test_a_check_says_that_an_article_was_deleted(room: KnowledgeRoom, indexed: bool) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, rules=RULES)
    library = room.library
    if not indexed:
        await library.stop()
        for entry in room.folder.glob("current"):
            entry.unlink()
    for cited, says in CITED:
        text = f"例示省窓口規程{cited}による。"
        async with room.database.read() as connection:
            known = await library.known_regulations(connection, texts=[text], collections=[shelf])
        (check,) = examine(text, None, known=known).checks
        assert says in check.sentence_for_user, (cited, indexed)
