"""An order is found by its law, a law by its orders, and a law by the short names that others give it."""

from genkan.knowledge import Collection
from tests.knowledge.conftest import KnowledgeRoom

ACT = """---
title: 温泉試験法
---
#### 第一条（目的）

この法律は、温泉の試験について定める。

#### 第二条（届出）

温泉の試験を行う者は、政令で定める期間内に、届出をしなければならない。

#### 第三条（罰則）

前条の規定に違反した者は、過料に処する。
"""

ORDER = """---
title: 温泉試験法施行令
---
#### 第一条（用語）

この政令の用語は、別に定める。

#### 第二条（期間）

法第二条に規定する政令で定める期間は、六月とする。
"""

CITING = """---
title: {title}
---
#### 第一条（定義）

温泉試験法（以下「湯試験法」という。）第一条の試験をいう。
"""


async def citations(
    room: KnowledgeRoom, query: str, shelf: Collection, *, rewrite: str | None = None
) -> list[str]:
    result = await room.library.search(query, collections=[shelf], rewrite=rewrite)
    return [hit.citation for hit in result.hits]


async def test_an_article_leads_to_the_order_that_fills_it(room: KnowledgeRoom) -> None:
    shelf = await room.collection("法令")
    await room.load(shelf, act=ACT, order=ORDER)
    assert await citations(room, "温泉試験法第2条", shelf) == ["温泉試験法第二条", "温泉試験法施行令第二条"]
    assert (await citations(room, "温泉試験法の届出の期間", shelf))[:2] == [
        "温泉試験法第二条",
        "温泉試験法施行令第二条",
    ]


async def test_the_links_follow_when_one_law_changes(room: KnowledgeRoom) -> None:
    shelf = await room.collection("法令")
    await room.load(shelf, act=ACT, order=ORDER)
    await room.load(shelf, act=ACT.replace("六月", "三月").replace("過料", "罰金"))
    await room.load(shelf, order=ORDER.replace("法第二条", "法第三条"))
    assert await citations(room, "温泉試験法第2条", shelf) == ["温泉試験法第二条"]
    assert await citations(room, "温泉試験法第3条", shelf) == ["温泉試験法第三条", "温泉試験法施行令第二条"]


async def test_nothing_leads_into_what_one_may_not_read(room: KnowledgeRoom) -> None:
    shelf, secret = await room.collection("法令"), await room.collection("秘密")
    await room.load(shelf, act=ACT)
    await room.load(secret, order=ORDER)
    assert await citations(room, "温泉試験法第2条", shelf) == ["温泉試験法第二条"]


async def test_a_short_name_counts_where_two_documents_give_it(room: KnowledgeRoom) -> None:
    shelf = await room.collection("法令")
    await room.load(shelf, act=ACT, one=CITING.format(title="甲規程"))
    assert "温泉試験法第二条" not in (await citations(room, "湯試験法第2条", shelf))[:1]
    await room.load(shelf, two=CITING.format(title="乙規程"))
    assert (await citations(room, "湯試験法第2条", shelf))[0] == "温泉試験法第二条"


async def test_a_rewrite_is_searched_beside_the_question(room: KnowledgeRoom) -> None:
    shelf = await room.collection("法令")
    await room.load(shelf, act=ACT, order=ORDER)
    assert (await citations(room, "おふろを調べたい", shelf, rewrite="温泉試験法　罰則　過料"))[
        0
    ] == "温泉試験法第三条"
    result = await room.library.search("おふろを調べたい", collections=[shelf], rewrite="温泉　届出")
    assert "書き換えた「温泉　届出」" in result.plan
    plain = await room.library.search("おふろを調べたい", collections=[shelf])
    assert "書き換えた" not in plain.plan
    assert not plain.is_confident
