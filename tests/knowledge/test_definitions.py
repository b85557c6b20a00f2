"""Questions for the meaning of a term lead to where it is defined."""

import pytest

from genkan.knowledge.question.meaning_asked import term_asked
from genkan.knowledge.search.definitions import defining_place
from tests.knowledge.conftest import KnowledgeRoom

WASTE = """---
title: 例示省廃棄物管理規程
abbreviations: [廃棄物規程]
---
#### 第一条（廃棄物の引渡し）

廃棄物とは別に、廃棄物の引渡しに際しては廃棄物の管理票を廃棄物に添える。廃棄物の管理者は廃棄物を確認する。

#### 第二条（特別管理廃棄物）

「特別管理廃棄物」とは、特に注意して扱う物をいう。

#### 第三条（用語）

この規程において「廃棄物」とは、ごみ、汚泥その他の不要物をいう。

#### 第四条（定義）

この規程において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。

一 管理票 引き渡した物の種類及び量を記載した書面をいう。
"""


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("廃棄物とは", "廃棄物"),
        ("廃棄物とは何ですか。", "廃棄物"),
        ("「特別管理廃棄物」の定義を教えてください。", "特別管理廃棄物"),
        ("建設業の意味", "建設業"),
        ("電子記録移転権利の説明として、正しいものはどれですか。", "電子記録移転権利"),
        ("行政文書に該当しないもの", "行政文書"),
        ("公文書は何を指しますか", "公文書"),
        ("通信販売って何ですか", "通信販売"),
        # what asks for a rule asks for no meaning
        ("廃棄物を捨てるときの手続", ""),
        ("違反とは限らない場合", ""),
        ("ごみとはいえない物", ""),
        ("", ""),
    ],
)
def test_the_term_that_is_asked(query: str, term: str) -> None:
    assert term_asked(query) == term


@pytest.mark.parametrize(
    ("passages", "term", "place"),
    [
        (["廃棄物を捨てる。", "この法律において「廃棄物」とは、ごみをいう。"], "廃棄物", 1),
        # without the marks, as laws of 1947 write
        (["この法律で、家庭的保育事業とは、次に掲げる事業をいう。"], "家庭的保育事業", 0),
        # items, with and without their number
        (["次の用語の意義による。\n一　著作物　思想を表現したものをいう。"], "著作物", 0),
        (["次の用語の意義による。\n著作物\n思想を表現したものをいう。"], "著作物", 0),
        # a longer term that ends with this one
        (["「産業廃棄物」とは、事業から生じた物をいう。"], "廃棄物", None),
        (["廃棄物は、分けて捨てる。"], "廃棄物", None),
        ([], "廃棄物", None),
    ],
)
def test_where_a_term_is_defined(passages: list[str], term: str, place: int | None) -> None:
    assert defining_place(passages, term=term) == place


@pytest.mark.parametrize(
    ("query", "citation", "marked"),
    [
        ("廃棄物とは何ですか。", "例示省廃棄物管理規程第三条", "ごみ、汚泥"),
        ("特別管理廃棄物の定義", "例示省廃棄物管理規程第二条", "特に注意して"),
        ("管理票とは", "例示省廃棄物管理規程第四条", "引き渡した物"),
        # a rule about the thing is wanted, not its meaning
        ("廃棄物の引渡しに際しての管理票", "例示省廃棄物管理規程第一条", "添える"),
    ],
)
async def test_a_definition_comes_first(room: KnowledgeRoom, query: str, citation: str, marked: str) -> None:
    collection = await room.collection("規程集")
    await room.load(collection, waste=WASTE)
    result = await room.library.search(query, collections=[collection])
    assert result.hits[0].citation == citation
    assert marked in "".join(span.text for span in result.hits[0].snippet)


async def test_a_definition_on_a_shelf_that_one_may_not_read_is_none(room: KnowledgeRoom) -> None:
    readable, secret = await room.collection("規程集"), await room.collection("秘密")
    await room.load(secret, waste=WASTE)
    await room.load(
        readable, other="---\ntitle: 例示省清掃規程\n---\n#### 第一条（清掃）\n\n廃棄物は、毎日集める。\n"
    )
    result = await room.library.search("廃棄物とは", collections=[readable])
    assert {hit.law_title for hit in result.hits} == {"例示省清掃規程"}
