"""Who refers to an article, in its own document and in others."""

from genkan.knowledge import Collection, Readers
from genkan.knowledge.reading.referring import Referring, aliases_in, referring_to
from tests.knowledge.conftest import KnowledgeRoom

RECORDS = """---
title: 例示省行政文書管理規程
---
#### 第一条（目的）

目的を定める。

#### 第二条（保存）

前条の目的のため、保存する。

#### 第三条（廃棄）

第一条の目的に反して廃棄してはならない。

#### 第四条（他）

情報公開規程第一条による。

#### 第十一条（記録）

記録する。
"""
OPENNESS = """---
title: 例示省情報公開規程
---
#### 第一条（公開）

例示省行政文書管理規程（以下「管理規程」という。）第一条の目的により公開する。

#### 第二条（手続）

管理規程第三条による。
"""


async def _referring(
    room: KnowledgeRoom, anchor: str, beside: tuple[str, str], *, shelves: list[Collection]
) -> Referring:
    async with room.database.read() as connection:
        documents = await room.library.documents(connection, collections=shelves)
    (document,) = [each for each in documents if each.title == "例示省行政文書管理規程"]
    return referring_to(
        await room.library.shelves(shelves),
        document_id=document.id,
        anchor=anchor,
        beside=beside,
        link_day=None,
    )


async def test_articles_of_the_own_document_and_of_others(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, records=RECORDS, openness=OPENNESS)
    first = await _referring(room, "1", ("", "2"), shelves=[shelf])
    assert [each.label for each in first.own] == ["第二条", "第三条"]
    assert [(title, [each.label for each in found]) for title, found in first.others] == [
        ("例示省情報公開規程", ["第一条"])
    ]
    assert (first.count, first.more) == (3, False)
    third = await _referring(room, "3", ("2", "4"), shelves=[shelf])
    assert [each.label for _, found in third.others for each in found] == ["第二条"], "by its short name"
    for anchor, beside in (("11", ("4", "")), ("h1", ("", ""))):
        assert (await _referring(room, anchor, beside, shelves=[shelf])).count == 0


async def test_who_may_not_read_a_document_does_not_see_that_it_refers(room: KnowledgeRoom) -> None:
    everyone = await room.collection("共通規程集", readers=Readers.EVERYONE)
    closed = await room.collection("例示市例規集", of=room.city)
    await room.load(everyone, records=RECORDS)
    await room.load(closed, openness=OPENNESS)
    open_to_all = await _referring(room, "1", ("", "2"), shelves=[everyone])
    both = await _referring(room, "1", ("", "2"), shelves=[everyone, closed])
    assert (open_to_all.others, len(both.others)) == ((), 1)


async def test_the_short_names_that_a_document_gives(room: KnowledgeRoom) -> None:
    shelf = await room.collection("例示省規程集")
    await room.load(shelf, records=RECORDS, openness=OPENNESS)
    shelves = await room.library.shelves([shelf])
    ids = {document.title: document.id for document in shelves.everything()}
    assert aliases_in(shelves.index, ids["例示省情報公開規程"]) == {"管理規程": "例示省行政文書管理規程"}
    assert aliases_in(shelves.index, ids["例示省行政文書管理規程"]) == {}
