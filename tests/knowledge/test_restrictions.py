"""What a search is restricted to is found alone, in whatever way the restriction is the least work."""

import pytest

from genkan.knowledge import Collection
from genkan.knowledge.search.narrowing import LawKind, Narrowing
from tests.knowledge.conftest import KnowledgeRoom

WORDS = "宿泊費の額は、一夜につき一万九千円とする。"


def rule(title: str, *, articles: int) -> str:
    """A regulation of so many articles with the same words."""
    text = "\n\n".join(f"#### 第{number}条\n\n{WORDS}" for number in range(1, articles + 1))
    return f"---\ntitle: {title}\n---\n{text}\n"


@pytest.fixture
async def shelves(room: KnowledgeRoom) -> dict[str, Collection]:
    """A small, a middling and a large collection."""
    held = {title: await room.collection(title) for title in ("小", "中", "大")}
    for (title, collection), articles in zip(held.items(), (1, 3, 9), strict=True):
        await room.load(collection, rule=rule(f"{title}規程", articles=articles))
    return held


@pytest.mark.parametrize("readable", ["小", "中", "大", "小中", "小大", "中大", "小中大", ""])
@pytest.mark.parametrize("query", ["宿泊費の額", "「宿泊費の額」", "泊"])
async def test_nothing_but_what_may_be_read(
    room: KnowledgeRoom, shelves: dict[str, Collection], readable: str, query: str
) -> None:
    collections = [shelves[title] for title in readable]
    result = await room.library.search(query, collections=collections, limit=50)
    found = [hit.law_title for hit in result.hits]
    assert {title: found.count(f"{title}規程") for title in "小中大"} == {
        title: articles if title in readable else 0 for title, articles in {"小": 1, "中": 3, "大": 9}.items()
    }


@pytest.mark.parametrize("title", ["小", "大"])
async def test_one_document_of_several(
    room: KnowledgeRoom, shelves: dict[str, Collection], title: str
) -> None:
    collections = list(shelves.values())
    everywhere = await room.library.search("宿泊費の額", collections=collections, limit=50)
    wanted = next(hit.document_id for hit in everywhere.hits if hit.law_title == f"{title}規程")
    within = await room.library.search("宿泊費の額", collections=collections, limit=50, document_id=wanted)
    assert {hit.law_title for hit in within.hits} == {f"{title}規程"}
    others = [each for name, each in shelves.items() if name != title]
    assert not (await room.library.search("宿泊費", collections=others, document_id=wanted)).hits


async def test_a_narrowing_that_nothing_fits_finds_nothing(
    room: KnowledgeRoom, shelves: dict[str, Collection]
) -> None:
    narrowing = Narrowing(kinds=frozenset({LawKind.ACT}))
    result = await room.library.search("宿泊費", collections=list(shelves.values()), narrowing=narrowing)
    assert not result.hits


async def test_a_bare_number_shows_the_article_of_each_regulation(
    room: KnowledgeRoom, shelves: dict[str, Collection]
) -> None:
    first = await room.library.search("第一条", collections=list(shelves.values()), limit=2)
    assert len(first.hits) == 2
    third = await room.library.search("第三条", collections=list(shelves.values()))
    assert {hit.citation for hit in third.hits} == {"中規程第3条", "大規程第3条"}
    readable = await room.library.search("第三条", collections=[shelves["小"], shelves["中"]])
    assert {hit.citation for hit in readable.hits} == {"中規程第3条"}
